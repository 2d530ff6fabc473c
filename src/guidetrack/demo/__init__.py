"""
Invented guidance and its history, for `guidetrack demo` and the tests.

Nothing in it is NICE's: the numbers start at 9001, the procedures do not exist, and
only the forms in which NICE writes and changes guidance are true to life.
"""

from guidetrack.demo.play import play
from guidetrack.demo.steps import GUIDANCE, STEPS, Step

__all__ = ["GUIDANCE", "STEPS", "Step", "play"]
