"""
Changes to events: what a change means, and for whom.
"""

from guidetrack.events.detection import detect
from guidetrack.events.rules import RULES

__all__ = ["RULES", "detect"]
