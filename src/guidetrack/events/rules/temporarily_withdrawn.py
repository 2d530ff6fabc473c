"""
The publisher withdrew the guidance for a time.

Until it returns, practice that rests on it is not supported.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.standing import find_end
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="temporarily-withdrawn",
    priority=("act",),
    meaning="The publisher withdrew the guidance for the time being.",
    counts="The page or a feed states the status temporarily withdrawn for the first time.",
    counts_not="An outage or a missing page; a withdrawal for good.",
    usually_acts="The clinical lead, today: pauses or justifies the practice until it returns.",
    counterpart="reinstated",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield the end of guidance that became temporarily withdrawn."""
    yield from find_end(
        view, "temporarily-withdrawn", "act", summaries.status(view.name, "temporarily withdrawn")
    )
