"""
The same words under another dated label.

Guidelines mark in brackets when a recommendation was made or last amended.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="recommendation-relabelled",
    priority=("information",),
    meaning="The dated label of a recommendation changed, [2013] to [2013, amended 2018].",
    counts="The words are the same and the label behind them is not.",
    counts_not="A recommendation that was reworded as well; footnote marks such as [1].",
    usually_acts="Nobody; it says when NICE last looked at the recommendation.",
    counterpart="recommendation-relabelled",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield each recommendation with another label."""
    for difference in view.differences():
        claims = tuple(each for each in difference.changes if each.field == "label")
        if claims:
            yield Finding(
                summary=summaries.relabelled(
                    view.name, difference.label, difference.old.label, difference.new.label
                ),
                claims=claims,
                priority="information",
                recommendations=difference.concerned(),
            )
