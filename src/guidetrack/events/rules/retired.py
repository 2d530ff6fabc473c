"""
The publisher keeps the guidance for reference and no longer maintains it.

It moved to the shelf of retired products, which is not a withdrawal.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.standing import find_end
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="retired",
    priority=("review",),
    meaning="The publisher retired the guidance: it is kept and no longer maintained.",
    counts="The page or a feed states the status retired for the first time.",
    counts_not="A withdrawal; a page that merely moved; guidance that has a successor.",
    usually_acts="The lead for the topic, who decides what local practice rests on instead.",
    counterpart="reinstated",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield the end of guidance that became retired."""
    yield from find_end(view, "retired", "review", summaries.status(view.name, "retired"))
