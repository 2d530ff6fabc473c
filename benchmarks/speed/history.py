"""
Ten years of weekly snapshots: what changed in each, and the events that are true of it.

Half a per cent to two per cent of the records are edited each week, and once, near the end,
hundreds are migrated at a time, of which a few are reworded all the same. Every week draws
from its own dice, so nothing depends on how far a history is followed.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from benchmarks.accuracy.document import Guidance
from benchmarks.speed.corpus import invent_corpus
from benchmarks.speed.edits import edit_document, migrate, reword
from guidetrack.store.history import iso_utc

WAVE_DAY = dt.date(2026, 1, 12)
_FIRST_SUCCESSOR = 50_001
_LARGEST_WAVE = 700
_REWORDED_IN_WAVE = 3
_SHARES = (0.005, 0.02)


class Truth(NamedTuple):
    """One event that is true."""

    observed_at: str
    """The snapshot that shows it."""
    kind: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a history is, and which of those it is."""

    records: int
    weeks: int
    seed: int = 7

    @property
    def wave_week(self) -> int:
        """The week in which the wave is seen, near the end and not at it."""
        return self.weeks - 1 - max(2, self.weeks // 24)

    @property
    def wave(self) -> int:
        """How many are migrated at once."""
        return min(_LARGEST_WAVE, self.records * 7 // 24)

    def day(self, week: int) -> dt.date:
        """The Monday on which a week's snapshot is taken."""
        return WAVE_DAY + dt.timedelta(weeks=week - self.wave_week)


@dataclass(frozen=True, slots=True)
class Week:
    """One snapshot: what differs from the one before, and what is true of the difference."""

    observed_at: dt.datetime
    changed: Mapping[str, Guidance | None]
    """Reference to the document as it is from now on, or None where it is gone."""
    truth: tuple[Truth, ...]
    held: int
    """Documents in the corpus."""


def follow(shape: Shape) -> Iterator[Week]:
    """Play a history from its first snapshot, which holds everything, to its last."""
    corpus = {each.reference: each for each in invent_corpus(shape.seed, shape.records)}
    yield Week(_moment(shape, 0), dict(corpus), (), len(corpus))
    for number in range(1, shape.weeks):
        rng = random.Random(f"speed:{shape.seed}:week:{number}")
        seen = _moment(shape, number)
        play = _play_wave if number == shape.wave_week else _play_edits
        changed, truth = play(rng, corpus, seen, shape)
        for reference, guidance in changed.items():
            if guidance is None:
                del corpus[reference]
            else:
                corpus[reference] = guidance
        yield Week(seen, changed, tuple(truth), len(corpus))


def match(truth: Counter[Truth], found: Counter[Truth]) -> tuple[float, float]:
    """Precision and recall of what was found."""
    right = (truth & found).total()
    return right / (found.total() or 1), right / (truth.total() or 1)


def _moment(shape: Shape, week: int) -> dt.datetime:
    return dt.datetime.combine(shape.day(week), dt.time(9), tzinfo=dt.UTC)


Played = tuple[dict[str, Guidance | None], list[Truth]]


def _play_edits(
    rng: random.Random, corpus: Mapping[str, Guidance], seen: dt.datetime, shape: Shape
) -> Played:
    """Edit some documents, one edit each."""
    count = max(1, round(shape.records * rng.uniform(*_SHARES)))
    changed: dict[str, Guidance | None] = {}
    truth = []
    for reference in rng.sample(sorted(corpus), count):
        changed[reference], kind = edit_document(rng, corpus[reference], seen.date())
        truth.append(Truth(iso_utc(seen), kind, reference, reference))
    return changed, truth


def _play_wave(
    rng: random.Random, corpus: Mapping[str, Guidance], seen: dt.datetime, shape: Shape
) -> Played:
    """Migrate many documents at once; of a few the recommendations change as well."""
    chosen = sorted(rng.sample(sorted(corpus), shape.wave))
    changed: dict[str, Guidance | None] = {}
    truth = []
    to_reword = min(_REWORDED_IN_WAVE, shape.wave)
    for place, reference in enumerate(chosen):
        successor = migrate(corpus[reference], _FIRST_SUCCESSOR + place)
        kinds = ["migrated"]
        reworded = reword(rng, successor, seen.date()) if to_reword else None
        if reworded is not None:
            successor = reworded
            to_reword -= 1
            kinds += ["recommendation-reworded", "claim-contradicted"]
        changed[reference] = None
        changed[successor.reference] = successor
        moment = iso_utc(seen)
        truth += [Truth(moment, kind, reference, successor.reference) for kind in kinds]
    return changed, truth
