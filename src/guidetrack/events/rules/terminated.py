"""
The publisher ended the work without a recommendation.

Usually the company gave no evidence; nothing is recommended either way.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.standing import find_end
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="terminated",
    priority=("review",),
    meaning="The publisher terminated the guidance without a recommendation.",
    counts="The page or a feed states the status terminated for the first time.",
    counts_not="A withdrawal of published recommendations; guidance that has a successor.",
    usually_acts="The lead for the medicine or technology, who notes that nothing is recommended.",
    counterpart="reinstated",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield the end of guidance that became terminated."""
    yield from find_end(view, "terminated", "review", summaries.status(view.name, "terminated"))
