"""
A source stopped serving guidance, and no notice says why.

It may be an error of the source, so it is read by a person before anybody acts.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="disappeared",
    priority=("review",),
    meaning="The guidance is missing from its source without notice, several runs in a row.",
    counts="The reference was held and its absence has been recorded, or it is gone from the new "
    "side.",
    counts_not="A single failed run, an outage, a login page; a withdrawal that is stated; a "
    "number with a known successor.",
    usually_acts="The governance team, which looks at the site and asks NICE.",
    counterpart="reappeared",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield guidance that is gone, unless something is known to have taken its place."""
    if view.old is None:
        return
    claims = [change for change in view.unclaimed("presence") if change.after == "missing"]
    claims += [change for change in view.unclaimed("record") if change.after is None]
    if claims and not view.corpus.has_successor(view.old.reference):
        yield Finding(
            summary=summaries.disappeared(view.name),
            claims=tuple(claims),
            priority="review",
            confidence="inferred",
            identity=("missing",),
        )
