"""
Which way a recommendation's category moved, population by population.

A category belongs to a recommendation and, where its bullets name groups of people,
to each bullet. So groups are matched by their words and compared one by one; one
group that is bound more tightly makes the whole tighter, for somebody's practice
may no longer be supported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from guidetrack.diff.alignment import best_anywhere, similarities, tie_breaker
from guidetrack.guidance.category import Direction, direction
from guidetrack.guidance.comparison import comparison_form
from guidetrack.guidance.record import Recommendation, walk_items

_ALIKE = 0.3


_FRAME = re.compile(
    r"\b(?:this|the|these) (?:procedures?|technolog(?:y|ies)|tests?|devices?)\b"
    r"|\bfor (?:clinical governance|consent|audit)\b[^.]*?\b(?:audit|research|governance)\b",
    re.IGNORECASE,
)
"""Words that belong to the category and not to the group."""


class Group(NamedTuple):
    """Whom a category is for, in the words that say so."""

    words: str
    """Without those that decide the category, so that the group is known when it changes."""
    categories: tuple[str, ...]


def groups_of(recommendation: Recommendation) -> list[Group]:
    """List the text and each bullet that carry categories, in order."""
    units = [(recommendation.text, recommendation.categories)]
    units += [(item.text, item.categories) for item in walk_items(recommendation.items)]
    return [Group(_whom(text), categories) for text, categories in units if categories]


def _whom(text: str) -> str:
    """What a text says besides its category: the group of people, where it names one."""
    from guidetrack.extract import classify  # noqa: PLC0415 - compiles hundreds of patterns

    form = comparison_form(text)
    for match in sorted(classify(form), key=lambda each: each.start, reverse=True):
        form = f"{form[: match.start]} {form[match.end :]}"
    return " ".join(_FRAME.sub(" ", form).split())


def direction_between(old: Recommendation, new: Recommendation) -> Direction | None:
    """
    Say which way the categories of a recommendation moved, or None where they did not.

    A group that came is compared with every group there was; what cannot be
    ordered is `unknown`.
    """
    return _together(_moves(groups_of(old), groups_of(new)))


def direction_of(before: Iterable[str], after: Iterable[str]) -> Direction | None:
    """Say which way a set of categories moved, where the words behind it are not held."""
    old, new = list(before), list(after)
    if set(old) == set(new):
        return None
    return _together(_between(old, new))


def _moves(before: list[Group], after: list[Group]) -> Iterator[Direction]:
    matches = _matches(before, after)
    for row, column in matches:
        yield from _between(before[row].categories, after[column].categories)
    gone = [group for row, group in enumerate(before) if row not in {m[0] for m in matches}]
    come = [group for col, group in enumerate(after) if col not in {m[1] for m in matches}]
    for group in come:
        known = [code for other in gone or before for code in other.categories]
        if known:
            yield from _between(known, group.categories)
        else:
            yield "unknown"
    if gone and not come:
        yield "unknown"


def _matches(before: list[Group], after: list[Group]) -> list[tuple[int, int]]:
    """Groups that belong together: the only ones there are, else by their words."""
    if len(before) == len(after) == 1:
        return [(0, 0)]
    olds, news = [[group.words for group in side] for side in (before, after)]
    weights = {
        (row, column): score + tie_breaker(olds[row], news[column])
        for (row, column), score in similarities(olds, news, _ALIKE).items()
    }
    return best_anywhere(weights)


def _between(before: Iterable[str], after: Iterable[str]) -> list[Direction]:
    """Moves from the codes that went to the codes that came; unknown where one side has none."""
    old, new = list(dict.fromkeys(before)), list(dict.fromkeys(after))
    went = [code for code in old if code not in new]
    came = [code for code in new if code not in old]
    if not went and not came:
        return []
    if not went or not came:
        # with a code only added, or only dropped, the others say what it is measured against
        went, came = went or old, came or new
    found = [move for one in went for two in came if (move := direction(one, two))]
    return found or ["unknown"]


def _together(moves: Iterable[Direction]) -> Direction | None:
    found = set(moves)
    for move in ("tighter", "unknown", "looser", "label-only"):
        if move in found:
            return move
    return None
