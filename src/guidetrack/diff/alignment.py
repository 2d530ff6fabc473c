"""
Which entry of one list is which entry of another, told by its words.

Labels move and lists shift, so entries are matched by what they say. The best
matching in order is found exactly, by dynamic programming over similarities that
rapidfuzz computes in C on words turned into single characters: 200 entries
against 200 take some ten milliseconds. Ties are broken by the words themselves and never by which
side is called old, so that swapping the sides swaps the answer and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from zlib import crc32

from rapidfuzz import process
from rapidfuzz.distance import Indel

Match = tuple[int, int]
"""Position on the old side, position on the new side."""

_FIRST = 0x10000
"""Words become characters from here on, clear of surrogates."""
_TIE = 1e-6
"""Weight of the words themselves where two matchings are equally good."""


def similarities(
    before: Sequence[str], after: Sequence[str], threshold: float
) -> dict[Match, float]:
    """
    How much any two entries have in common, for those at or above the threshold.

    One is the same words in the same order, zero none in common. Entries are
    comparison forms.
    """
    alphabet: dict[str, str] = {}
    old = [_as_characters(text, alphabet) for text in before]
    new = [_as_characters(text, alphabet) for text in after]
    found: dict[Match, float] = {}
    for row, characters in enumerate(old):
        hits = process.extract(
            characters,
            new,
            scorer=Indel.normalized_similarity,
            processor=None,
            limit=None,
            score_cutoff=threshold,
        )
        found.update({(row, column): score for _, score, column in hits})
    return found


def similarity(before: str, after: str) -> float:
    """How much two comparison forms have in common, by word, from 0 to 1."""
    alphabet: dict[str, str] = {}
    return Indel.normalized_similarity(
        _as_characters(before, alphabet), _as_characters(after, alphabet)
    )


def _as_characters(text: str, alphabet: dict[str, str]) -> str:
    return "".join(alphabet.setdefault(word, chr(_FIRST + len(alphabet))) for word in text.split())


def tie_breaker(before: str, after: str) -> float:
    """A tiny weight made of both texts, the same whichever is called old."""
    return _TIE * crc32("\n".join(sorted((before, after))).encode()) / 2**32


def best_in_order(weights: Mapping[Match, float], rows: int, columns: int) -> list[Match]:
    """
    Choose the heaviest set of matches that do not cross.

    Only the given matches can be chosen, and only where their weight is above
    zero. Time and memory are rows times columns.
    """
    by_row: list[dict[int, float]] = [{} for _ in range(rows)]
    for (row, column), weight in weights.items():
        by_row[row][column] = weight
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in reversed(range(rows)):
        _fill(best[row], best[row + 1], by_row[row], columns)
    return _trace(best, by_row, columns)


def _fill(line: list[float], below: list[float], weights: dict[int, float], columns: int) -> None:
    if not weights:
        line[:] = below
        return
    right = 0.0
    for column in reversed(range(columns)):
        most = max(below[column], right)
        weight = weights.get(column)
        if weight is not None:
            most = max(most, weight + below[column + 1])
        line[column] = right = most


def _trace(best: list[list[float]], by_row: list[dict[int, float]], columns: int) -> list[Match]:
    chosen: list[Match] = []
    column = 0
    for row, weights in enumerate(by_row):
        reach = best[row][column]
        if reach == best[row + 1][column]:
            continue
        while column < columns and best[row][column + 1] == reach:
            column += 1
        if column in weights:
            chosen.append((row, column))
            column += 1
    return chosen


def best_anywhere(weights: Mapping[Match, float]) -> list[Match]:
    """Choose matches heaviest first, crossing or not, each entry once."""
    taken_before: set[int] = set()
    taken_after: set[int] = set()
    chosen: list[Match] = []
    for (row, column), _ in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        if row not in taken_before and column not in taken_after:
            taken_before.add(row)
            taken_after.add(column)
            chosen.append((row, column))
    return sorted(chosen)


def out_of_order(matches: Iterable[Match], weight: Mapping[Match, float]) -> set[Match]:
    """
    Say which matches moved: those outside the heaviest set that keeps its order.

    The weight is what an entry counts for; a long one stays and a short one moved.
    """
    ordered = sorted(matches)
    if all(one[1] < two[1] for one, two in pairwise(ordered)):
        return set()
    rows = {match[0]: index for index, match in enumerate(ordered)}
    columns = {column: index for index, column in enumerate(sorted(m[1] for m in ordered))}
    weights = {(rows[m[0]], columns[m[1]]): weight[m] for m in ordered}
    kept = set(best_in_order(weights, len(rows), len(columns)))
    return {match for match in ordered if (rows[match[0]], columns[match[1]]) not in kept}
