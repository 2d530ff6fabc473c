"""
The circuit breaker: too much changing alike in one run is more likely ours than NICE's.

A redesign that fools the reader looks like hundreds of reworded recommendations. Such a
run is recorded, so that nothing is lost, and not announced until a person has looked.
What the publisher states, a wave of migrations above all, is no reason to hold anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from guidetrack.config import Hold
from guidetrack.events.event import Event

_STATED = frozenset({"migrated", "boilerplate-changed"})
"""One is stated for each document, the other is one event however many documents share it."""


class Alike(msgspec.Struct, frozen=True, kw_only=True):
    """Records that changed in one way."""

    kind: str
    records: int
    of: int
    """Records held."""

    def sentence(self) -> str:
        """Say it to the operator."""
        return f"{self.records:,} of {self.of:,} records changed alike ({self.kind})"


def changed_alike(events: Sequence[Event], held: int, hold: Hold) -> tuple[Alike, ...]:
    """
    The ways in which more records changed than may be announced, the largest first.

    Args:
        events: of one step.
        held: how many records were held before it.
        hold: the share and the least number from which a run is held.
    """
    migrated = {each.reference_after for each in events if each.kind == "migrated"}
    alike: dict[str, set[str]] = defaultdict(set)
    for event in events:
        if event.reference_before is not None and not _is_expected(event, migrated):
            alike[event.kind].add(event.reference_before)
    found = (
        Alike(kind=kind, records=len(references), of=held)
        for kind, references in alike.items()
        if len(references) >= hold.at_least and len(references) > hold.share * held
    )
    return tuple(sorted(found, key=lambda each: (-each.records, each.kind)))


def _is_expected(event: Event, migrated: Iterable[str | None]) -> bool:
    """Whether many such events at once are no sign of a mistake."""
    if event.kind in _STATED:
        return True
    if event.kind == "coverage-changed":
        return all(change.after is not None for change in event.changes)
    return event.priority == "information" and event.reference_after in migrated
