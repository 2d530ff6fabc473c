"""
A recommendation that is no longer there.

Practice that rests on it may no longer be supported today.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.recommendations import concern_whole, whole
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="recommendation-removed",
    priority=("act",),
    meaning="A recommendation was removed.",
    counts="Both sides hold recommendations, and no new one has its words, or words like them, or "
    "its place.",
    counts_not="Recommendations that one side did not capture; a page that only says that the "
    "guidance was replaced or withdrawn; a merger; a recommendation that moved or was reworded.",
    usually_acts="The lead for the procedure, today: whatever rested on it needs another ground.",
    counterpart="recommendation-added",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield each recommendation that went."""
    for change in view.unclaimed("recommendations"):
        if change.field is None and change.after is None:
            old = whole(view, change)[0][0]
            yield Finding(
                summary=summaries.removed(view.name, old.number),
                claims=(change,),
                priority="act",
                categories=(old.all_categories(), ()),
                recommendations=concern_whole(view, change),
            )
