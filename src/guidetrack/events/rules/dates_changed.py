"""
A date the page prints changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="dates-changed",
    priority=("information",),
    meaning="The date of publication, of the last update or of the next review changed.",
    counts="Another day or month is printed, or the date of an update or review came or went.",
    counts_not="A day where there had been its month; a date of publication that one side does not "
    "print.",
    usually_acts="Nobody; with other events beside it, it dates them.",
    counterpart="dates-changed",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield all dates that changed, as one event."""
    claims = view.unclaimed("published", "last_updated", "next_review")
    if claims:
        yield Finding(
            summary=summaries.fields_changed(view.name, [change.root for change in claims]),
            claims=claims,
            priority="information",
        )
