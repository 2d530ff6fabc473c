"""
Other bodies endorse the guidance, or no longer do.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="endorsement-changed",
    priority=("information",),
    meaning="The bodies that endorse the guidance changed.",
    counts="A name came or went.",
    counts_not="Another order of the same names; endorsements that one side did not capture.",
    usually_acts="Nobody, except where the endorsing body is one's own.",
    counterpart="endorsement-changed",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield all endorsements that came or went, as one event."""
    claims = view.unclaimed("endorsements")
    if claims:
        came = [change.after["name"] for change in claims if change.after]
        went = [change.before["name"] for change in claims if change.before]
        yield Finding(
            summary=summaries.endorsements_changed(view.name, came, went),
            claims=claims,
            priority="information",
        )
