"""
Precision, recall and confusion over many pairs.

An event counts as right only with every value the design settles: kind, both references,
priority, verdict, direction, aspects, numbers. The confusion says what stood in the place
of what was missed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.accuracy.truth import Expected, Found, Match

NOTHING = "(nothing)"


@dataclass(slots=True)
class Score:
    """What a run has found so far."""

    pairs: int = 0
    exact: int = 0
    noise_pairs: int = 0
    noise_exact: int = 0
    right: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    documents: int = 0
    documents_exact: int = 0

    def add(self, outcome: Match, *, only_noise: bool) -> None:
        """Count one pair."""
        self.pairs += 1
        self.exact += outcome.is_exact
        self.noise_pairs += only_noise
        self.noise_exact += only_noise and outcome.is_exact
        self.right.update(each.kind for each in outcome.right)
        self.missed.update(each.kind for each in outcome.missed)
        self.invented.update(each.kind for each in outcome.invented)
        self.confusion.update(_confuse(outcome.missed, outcome.invented))

    def kinds(self) -> list[str]:
        """Every kind expected or found, in alphabetical order."""
        return sorted({*self.right, *self.missed, *self.invented})

    def precision(self, kind: str | None = None) -> float:
        """Right ones among those found; 1.0 where none was found."""
        return _share(self._sum(self.right, kind), self._sum(self.invented, kind))

    def recall(self, kind: str | None = None) -> float:
        """Right ones among those expected; 1.0 where none was expected."""
        return _share(self._sum(self.right, kind), self._sum(self.missed, kind))

    @property
    def is_perfect(self) -> bool:
        """Whether every pair is exactly right."""
        return self.exact == self.pairs

    @staticmethod
    def _sum(counts: Counter[str], kind: str | None) -> int:
        return counts[kind] if kind else counts.total()


def _share(right: int, wrong: int) -> float:
    return right / (right + wrong) if right + wrong else 1.0


def _confuse(missed: Sequence[Expected], invented: Sequence[Found]) -> list[tuple[str, str]]:
    """Pair what was missed with what stood in its place, the same kind first."""
    left = list(invented)
    found: list[tuple[str, str]] = []
    later = []
    for each in missed:
        twin = next((one for one in left if one.kind == each.kind), None)
        if twin:
            left.remove(twin)
            found.append((each.kind, f"{twin.kind}, other values"))
        else:
            later.append(each)
    for each in later:
        near = next((one for one in left if one.after == each.after), left[0] if left else None)
        if near:
            left.remove(near)
        found.append((each.kind, near.kind if near else NOTHING))
    return [*found, *((NOTHING, one.kind) for one in left)]
