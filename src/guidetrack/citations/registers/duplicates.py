"""
Guidance that stands in a register more than once, also under its old and its new number.

After a migration a register often gains a row for the new number and keeps the old one.
Two numbers are one guidance where one leads to the other, or both lead to the same, by
links that leave nothing of the old number standing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from guidetrack.lineage import Resolution

_SHOWN = 5
"""Other rows named in one cell; a register by patient repeats a number a thousand times."""
_WHOLLY = frozenset({"migrated", "superseded"})


class Occurrence(msgspec.Struct, frozen=True, kw_only=True):
    """One row that names a guidance."""

    place: str
    reference: str
    """The number it stands under there."""


class Duplicate(msgspec.Struct, frozen=True, kw_only=True):
    """One guidance that several rows name."""

    guidance: str
    """The number it has today, as far as is known."""
    occurrences: tuple[Occurrence, ...]

    @property
    def is_renumbered(self) -> bool:
        """Whether the rows name it by different numbers."""
        return len({each.reference for each in self.occurrences}) > 1


class Named(NamedTuple):
    """A row and where its numbers lead."""

    place: str
    answers: Sequence[Resolution]


def find_duplicates(rows: Iterable[Named]) -> tuple[Duplicate, ...]:
    """Find what several rows name, in order of the first row; one row is no duplicate of itself."""
    found: dict[str, dict[str, Occurrence]] = {}
    for row in rows:
        for answer in row.answers:
            here = Occurrence(place=row.place, reference=answer.reference)
            found.setdefault(number_today(answer), {}).setdefault(row.place, here)
    return tuple(
        Duplicate(guidance=guidance, occurrences=tuple(places.values()))
        for guidance, places in found.items()
        if len(places) > 1
    )


def number_today(answer: Resolution) -> str:
    """The one number that stands for a reference today: itself unless it gave way wholly."""
    if answer.status in _WHOLLY and len(answer.current) == 1:
        return answer.current[0]
    return answer.reference


def describe_others(row: Named, duplicates: Mapping[str, Duplicate]) -> str:
    """Name the other rows with the same guidance: `row 7 (HTG46), row 9`; empty where none."""
    others: dict[str, str] = {}
    concerned = 0
    for guidance, answer in {number_today(each): each for each in row.answers}.items():
        duplicate = duplicates.get(guidance)
        if duplicate is None:
            continue
        concerned += len(duplicate.occurrences) - 1
        for each in duplicate.occurrences[: _SHOWN + 1]:
            if each.place != row.place:
                other = f" ({each.reference})" if each.reference != answer.reference else ""
                others.setdefault(each.place, f"{each.place}{other}")
    more = f" and {concerned - _SHOWN:,} more" if concerned > _SHOWN else ""
    return ", ".join(list(others.values())[:_SHOWN]) + more
