"""
Several recommendations were made into one, in the same words.

Nothing is asked of anybody that was not asked before, but citations by number are
off, and someone should see that the joining changes no meaning.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.recommendations import concern_whole, whole
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="recommendation-merged",
    priority=("review",),
    meaning="Two or more recommendations became one, in the same words.",
    counts="The words of one new recommendation are those of neighbouring old ones, one after the "
    "other.",
    counts_not="A recommendation that was removed while another was extended; a joined page break.",
    usually_acts="The lead for the procedure, who checks that the whole still reads as before.",
    counterpart="recommendation-split",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield each recommendation that was made of several."""
    for change in view.unclaimed("recommendations"):
        if change.field == "cut" and len(change.before) > 1:
            olds, news = whole(view, change)
            yield Finding(
                summary=summaries.merged(view.name, [old.number for old in olds], news[0].number),
                claims=(change,),
                priority="review",
                recommendations=concern_whole(view, change),
            )
