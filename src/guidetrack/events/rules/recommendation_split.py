"""
One recommendation was made into several, in the same words.

Nothing is asked of anybody that was not asked before, but citations by number are
off, and someone should see that the cut changes no meaning.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.recommendations import concern_whole, whole
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="recommendation-split",
    priority=("review",),
    meaning="One recommendation became two or more, in the same words.",
    counts="The words of neighbouring new recommendations, one after the other, are those of one "
    "old recommendation.",
    counts_not="A recommendation that was shortened while another was added; a page break.",
    usually_acts="The lead for the procedure, who checks that the parts still read as before.",
    counterpart="recommendation-merged",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield each recommendation that was cut."""
    for change in view.unclaimed("recommendations"):
        if change.field == "cut" and len(change.before) == 1:
            olds, news = whole(view, change)
            yield Finding(
                summary=summaries.split(view.name, olds[0].number, [new.number for new in news]),
                claims=(change,),
                priority="review",
                recommendations=concern_whole(view, change),
            )
