"""
The crosswalk as JSON, the contract that scripts are written against.
"""

from __future__ import annotations

from guidetrack.events.plain import encode
from guidetrack.guidance.record import to_plain
from guidetrack.lineage import Crosswalk


def render(crosswalk: Crosswalk) -> str:
    """Render one object with the rows in order of the old number."""
    return encode(to_plain(crosswalk), indent=2) + "\n"
