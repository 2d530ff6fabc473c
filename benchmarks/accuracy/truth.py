"""
What must be found, and whether it was: expected events against those of the engine.

An expected event states every value that the design settles and leaves open what it does
not (`ANY`). Matching is of multisets: an event too many is as wrong as one too few.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

ANY = "*"
"""Stands for a value the design does not settle."""

_ABOUT_RECOMMENDATIONS = frozenset(
    {
        "category-changed",
        "recommendation-added",
        "recommendation-removed",
        "recommendation-reworded",
        "recommendation-split",
        "recommendation-merged",
        "recommendation-renumbered",
        "recommendation-relabelled",
    }
)


@dataclass(frozen=True, slots=True)
class Expected:
    """One event that must be there."""

    kind: str
    before: str | None
    after: str | None
    priority: str
    verdict: str | None = None
    direction: str | None = None
    aspects: frozenset[str] | None = None
    """Exactly these; None leaves them open."""
    one_of: frozenset[str] = frozenset()
    """At least one of these aspects."""
    numbers_before: frozenset[str] | None = None
    """Numbers of the recommendations it is about; None leaves them open."""
    numbers_after: frozenset[str] | None = None
    explained: bool | None = None
    """Whether a note of the publisher explains it; None leaves it open."""

    def __str__(self) -> str:
        parts = [self.kind, f"{self.before} -> {self.after}", self.priority]
        parts += [word for word in (self.verdict, self.direction) if word]
        if self.aspects is not None:
            parts.append("aspects " + "+".join(sorted(self.aspects)))
        if self.one_of:
            parts.append("one of " + "|".join(sorted(self.one_of)))
        if self.numbers_before is not None or self.numbers_after is not None:
            parts.append(f"{_listed(self.numbers_before)} => {_listed(self.numbers_after)}")
        if self.explained is not None:
            parts.append("explained" if self.explained else "unexplained")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Found:
    """One event of the engine, reduced to what is compared."""

    kind: str
    before: str | None
    after: str | None
    priority: str
    verdict: str | None
    direction: str | None
    aspects: frozenset[str]
    numbers_before: frozenset[str]
    numbers_after: frozenset[str]
    explained: bool
    summary: str
    places: tuple[str, ...]

    def __str__(self) -> str:
        parts = [self.kind, f"{self.before} -> {self.after}", self.priority]
        parts += [word for word in (self.verdict, self.direction) if word]
        if self.aspects:
            parts.append("aspects " + "+".join(sorted(self.aspects)))
        if self.numbers_before or self.numbers_after:
            parts.append(f"{_listed(self.numbers_before)} => {_listed(self.numbers_after)}")
        if self.explained:
            parts.append("explained")
        return ", ".join(parts) + f" | {self.summary} | {', '.join(self.places[:4])}"


@dataclass(frozen=True, slots=True)
class Match:
    """The outcome for one pair."""

    right: tuple[Expected, ...]
    missed: tuple[Expected, ...]
    invented: tuple[Found, ...]

    @property
    def is_exact(self) -> bool:
        """Whether exactly the expected events were found."""
        return not self.missed and not self.invented


def reduce_event(event: Any) -> Found:
    """Reduce an event of the engine, or anything with its attributes."""
    numbers = event.recommendations if event.kind in _ABOUT_RECOMMENDATIONS else ()
    return Found(
        kind=event.kind,
        before=event.reference_before,
        after=event.reference_after,
        priority=event.priority,
        verdict=event.verdict,
        direction=event.direction,
        aspects=frozenset(event.aspects),
        numbers_before=frozenset(each.number_before for each in numbers if each.number_before),
        numbers_after=frozenset(each.number_after for each in numbers if each.number_after),
        explained=event.explained_by is not None,
        summary=event.summary,
        places=tuple(change.place for change in event.changes),
    )


def match(expected: Iterable[Expected], found: Iterable[Found]) -> Match:
    """Pair expected events with found ones; renumberings of one document count as one."""
    left = _gather(list(found))
    right, missed = [], []
    for each in sorted(expected, key=_openness):
        place = next((at for at, one in enumerate(left) if _agrees(each, one)), None)
        if place is None:
            missed.append(each)
        else:
            left.pop(place)
            right.append(each)
    return Match(tuple(right), tuple(missed), tuple(left))


def _gather(found: Sequence[Found]) -> list[Found]:
    gathered: dict[tuple[str | None, str | None], Found] = {}
    others = []
    for each in found:
        if each.kind != "recommendation-renumbered":
            others.append(each)
            continue
        key = (each.before, each.after)
        held = gathered.get(key)
        gathered[key] = each if held is None else _joined(held, each)
    return [*others, *gathered.values()]


def _joined(first: Found, second: Found) -> Found:
    return replace(
        first,
        numbers_before=first.numbers_before | second.numbers_before,
        numbers_after=first.numbers_after | second.numbers_after,
    )


def _agrees(expected: Expected, found: Found) -> bool:
    stated = (
        (expected.kind, found.kind),
        (expected.before, found.before),
        (expected.after, found.after),
        (expected.priority, found.priority),
        (expected.verdict, found.verdict),
        (expected.direction, found.direction),
    )
    if any(value not in (ANY, got) for value, got in stated):
        return False
    optional = (
        (expected.aspects, found.aspects),
        (expected.numbers_before, found.numbers_before),
        (expected.numbers_after, found.numbers_after),
        (expected.explained, found.explained),
    )
    if any(value is not None and value != got for value, got in optional):
        return False
    return not expected.one_of or bool(expected.one_of & found.aspects)


def _openness(expected: Expected) -> int:
    """Closed expectations choose first, so that an open one cannot take their event."""
    return sum(
        value in (ANY, None)
        for value in (expected.before, expected.after, expected.priority, expected.numbers_before)
    )


def _listed(numbers: frozenset[str] | None) -> str:
    return "any" if numbers is None else ",".join(sorted(numbers)) or "none"
