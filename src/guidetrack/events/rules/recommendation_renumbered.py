"""
The same words under another number.

A recommendation inserted above shifts all that follow; none of them was reworded.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="recommendation-renumbered",
    priority=("information",),
    meaning="A recommendation has another number or stands in another place, in the same words.",
    counts="The words are the same and the number in front of them, or their order, is not.",
    counts_not="A number lost in a conversion; a recommendation that was reworded as well.",
    usually_acts="Whoever cites recommendations by number.",
    counterpart="recommendation-renumbered",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield each recommendation that moved."""
    for difference in view.differences():
        claims = tuple(each for each in difference.changes if each.field in {"number", "position"})
        if claims:
            yield Finding(
                summary=summaries.renumbered(
                    view.name, difference.old.number, difference.new.number
                ),
                claims=claims,
                priority="information",
                recommendations=difference.concerned(),
            )
