"""
What guidetrack looked at changed, not what NICE says.

An overview page carries no recommendations; when the full document is captured, they
are new to the store and not to the guidance.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="coverage-changed",
    priority=("information",),
    meaning="A document, or an aspect of it, was captured for the first time or no longer is.",
    counts="A reference is first held without being new guidance, or gone with a known successor; "
    "an aspect is captured on one side only. One event for a document.",
    counts_not="A status or a succession that the newly captured aspect states, which counts as "
    "such; an aspect that is captured and empty.",
    usually_acts="Nobody.",
    counterpart="coverage-changed",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield what is covered now and was not, or the reverse, as one event."""
    whole = (*view.unclaimed("record"), *view.unclaimed("presence"))
    if whole:
        gone = view.new is None or view.pair.absent_after
        say = summaries.no_longer_captured if gone else summaries.first_captured
        yield Finding(
            summary=say(view.name),
            claims=whole,
            priority="information",
            confidence="inferred",
            explained_by_notes=False,
            identity=("gone" if gone else "first captured",),
        )
    aspects = view.unclaimed("captured")
    if aspects:
        gained = [_aspect(each.place) for each in aspects if each.before is None]
        lost = [_aspect(each.place) for each in aspects if each.after is None]
        yield Finding(
            summary=summaries.coverage_changed(view.name, gained, lost),
            claims=aspects,
            priority="information",
            confidence="inferred",
            explained_by_notes=False,
        )


def _aspect(place: str) -> str:
    return place.removeprefix("captured[").removesuffix("]")
