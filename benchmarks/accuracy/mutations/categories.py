"""
Changes of category, of a recommendation and of one population among several.

The direction is read from the order of categories in the design; a label swap is made
both by the smallest edit and by a whole new sentence.
"""

from __future__ import annotations

from dataclasses import replace

from benchmarks.accuracy.document import Advice, Bullet
from benchmarks.accuracy.draft import Draft
from benchmarks.accuracy.frames import (
    BULLET_FRAMES,
    PRIORITY,
    PROCEDURE_FRAMES,
    TECHNOLOGY_FRAMES,
    direction,
    fill,
    pick,
)
from benchmarks.accuracy.mutations.mutation import Mutation

_LABELS = (
    "{P} may be used with standard arrangements for clinical governance, consent and audit.",
    "{P} can be used in the NHS.",
)


def recategorise(draft: Draft, wanted: frozenset[str]) -> bool:
    """Give the recommendation another category whose direction is wanted."""
    offered = [each for each in draft.free_advice() if each.category]
    if not offered:
        return False
    advice = offered[0]
    before = advice.category or ""
    frames = TECHNOLOGY_FRAMES if draft.new.style == "technology" else PROCEDURE_FRAMES
    others = sorted(
        {
            frame.category
            for frame in frames
            if frame.category != before and direction(before, frame.category) in wanted
        }
    )
    if not others:
        return False
    after = draft.rng.choice(others)
    text = fill(pick(draft.rng, frames, after), draft.new.topic)
    _state(draft, replace(advice, text=text, category=after), direction(before, after))
    return True


def tighten(draft: Draft) -> bool:
    """Bind practice more tightly."""
    return recategorise(draft, frozenset({"tighter"}))


def loosen(draft: Draft) -> bool:
    """Bind practice less tightly."""
    return recategorise(draft, frozenset({"looser"}))


def confuse(draft: Draft) -> bool:
    """Move between categories that nothing orders."""
    return recategorise(draft, frozenset({"unknown"}))


def swap_label(draft: Draft) -> bool:
    """Say ordinary use by its other name."""
    offered = [each for each in draft.free_advice() if each.category]
    if not offered or draft.new.style != "procedure" or "structure" in draft.touched:
        return False
    advice = offered[0]
    name = draft.new.topic.procedure
    texts = [text.format(P=name[0].upper() + name[1:]) for text in _LABELS]
    codes = ["standard-arrangements", "can-be-used"]
    if draft.rng.random() < 0.5:
        texts.reverse()
        codes.reverse()
    first = replace(advice, text=texts[0], category=codes[0])
    draft.old = replace(
        draft.old,
        advice=tuple(first if each.key == first.key else each for each in draft.old.advice),
    )
    _state(draft, replace(advice, text=texts[1], category=codes[1]), "label-only")
    return True


def recategorise_population(draft: Draft) -> bool:
    """Give one population, or each of two, another category."""
    offered = [each for each in draft.free_advice() if any(b.category for b in each.bullets)]
    if not offered:
        return False
    advice = offered[0]
    count = draft.rng.choice((1, 1, 2))
    places = draft.rng.sample(range(len(advice.bullets)), count)
    bullets = list(advice.bullets)
    directions = set()
    for place in places:
        bullets[place], way = _other_category(draft, bullets[place])
        directions.add(way)
    whole = next(way for way in ("tighter", "unknown", "looser") if way in directions)
    _state(draft, replace(advice, bullets=tuple(bullets)), whole)
    return True


def _other_category(draft: Draft, bullet: Bullet) -> tuple[Bullet, str]:
    others = [frame for frame in BULLET_FRAMES if frame.category != bullet.category]
    frame = draft.rng.choice(others)
    who = bullet.text.removeprefix("For ").split(", this procedure")[0]
    way = direction(bullet.category or "", frame.category)
    return Bullet(frame.text.format(who=who), frame.category), way


def _state(draft: Draft, fresh: Advice, way: str) -> None:
    draft.touch(f"advice:{fresh.key}")
    draft.replace_advice(fresh)
    draft.state(
        "category-changed",
        PRIORITY[way],
        keys_before=(fresh.key,),
        keys_after=(fresh.key,),
        direction=way,
    )


CATEGORIES = (
    Mutation("category-changed: tighter", tighten, migrates=True),
    Mutation("category-changed: looser", loosen, migrates=True),
    Mutation("category-changed: unknown", confuse),
    Mutation("category-changed: label-only", swap_label, style="procedure"),
    Mutation("category-changed: population", recategorise_population, migrates=True),
)
