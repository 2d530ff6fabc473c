"""
Changes to the list of recommendations: added, removed, split, merged, moved, relabelled.

At most one of them is made in a pair, since an added and a removed recommendation side by
side could honestly be read as a rewording.
"""

from __future__ import annotations

import re
from dataclasses import replace

from benchmarks.accuracy.document import Advice
from benchmarks.accuracy.draft import Draft
from benchmarks.accuracy.invention import spare_advice
from benchmarks.accuracy.mutations.mutation import Mutation

_SENTENCE_END = re.compile(r"(?<=[a-z0-9)]\.) (?=[A-Z])")


def add(draft: Draft) -> bool:
    """Add a recommendation that resembles none, anywhere."""
    if not draft.touch("structure"):
        return False
    fresh = spare_advice(draft.rng, draft.old)
    place = draft.rng.randint(0, len(draft.new.advice))
    neighbour = draft.new.advice[max(0, place - 1)]
    fresh = replace(fresh, group=neighbour.group)
    if place == 0:
        fresh = replace(fresh, group=draft.new.advice[0].group)
    if neighbour.label:
        fresh = replace(fresh, label="[new 2024]")
    advice = (*draft.new.advice[:place], fresh, *draft.new.advice[place:])
    draft.new = replace(draft.new, advice=advice)
    draft.touch(f"advice:{fresh.key}")
    draft.state("recommendation-added", "review", keys_before=(), keys_after=(fresh.key,))
    return True


def remove(draft: Draft) -> bool:
    """Remove a recommendation without a category."""
    offered = [each for each in draft.free_advice() if not _categorised(each)]
    if len(draft.new.advice) < 2 or not offered or not draft.touch("structure"):
        return False
    gone = draft.rng.choice(offered)
    draft.touch(f"advice:{gone.key}")
    kept = tuple(each for each in draft.new.advice if each.key != gone.key)
    draft.new = replace(draft.new, advice=kept)
    draft.state("recommendation-removed", "act", keys_before=(gone.key,), keys_after=())
    return True


def split(draft: Draft) -> bool:
    """Cut a recommendation of several sentences in two."""
    offered = [each for each in draft.free_advice() if _two_parts(each)]
    if not offered or not draft.touch("structure"):
        return False
    whole = draft.rng.choice(offered)
    first, second = _two_parts(whole) or ("", "")
    key = 1000 + whole.key
    draft.touch(f"advice:{whole.key}", f"advice:{key}")
    advice: list[Advice] = []
    for each in draft.new.advice:
        if each.key != whole.key:
            advice.append(each)
            continue
        advice.append(replace(each, text=first))
        advice.append(replace(each, key=key, text=second))
    draft.new = replace(draft.new, advice=tuple(advice))
    draft.state(
        "recommendation-split", "review", keys_before=(whole.key,), keys_after=(whole.key, key)
    )
    return True


def merge(draft: Draft) -> bool:
    """Make one recommendation of two that stand side by side."""
    pairs = [
        (one, two)
        for one, two in zip(draft.new.advice, draft.new.advice[1:], strict=False)
        if _mergeable(one) and _mergeable(two) and one.group == two.group
        if one.label == two.label
        if not {f"advice:{one.key}", f"advice:{two.key}"} & draft.touched
    ]
    if not pairs or not draft.touch("structure"):
        return False
    one, two = draft.rng.choice(pairs)
    draft.touch(f"advice:{one.key}", f"advice:{two.key}")
    whole = replace(one, text=f"{one.text} {two.text}")
    advice = tuple(whole if each.key == one.key else each for each in draft.new.advice)
    draft.new = replace(draft.new, advice=tuple(each for each in advice if each.key != two.key))
    draft.state(
        "recommendation-merged", "review", keys_before=(one.key, two.key), keys_after=(one.key,)
    )
    return True


def move(draft: Draft) -> bool:
    """Move a recommendation to another place of its group."""
    groups: dict[int, list[int]] = {}
    for place, each in enumerate(draft.new.advice):
        groups.setdefault(each.group, []).append(place)
    offered = [places for places in groups.values() if len(places) > 2]
    if not offered or not draft.touch("structure"):
        return False
    places = draft.rng.choice(offered)
    start, end = draft.rng.sample(places, 2)
    advice = list(draft.new.advice)
    advice.insert(end, advice.pop(start))
    draft.new = replace(draft.new, advice=tuple(advice))
    return True


def relabel(draft: Draft) -> bool:
    """Give a recommendation another dated label."""
    offered = [each for each in draft.free_advice() if each.label]
    if not offered or not draft.touch("structure"):
        return False
    chosen = draft.rng.choice(offered)
    draft.touch(f"advice:{chosen.key}")
    year = (chosen.label or "")[-5:-1]
    label = draft.rng.choice((f"[{year}, amended 2023]", "[new 2024]", "[amended 2022]"))
    draft.replace_advice(replace(chosen, label=label))
    draft.state(
        "recommendation-relabelled",
        "information",
        keys_before=(chosen.key,),
        keys_after=(chosen.key,),
    )
    return True


def _categorised(advice: Advice) -> bool:
    return bool(advice.category or any(bullet.category for bullet in advice.bullets))


def _mergeable(advice: Advice) -> bool:
    return not _categorised(advice) and not advice.bullets and len(advice.text) > 40


def _two_parts(advice: Advice) -> tuple[str, str] | None:
    if _categorised(advice) or advice.bullets:
        return None
    parts = _SENTENCE_END.split(advice.text, maxsplit=1)
    if len(parts) < 2 or min(map(len, parts)) < 25:
        return None
    return (parts[0], parts[1])


STRUCTURE = (
    Mutation("recommendation-added", add, migrates=True),
    Mutation("recommendation-removed", remove, migrates=True),
    Mutation("recommendation-split", split),
    Mutation("recommendation-merged", merge),
    Mutation("recommendation-renumbered", move),
    Mutation("recommendation-relabelled", relabel, style="guideline"),
)
