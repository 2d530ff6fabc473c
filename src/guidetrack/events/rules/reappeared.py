"""
A source serves guidance again that had been missing from it.

Whatever changed in the meantime is told by its own events.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="reappeared",
    priority=("information",),
    meaning="Guidance that had disappeared from its source is served again.",
    counts="The absence that had been recorded is over.",
    counts_not="Guidance whose status returns to published, which is reinstated; a first capture.",
    usually_acts="Nobody; whoever looked into the disappearance closes it.",
    counterpart="disappeared",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield guidance that is served again."""
    claims = [change for change in view.unclaimed("presence") if change.after == "served"]
    if claims and view.new is not None:
        yield Finding(
            summary=summaries.reappeared(view.name),
            claims=(*claims, *view.unclaimed("record")),
            priority="information",
            confidence="inferred",
            identity=("served",),
        )
