"""
Two texts to the words that left and the words that came.

Sentences are matched first and words only inside matched sentences, so that a
sentence put in front of another is shown as one, not smeared over both. Words
count by their comparison form and are shown as published: the words that stayed
and came make up the new text to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from rapidfuzz.distance import LCSseq

from guidetrack.diff.alignment import Match, best_in_order, similarities, tie_breaker
from guidetrack.guidance.comparison import comparison_form

OperationKind = Literal["same", "removed", "added"]

_WORD = re.compile(r"\S+\s*")
_SENTENCE = re.compile(r".+?(?:[.!?][)\]\"'\u2019\u201d]*(?=\s+[^a-z\s])\s*|\n+|$)", re.DOTALL)
_ALIKE = 0.4
"""Sentences with less in common are two sentences, not one that changed."""
_NO_ISLAND = 2
"""Words that stayed, up to this many between two changes, are shown as changed with them."""
_LINKING = re.compile(r"an?|and|as|at|be|by|for|in|is|of|on|or|that|the|this|to|with")


class Operation(NamedTuple):
    """A run of words with one fate."""

    kind: OperationKind
    text: str
    """Verbatim, with the space that follows; of the new side where it stayed."""


class Passage(NamedTuple):
    """Words that changed, in comparison form, and what stands around them."""

    removed: tuple[str, ...]
    added: tuple[str, ...]
    lead_before: str
    """The old sentence up to the change, so that "50" can be seen to follow "aged"."""
    lead_after: str
    rest: str
    """What follows in the sentence and stayed, up to the next change."""


def redline(before: str, after: str) -> tuple[Operation, ...]:
    """
    Say which words stayed, left and came, in reading order.

    The runs that are `same` or `added` make up the new text exactly; those that
    are `same` or `removed` have the comparison form of the old one.
    """
    runs: list[Operation] = []
    for old, new, matched in _side_by_side(before, after):
        if matched:
            runs.extend(_without_islands(_by_word(old, new)))
        else:
            runs += [Operation("removed", old), Operation("added", new)]
    return tuple(_spaced(_joined(_removals_first([run for run in runs if run.text]))))


def changed_passages(before: str, after: str) -> Iterator[Passage]:
    """Find every place where words changed, in reading order."""
    for old, new, matched in _side_by_side(before, after):
        olds, news = comparison_form(old).split(), comparison_form(new).split()
        if not matched:
            yield Passage(tuple(olds), tuple(news), "", "", "")
            continue
        codes = list(LCSseq.opcodes(olds, news))
        stayed = {code.dest_start: code.dest_end for code in codes if code.tag == "equal"}
        for same, group in groupby(codes, key=lambda code: code.tag == "equal"):
            if not same:
                block = list(group)
                old_start, new_start = block[0].src_start, block[0].dest_start
                end = block[-1].dest_end
                yield Passage(
                    tuple(olds[old_start : block[-1].src_end]),
                    tuple(news[new_start:end]),
                    " ".join(olds[:old_start]),
                    " ".join(news[:new_start]),
                    " ".join(news[end : stayed.get(end, end)]),
                )


def sentences(text: str) -> list[str]:
    """Cut a text into sentences and lines, each with the space that follows it."""
    return [found[0] for found in _SENTENCE.finditer(text) if found[0]]


def _side_by_side(before: str, after: str) -> Iterator[tuple[str, str, bool]]:
    """Matched sentences, and what stands between them, in reading order."""
    olds, news = sentences(before), sentences(after)
    if len(olds) == len(news) == 1:
        yield olds[0], news[0], True
        return
    old_at = new_at = 0
    for row, column in [*_matches(olds, news), (len(olds), len(news))]:
        gap = "".join(olds[old_at:row]), "".join(news[new_at:column])
        if any(gap):
            yield *gap, False
        if row < len(olds):
            yield olds[row], news[column], True
        old_at, new_at = row + 1, column + 1


def _matches(olds: Sequence[str], news: Sequence[str]) -> list[Match]:
    before, after = [[comparison_form(text) for text in side] for side in (olds, news)]
    weights = {
        (row, column): score - _ALIKE + 0.01 + tie_breaker(before[row], after[column])
        for (row, column), score in similarities(before, after, _ALIKE).items()
    }
    return best_in_order(weights, len(olds), len(news))


def _by_word(before: str, after: str) -> list[Operation]:
    olds, news = _WORD.findall(before), _WORD.findall(after)
    folded = [comparison_form(each) for each in olds], [comparison_form(each) for each in news]
    lead = after[: len(after) - len(after.lstrip())]
    runs = [Operation("same", lead)] if lead else []
    for code in LCSseq.opcodes(*folded):
        if code.tag == "equal":
            runs.append(Operation("same", "".join(news[code.dest_start : code.dest_end])))
            continue
        runs.append(Operation("removed", "".join(olds[code.src_start : code.src_end])))
        runs.append(Operation("added", "".join(news[code.dest_start : code.dest_end])))
    return [run for run in runs if run.text]


def _without_islands(runs: Sequence[Operation]) -> list[Operation]:
    """Show a stray "of the" between two changes as changed with them: it reads better."""
    smooth: list[Operation] = []
    for index, run in enumerate(runs):
        inside = 0 < index < len(runs) - 1
        if inside and run.kind == "same" and _is_island(run.text):
            smooth += [Operation("removed", run.text), Operation("added", run.text)]
        else:
            smooth.append(run)
    return smooth


def _is_island(text: str) -> bool:
    words = text.casefold().split()
    return len(words) <= _NO_ISLAND and all(map(_LINKING.fullmatch, words))


def _removals_first(runs: Sequence[Operation]) -> Iterator[Operation]:
    for same, group in groupby(runs, key=lambda run: run.kind == "same"):
        members = list(group)
        if same:
            yield from members
        else:
            yield from (run for run in members if run.kind == "removed")
            yield from (run for run in members if run.kind == "added")


def _joined(runs: Iterator[Operation]) -> Iterator[Operation]:
    for kind, group in groupby(runs, key=lambda run: run.kind):
        yield Operation(kind, "".join(run.text for run in group))


def _spaced(runs: Iterator[Operation]) -> Iterator[Operation]:
    """Part what left from the words before it, where those end the new text without a space."""
    last = " "
    for run in runs:
        text = run.text
        if run.kind == "removed" and not last.isspace() and not text[0].isspace():
            text = f" {text}"
        if run.kind != "added":
            last = text[-1]
        yield Operation(run.kind, text)
