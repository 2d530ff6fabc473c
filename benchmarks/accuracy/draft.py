"""
A pair in the making: two versions of a document and what must be found between them.

Mutations change the new version and state what they did by the keys of recommendations.
Numbers, references and the consequences of one change for another (renumbering, verdict,
contradicted claim) are computed at the end, when both versions are complete.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from typing import Literal

from benchmarks.accuracy.document import Advice, Guidance, numbered
from benchmarks.accuracy.truth import Expected

Shape = Literal["full", "overview", "stub", "full and stub"]
OWN = "own"
"""Stands for the document's own reference."""

_CONTENT_OF_ADVICE = frozenset(
    {
        "recommendation-reworded",
        "category-changed",
        "recommendation-added",
        "recommendation-removed",
    }
)
_OTHER_DOCUMENT = frozenset({"superseded", "partially-superseded", "reference-reused"})
_OTHER_WORDS = _CONTENT_OF_ADVICE | {
    "recommendation-split",
    "recommendation-merged",
}


@dataclass(frozen=True, slots=True)
class Held:
    """One document on one side, and how much of it was captured."""

    guidance: Guidance
    shape: Shape = "full"
    is_absent: bool = False
    """Whether its source no longer serves it, although its record is kept."""


@dataclass(frozen=True, slots=True)
class Stated:
    """One change as a mutation states it, still without numbers and references."""

    kind: str
    priority: str
    keys_before: tuple[int, ...] | None = None
    keys_after: tuple[int, ...] | None = None
    direction: str | None = None
    verdict: str | None = None
    aspects: frozenset[str] | None = None
    one_of: frozenset[str] = frozenset()
    explained: bool | None = None
    before: str | None = OWN
    """A reference in place of the old document's own; None where that side has none."""
    after: str | None = OWN


@dataclass(slots=True)
class Draft:
    """Two versions of a document, growing apart."""

    rng: random.Random
    old: Guidance
    new: Guidance
    names: list[str] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    migrated: bool = False
    claims_unchanged: bool = False
    old_shape: Shape = "full"
    new_shape: Shape = "full"
    keeps_old: Held | None = None
    """The old document on the new side, where it is still held beside its successor."""
    beside_old: list[Held] = field(default_factory=list)
    beside_new: list[Held] = field(default_factory=list)
    drops_old: bool = False
    """Whether the old side does not hold the document at all."""
    drops_new: bool = False
    absent_old: bool = False
    absent_new: bool = False
    listed_old: frozenset[str] | None = None
    """References that a source listing all guidance named; None where none had run."""
    listed_new: frozenset[str] | None = None
    needs_standing_text: bool = False
    """Whether the pair shows nothing in formats without the standing text."""

    @classmethod
    def of(cls, rng: random.Random, guidance: Guidance) -> Draft:
        """Start with two equal versions."""
        return cls(rng, guidance, guidance)

    def touch(self, *places: str) -> bool:
        """Take places for a mutation; False where one is taken already."""
        if self.touched & set(places):
            return False
        self.touched |= set(places)
        return True

    def state(self, kind: str, priority: str, **values: object) -> None:
        """Note an event that must be found."""
        self.stated.append(Stated(kind, priority, **values))  # type: ignore[arg-type]

    def free_advice(self) -> list[Advice]:
        """Recommendations no mutation has touched yet."""
        return [each for each in self.new.advice if f"advice:{each.key}" not in self.touched]

    def replace_advice(self, fresh: Advice) -> None:
        """Put a changed recommendation in the place of the one with its key."""
        changed = tuple(fresh if each.key == fresh.key else each for each in self.new.advice)
        self.new = replace(self.new, advice=changed)

    def old_side(self) -> list[Held]:
        """What the old side holds."""
        own = [] if self.drops_old else [Held(self.old, self.old_shape, self.absent_old)]
        return [*own, *self.beside_old]

    def new_side(self) -> list[Held]:
        """What the new side holds."""
        own = [] if self.drops_new else [Held(self.new, self.new_shape, self.absent_new)]
        kept = [self.keeps_old] if self.keeps_old else []
        return [*own, *kept, *self.beside_new]

    def finish(self) -> list[Expected]:
        """Number the new version and work out every expected event."""
        self.new = numbered(self.new)
        found = [self._expected(each) for each in self.stated]
        moved = self._renumbered()
        if moved:
            found.append(moved)
        if self.migrated:
            found += self._migration()
        return found

    def _expected(self, stated: Stated) -> Expected:
        return Expected(
            kind=stated.kind,
            before=self.old.reference if stated.before == OWN else stated.before,
            after=self.new.reference if stated.after == OWN else stated.after,
            priority=stated.priority,
            verdict=stated.verdict,
            direction=stated.direction,
            aspects=stated.aspects,
            one_of=stated.one_of,
            numbers_before=_numbers(self.old, stated.keys_before),
            numbers_after=_numbers(self.new, stated.keys_after),
            explained=stated.explained,
        )

    def _renumbered(self) -> Expected | None:
        if any(each.kind in _OTHER_DOCUMENT and each.before == OWN for each in self.stated):
            return None
        other = {
            key
            for each in self.stated
            if each.kind in _OTHER_WORDS
            for key in (*(each.keys_before or ()), *(each.keys_after or ()))
        }
        before = {each.key: each.number for each in self.old.advice}
        after = {each.key: each.number for each in self.new.advice}
        moved = [
            key for key in before if key in after and key not in other and before[key] != after[key]
        ]
        if not moved:
            return None
        return Expected(
            kind="recommendation-renumbered",
            before=self.old.reference,
            after=self.new.reference,
            priority="information",
            numbers_before=frozenset(before[key] for key in moved),
            numbers_after=frozenset(after[key] for key in moved),
        )

    def _migration(self) -> list[Expected]:
        kinds = {each.kind for each in self.stated}
        changed = bool(kinds & _CONTENT_OF_ADVICE)
        comparable = self.old_shape == "full"
        verdict = ("changed" if changed else "identical") if comparable else "not-verified"
        found = [
            Expected(
                kind="migrated",
                before=self.old.reference,
                after=self.new.reference,
                priority="re-reference" if verdict == "identical" else "review",
                verdict=verdict,
            )
        ]
        if self.claims_unchanged and (changed or "section-changed" in kinds):
            tighter = any(each.direction == "tighter" for each in self.stated)
            found.append(
                Expected(
                    kind="claim-contradicted",
                    before=self.old.reference,
                    after=self.new.reference,
                    priority="act" if tighter else "review",
                )
            )
        return found


def _numbers(guidance: Guidance, keys: tuple[int, ...] | None) -> frozenset[str] | None:
    if keys is None:
        return None
    return frozenset(each.number for each in guidance.advice if each.key in keys)
