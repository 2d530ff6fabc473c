"""
Guidance that had ended is published again.

It undoes withdrawn, temporarily withdrawn, retired and terminated alike.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.standing import ENDS, status_change
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="reinstated",
    priority=("review",),
    meaning="Guidance that had been withdrawn, retired or terminated is published again.",
    counts="The status goes back to published from one that had ended the guidance.",
    counts_not="A page that is served again after an outage, which is reappeared.",
    usually_acts="The lead for the procedure, who reads whether it returned as it was.",
    counterpart="withdrawn",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield the return of guidance to published."""
    change = status_change(view)
    if change is None or change.after != "published" or change.before not in ENDS:
        return
    yield Finding(
        summary=summaries.reinstated(view.name, change.before),
        claims=(change, *view.unclaimed("status_stated")),
        priority="review",
        confidence="declared",
        identity=(str(change.before), "published"),
    )
