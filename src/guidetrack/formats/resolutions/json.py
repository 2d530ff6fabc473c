"""
The answers as JSON, the contract that scripts are written against.
"""

from __future__ import annotations

from collections.abc import Sequence

from guidetrack.events.plain import encode
from guidetrack.guidance.record import to_plain
from guidetrack.lineage import Resolution


def render(answers: Sequence[Resolution]) -> str:
    """Render one object with the answers in the order asked."""
    return encode({"schema_version": 1, "results": to_plain(answers)}, indent=2) + "\n"
