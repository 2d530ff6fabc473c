"""
Whether guidance is gone: counted in runs, and only where its source was in order.

A page that is missing once proves nothing. A source that served nothing at all had an
outage, whatever it answered; a list that lost half of its entries is half a list. Only
what is missed so often in a row as the settings say is recorded as absent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from guidetrack.guidance.reference import Reference

_WHOLE_LIST = 0.5
"""The share of what a list named before that it must still name to count as whole."""


class Row(msgspec.Struct, frozen=True):
    """How often in a row a reference was missed."""

    runs: int
    since: str
    """The first of these runs, ISO 8601 in UTC."""


@dataclass(slots=True)
class Sight:
    """What one source showed in a run."""

    served: set[Reference] = field(default_factory=set)
    missed: set[Reference] = field(default_factory=set)
    """It has no such page."""
    led_nowhere: set[Reference] = field(default_factory=set)
    """It sends whoever asks somewhere that is no guidance."""

    def missing(self) -> set[Reference]:
        """Everything that was not there, whatever that proves."""
        return self.missed | self.led_nowhere

    def certain(self) -> set[Reference]:
        """What it does not have, as far as it was in order."""
        if self.served:
            return self.missing()
        return self.missed if len(self.missing()) == 1 else set()


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows after a run, and what follows from them."""

    rows: Mapping[Reference, Row]
    gone: Mapping[Reference, Row]
    """Missed so often that their absence is recorded now."""
    returned: tuple[Reference, ...]
    """Recorded as absent, and served again."""
    expected: frozenset[Reference]
    """Missing, and no wonder: their absence is recorded, or their end was stated."""


def list_sight(before: Collection[Reference], now: Collection[Reference]) -> Sight:
    """What a source that lists everything shows by what it names and no longer names."""
    kept = set(before) & set(now)
    if not now or len(kept) < len(before) * _WHOLE_LIST:
        return Sight()
    return Sight(served=set(now), missed=set(before) - set(now))


def count_misses(  # noqa: PLR0913 - what is known, each by its name
    sights: Iterable[Sight],
    *,
    before: Mapping[Reference, Row],
    absent: Collection[Reference],
    ended: Collection[Reference],
    held: Collection[Reference],
    runs: int,
    seen_at: str,
) -> Counted:
    """
    Count on from the run before.

    Args:
        sights: what each source showed.
        before: the rows after the last run; a reference of which nothing was learnt keeps its row.
        absent: references whose absence is recorded.
        ended: references whose end was stated.
        held: references of which there is a record.
        runs: how many misses in a row make an absence.
        seen_at: when this run was, ISO 8601 in UTC.
    """
    shown = list(sights)
    served = set[Reference]().union(*(sight.served for sight in shown))
    missed = set[Reference]().union(*(sight.certain() for sight in shown)) - served
    settled = set(absent) | set(ended)
    rows: dict[Reference, Row] = {}
    for reference in sorted((before.keys() | missed) & set(held) - served - settled):
        row = before.get(reference, Row(0, seen_at))
        rows[reference] = Row(row.runs + 1, row.since) if reference in missed else row
    gone = {reference: row for reference, row in rows.items() if row.runs >= runs}
    return Counted(
        rows={reference: row for reference, row in rows.items() if reference not in gone},
        gone=gone,
        returned=tuple(sorted(set(absent) & served)),
        expected=frozenset(settled - served),
    )


def rows_in(entries: Iterable[Mapping[str, Any]]) -> dict[Reference, Row]:
    """The rows as the newest run left them in the journal, given oldest first."""
    newest: Mapping[str, Any] = {}
    for entry in entries:
        if entry.get("command") == "run":
            newest = entry.get("missed", {})
    return {Reference.parse(name): msgspec.convert(row, Row) for name, row in newest.items()}


def rows_for_journal(rows: Mapping[Reference, Row]) -> dict[str, Any]:
    """The rows as plain data."""
    return {str(reference): msgspec.to_builtins(row) for reference, row in rows.items()}
