"""
The wave: 700 documents migrated at once, of which a few changed all the same.

The publisher says of every one that it remains unchanged. Right is what says of each
whether that is true, names the recommendations that changed, and nothing else.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from benchmarks.accuracy.document import Guidance
from benchmarks.accuracy.engine import find_events, read_side
from benchmarks.accuracy.invention import invent
from benchmarks.accuracy.mutations.succession import migrated
from benchmarks.accuracy.noise import Noise
from benchmarks.accuracy.pairs import NEW_DAY, OLD_DAY, Captured
from benchmarks.accuracy.rendering import RENDERINGS, render
from benchmarks.accuracy.truth import Expected, Match, match

_ADDED = ", as the local plan sets out."


@dataclass(frozen=True, slots=True)
class Wave:
    """Both sides of the wave and what must be found between them."""

    old: tuple[Captured, ...]
    new: tuple[Captured, ...]
    expected: tuple[Expected, ...]


def make_wave(seed: int, count: int = 700, changed: int = 3) -> Wave:
    """Make a wave of `count` migrations in which `changed` documents were reworded."""
    rng = random.Random(f"wave:{seed}")
    documents = [_document(rng, place) for place in range(count)]
    wordy = [at for at, each in enumerate(documents) if _rewordable(each) is not None]
    chosen = frozenset(rng.sample(wordy, changed))
    expected: list[Expected] = []
    old, new = [], []
    for place, guidance in enumerate(documents):
        follower = migrated(guidance, 20_001 + place, claims=True, isbn=guidance.isbn)
        if place in chosen:
            follower, reworded = _reworded(follower, guidance.reference)
            expected += [reworded, _event("claim-contradicted", guidance, follower, "review")]
        verdict = "changed" if place in chosen else "identical"
        priority = "review" if place in chosen else "re-reference"
        expected.append(_event("migrated", guidance, follower, priority, verdict))
        old.append(_captured(guidance, OLD_DAY, rng))
        new.append(_captured(follower, NEW_DAY, rng))
    rng.shuffle(new)
    return Wave(tuple(old), tuple(new), tuple(expected))


def run_wave(wave: Wave) -> Match:
    """Run the wave through the whole engine."""
    found = find_events(read_side(wave.old), read_side(wave.new))
    return match(wave.expected, found)


def _document(rng: random.Random, place: int) -> Guidance:
    guidance = invent(rng, rng.choice(("procedure", "technology")), number=10_001 + place)
    prefix = "IPG" if guidance.style == "procedure" else guidance.prefix
    return replace(guidance, prefix=prefix)


def _rewordable(guidance: Guidance) -> int | None:
    """The place of a recommendation that is neither categorised nor a list."""
    return next(
        (
            at
            for at, advice in enumerate(guidance.advice)
            if not advice.category and not advice.bullets
        ),
        None,
    )


def _reworded(guidance: Guidance, before: str) -> tuple[Guidance, Expected]:
    at = _rewordable(guidance) or 0
    advice = list(guidance.advice)
    advice[at] = replace(advice[at], text=advice[at].text.rstrip(".") + _ADDED)
    number = frozenset({advice[at].number})
    expected = Expected(
        kind="recommendation-reworded",
        before=before,
        after=guidance.reference,
        priority="review",
        aspects=frozenset({"wording"}),
        numbers_before=number,
        numbers_after=number,
    )
    return replace(guidance, advice=tuple(advice)), expected


def _event(
    kind: str, old: Guidance, new: Guidance, priority: str, verdict: str | None = None
) -> Expected:
    return Expected(
        kind=kind,
        before=old.reference,
        after=new.reference,
        priority=priority,
        verdict=verdict,
    )


def _captured(guidance: Guidance, day: str, rng: random.Random) -> Captured:
    noise = Noise.drawn(rng)
    pages = render(guidance, rng.choice(list(RENDERINGS)), noise, rng)
    return Captured(guidance, "full", tuple((page, day) for page in pages))
