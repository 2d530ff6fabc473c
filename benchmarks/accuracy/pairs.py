"""
Pairs of two sides with known truth: one change, several, or nothing but noise.

Pair number `n` of a seed is always the same pair, whatever else is run, so a mistake can
be looked at again from its number alone.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from benchmarks.accuracy.document import Guidance
from benchmarks.accuracy.draft import Draft, Held
from benchmarks.accuracy.invention import invent, invent_codes, invent_note
from benchmarks.accuracy.mutations import MUTATIONS, Mutation
from benchmarks.accuracy.noise import Noise
from benchmarks.accuracy.rendering import (
    RENDERINGS,
    Page,
    render,
    render_overview,
    render_stubbed,
)
from benchmarks.accuracy.truth import Expected

OLD_DAY = "2026-01-02T09:00:00Z"
NEW_DAY = "2026-02-02T09:00:00Z"
"""When the two sides were observed; what is published between them is new."""
_STUB_DAY = {OLD_DAY: "2026-01-01T09:00:00Z", NEW_DAY: NEW_DAY}
_NOISE_SHARE = 0.3
_COMBINED_SHARE = 0.25
_SEVERAL_SHARE = 0.1
_LOCAL = [mutation for mutation in MUTATIONS if mutation.local]
_MIGRATABLE = [mutation for mutation in _LOCAL if mutation.migrates]
_MIGRATION = next(mutation for mutation in MUTATIONS if mutation.name == "migrated")


@dataclass(frozen=True, slots=True)
class Captured:
    """One document of one side: its captures and what they say."""

    guidance: Guidance
    shape: str
    pages: tuple[tuple[Page, str], ...]
    """Captures, each with the day it last changed."""
    is_absent: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides and what must be found between them."""

    index: int
    names: tuple[str, ...]
    """The mutations in it; empty for noise alone."""
    formats: tuple[str, str]
    old: tuple[Captured, ...]
    new: tuple[Captured, ...]
    expected: tuple[Expected, ...]
    listed: tuple[frozenset[str] | None, frozenset[str] | None] = (None, None)
    """What a source listing all guidance named on either side; None where none had run."""


def make_pairs(seed: int, count: int) -> Iterator[Pair]:
    """Make the pairs of a seed, in order."""
    for index in range(count):
        yield make_pair(seed, index)


def make_pair(seed: int, index: int) -> Pair:
    """Make one pair."""
    rng = random.Random(f"{seed}:{index}")
    drafts = _draw_several(rng, MUTATIONS[index % len(MUTATIONS)])
    expected = [each for draft in drafts for each in draft.finish()]
    whole = any(draft.needs_standing_text for draft in drafts)
    offered = [name for name in RENDERINGS if not whole or "chapters" not in name]
    formats = (rng.choice(offered), rng.choice(offered))
    old = [held for draft in drafts for held in draft.old_side()]
    new = [held for draft in drafts for held in draft.new_side()]
    rng.shuffle(new)
    return Pair(
        index=index,
        names=tuple(name for draft in drafts for name in draft.names),
        formats=formats,
        old=tuple(_capture(held, formats[0], OLD_DAY, rng) for held in old),
        new=tuple(_capture(held, formats[1], NEW_DAY, rng) for held in new),
        expected=tuple(expected),
        listed=(drafts[0].listed_old, drafts[0].listed_new),
    )


def _draw_several(rng: random.Random, turn: Mutation) -> list[Draft]:
    """Draw one document, or now and then several that have nothing to do with each other."""
    drafts = [_draw(rng, turn)]
    if drafts[0].listed_new is not None or rng.random() > _SEVERAL_SHARE:
        return drafts
    for _ in range(rng.randint(1, 3)):
        other = _draw(rng, rng.choice(MUTATIONS))
        alone = other.listed_new is not None or other.needs_standing_text
        if not alone and not _references(drafts) & _references([other]):
            drafts.append(other)
    return drafts


def _references(drafts: list[Draft]) -> set[str]:
    """Every number a document of the drafts has, whatever its prefix."""
    return {
        str(held.guidance.number)
        for draft in drafts
        for held in (*draft.old_side(), *draft.new_side())
    }


def _draw(rng: random.Random, turn: Mutation) -> Draft:
    """Draw noise alone, several changes, or the change whose turn it is."""
    chance = rng.random()
    if chance < _NOISE_SHARE:
        return _draft(rng, None)
    if chance < _NOISE_SHARE + _COMBINED_SHARE:
        return _combine(rng)
    return _change(rng, turn)


def _change(rng: random.Random, mutation: Mutation) -> Draft:
    """Make a draft with one mutation, on a document that offers a place for it."""
    while True:
        draft = _draft(rng, mutation)
        if _apply(draft, mutation):
            return draft


def _combine(rng: random.Random) -> Draft:
    """Make a draft with two or three mutations on different places."""
    migrating = rng.random() < 0.4
    while True:
        first = _MIGRATION if migrating else rng.choice(_LOCAL)
        draft = _draft(rng, first)
        if not _apply(draft, first):
            continue
        wanted = rng.choice((2, 3))
        pool = _MIGRATABLE if migrating else _LOCAL
        for mutation in rng.sample(pool, len(pool)):
            if len(draft.names) == wanted:
                return draft
            if _suits(mutation, draft.old):
                _apply(draft, mutation)
        if len(draft.names) > 1:
            return draft


def _apply(draft: Draft, mutation: Mutation) -> bool:
    if not mutation.apply(draft):
        return False
    draft.names.append(mutation.name)
    return True


def _suits(mutation: Mutation, guidance: Guidance) -> bool:
    if mutation.codes and not guidance.codes:
        return False
    return mutation.style in (None, guidance.style)


def _draft(rng: random.Random, mutation: Mutation | None) -> Draft:
    guidance = invent(rng, mutation.style if mutation else None)
    if guidance.style != "guideline" and _wants_codes(rng, mutation):
        guidance = replace(guidance, codes=invent_codes(rng))
    if rng.random() < 0.3:
        guidance = replace(guidance, notes=(invent_note(rng),))
    if rng.random() < 0.3:
        day = guidance.published + dt.timedelta(days=rng.randint(40, 300))
        guidance = replace(guidance, updated=min(day, dt.date(2025, 12, 1)))
    draft = Draft.of(rng, guidance)
    if rng.random() < 0.15:
        beside = Held(invent(rng, number=rng.randint(8001, 8099)))
        draft.beside_old.append(beside)
        draft.beside_new.append(beside)
    return draft


def _wants_codes(rng: random.Random, mutation: Mutation | None) -> bool:
    """Whole mutations get none: a stub in place of the overview takes the codes away with it."""
    if mutation is None or mutation.local:
        return rng.random() < 0.2 or (mutation is not None and mutation.codes)
    return False


def _capture(held: Held, form: str, day: str, rng: random.Random) -> Captured:
    guidance, noise = held.guidance, Noise.drawn(rng)
    pages: list[tuple[Page, str]] = []
    if held.shape == "overview":
        pages.append((render_overview(guidance, noise, rng), day))
    elif held.shape != "stub":
        content_day = _STUB_DAY[OLD_DAY] if held.shape == "full and stub" else day
        pages += [(page, content_day) for page in render(guidance, form, noise, rng)]
    if held.shape in ("stub", "full and stub"):
        pages = [(page, when) for page, when in pages if not page.is_overview]
        pages.append((render_stubbed(guidance, noise, rng), day))
    rng.shuffle(pages)
    return Captured(guidance, held.shape, tuple(pages), held.is_absent)
