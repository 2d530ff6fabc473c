"""
What the page states about other guidance changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.diff.change import Change
from guidetrack.events import summaries
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="relationship-changed",
    priority=("review",),
    meaning="A stated relation to other guidance was added, removed or now names another number.",
    counts="A relation came or went that no migration, replacement or status explains.",
    counts_not="Another order of the relations; a relation repeated by the other page "
    "(details-changed); relations that one side did not capture.",
    usually_acts="The lead for the topic, who reads what the guidance is now tied to.",
    counterpart="relationship-changed",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield each relation that changed; one that was retargeted is one event."""
    waiting = list(view.unclaimed("relationships"))
    while waiting:
        first = waiting.pop(0)
        twins = [each for each in waiting if _is_retargeted(first, each)]
        claims = (first, *twins[:1])
        waiting = [each for each in waiting if each not in claims]
        yield Finding(
            summary=summaries.relationship_changed(view.name, [_said(each) for each in claims]),
            claims=claims,
            priority="review",
            explained_by=next((each.after["stated"] for each in claims if each.after), None),
        )


def _is_retargeted(one: Change, two: Change) -> bool:
    opposite = (one.before is None) == (two.after is None)
    kinds = {(each.after or each.before)["kind"] for each in (one, two)}
    return opposite and (one.before is None) != (two.before is None) and len(kinds) == 1


def _said(change: Change) -> tuple[str, str, str]:
    entry = change.after or change.before
    return ("added" if change.after else "removed", entry["kind"], entry["reference"])
