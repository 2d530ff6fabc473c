"""
A recommendation that was not there before.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.recommendations import concern_whole, whole
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="recommendation-added",
    priority=("review",),
    meaning="A recommendation was added.",
    counts="No earlier recommendation has its words, or words like them, or its place.",
    counts_not="Recommendations captured for the first time (coverage-changed); a split; a "
    "recommendation that moved or was reworded.",
    usually_acts="The lead for the procedure, who reads what is asked now.",
    counterpart="recommendation-removed",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield each recommendation that came."""
    for change in view.unclaimed("recommendations"):
        if change.field is None and change.before is None:
            new = whole(view, change)[1][0]
            yield Finding(
                summary=summaries.added(view.name, new.number),
                claims=(change,),
                priority="review",
                categories=((), new.all_categories()),
                recommendations=concern_whole(view, change),
            )
