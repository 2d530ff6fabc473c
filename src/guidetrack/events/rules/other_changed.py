"""
What no rule explains.

The last rule, so that nothing is ever silent: better a change nobody has a word for
than a change nobody hears of.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="other-changed",
    priority=("review",),
    meaning="Something changed that no other kind explains.",
    counts="Differences that are left when all rules have run; for two documents named by the "
    "user, also that their numbers differ and nobody links them.",
    counts_not="Anything another kind claims.",
    usually_acts="The governance team, which looks; and please report it, so that it gets a name.",
    counterpart="other-changed",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield all that is left, as one event."""
    claims = view.unclaimed()
    if claims:
        yield Finding(
            summary=summaries.other_changed(view.name, [change.place for change in claims]),
            claims=claims,
            priority="review",
        )
