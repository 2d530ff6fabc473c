"""
Two snapshots to pairs to changes: facts, without opinion.
"""

from guidetrack.diff.comparing import compare
from guidetrack.diff.pairing import pair

__all__ = ["compare", "pair"]
