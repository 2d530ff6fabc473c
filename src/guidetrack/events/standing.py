"""
What the status of guidance became, and what the page lost by saying so.

A page that was withdrawn shrinks to a sentence, so the aspects it no longer carries
are part of that news. A number whose successor is known has not ended by being
called withdrawn: that repeats what the succession said.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.diff.change import Change
from guidetrack.events.event import Priority
from guidetrack.events.links import losses
from guidetrack.events.rule import Finding
from guidetrack.events.view import PairView

ENDS = ("withdrawn", "temporarily-withdrawn", "retired", "terminated")
"""Statuses that end guidance, for good or for a time."""


def status_change(view: PairView) -> Change | None:
    """The unexplained change of status in a pair, or None."""
    return next(iter(view.unclaimed("status")), None)


def only_restates_succession(view: PairView, change: Change) -> bool:
    """Whether the status ends a number whose successor is known already."""
    ends = change.after in ENDS and change.after != "temporarily-withdrawn"
    return ends and view.corpus.has_successor(view.subject.reference)


def find_end(view: PairView, status: str, priority: Priority, summary: str) -> Iterator[Finding]:
    """Yield a finding where the status became the given one and nothing took its place."""
    change = status_change(view)
    if change is None or change.after != status or only_restates_succession(view, change):
        return
    claims = (change, *view.unclaimed("status_stated"), *losses(view))
    yield Finding(
        summary=summary,
        claims=claims,
        priority=priority,
        confidence="declared",
        explained_by=view.new.status_stated if view.new else None,
        identity=(str(change.before), str(change.after)),
    )
