"""
Which recommendation is which: aligned by their words, since a number is only a label.

Equal words are matched first, wherever they stand, so that an insertion renumbers
the rest without rewording it; then one that was cut in two, or two made one; then
similar ones in order, then similar ones that moved. What is left is matched where
both carry a category (the category sentence can be rewritten beyond any likeness
and is still the same recommendation), or where the number is the same between the
same neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from guidetrack.diff.alignment import (
    Match,
    best_anywhere,
    best_in_order,
    similarities,
    tie_breaker,
)
from guidetrack.diff.references import form_renaming
from guidetrack.guidance.record import Recommendation, walk_items
from guidetrack.guidance.reference import Reference

SIMILAR = 0.5
"""From this share of common words on, two recommendations in order are the same one reworded."""
SIMILAR_MOVED = 0.7
"""The same for two that stand in another order: more is asked, as less speaks for it."""
_SAME_NUMBER = 0.03
"""What an equal number adds to the likeness: it decides between equals and no more."""


class Aligned(NamedTuple):
    """Positions on both sides that belong together."""

    before: tuple[int, ...]
    """Empty for an addition, several where they were merged."""
    after: tuple[int, ...]
    """Empty for a removal, several where it was split."""


def whole_text(recommendation: Recommendation) -> str:
    """The words of a recommendation with its bullets, in one line: how it is cut does not count."""
    texts = [recommendation.text, *(item.text for item in walk_items(recommendation.items))]
    return " ".join(text for text in texts if text)


def align(
    before: Sequence[Recommendation],
    after: Sequence[Recommendation],
    names: Mapping[Reference, str],
) -> tuple[Aligned, ...]:
    """
    Say which recommendations belong together, every position of both sides once.

    `names` are the document's own old and new number under one name, which count
    as equal. The answer is ordered by the new side, removals where they stood.
    """
    return tuple(_Alignment(before, after, names).result())


class _Alignment:
    """Work in progress: what is still unmatched on both sides."""

    def __init__(
        self,
        before: Sequence[Recommendation],
        after: Sequence[Recommendation],
        names: Mapping[Reference, str],
    ) -> None:
        self._sides = (before, after)
        self._matches: dict[int, int] = {}
        self._cuts: list[Aligned] = []
        self._old = list(range(len(before)))
        self._new = list(range(len(after)))
        self._match_verbatim()
        self._forms: tuple[dict[int, str], dict[int, str]] = (
            {at: form_renaming(whole_text(before[at]), names) for at in self._old},
            {at: form_renaming(whole_text(after[at]), names) for at in self._new},
        )

    def result(self) -> Iterator[Aligned]:
        """Run every step, surest first, and give what belongs together."""
        if self._old and self._new:
            self._match_equal(self._forms)
            self._match_cuts()
            self._match_similar(SIMILAR, best_in_order)
            self._match_similar(SIMILAR_MOVED, lambda weights, *_: best_anywhere(weights))
            self._match_categorised()
            self._match_by_number()
        yield from self._in_reading_order()

    def _match_verbatim(self) -> None:
        for at, (one, two) in enumerate(zip(*self._sides, strict=False)):
            if one.number == two.number and one == two:
                self._take(at, at)

    def _take(self, old: int, new: int) -> None:
        self._matches[old] = new
        self._old.remove(old)
        self._new.remove(new)

    def _take_all(self, matches: Iterable[Match]) -> None:
        for old, new in list(matches):
            self._take(old, new)

    def _number(self, side: int, at: int) -> str | None:
        return self._sides[side][at].number

    def _same_number(self, old: int, new: int) -> bool:
        number = self._number(0, old)
        return number is not None and number == self._number(1, new)

    def _match_equal(self, forms: tuple[Mapping[int, str], Mapping[int, str]]) -> None:
        places: dict[str, list[int]] = {}
        for new in self._new:
            places.setdefault(forms[1][new], []).append(new)
        waiting: list[int] = []
        for old in list(self._old):
            here = places.get(forms[0][old], [])
            twin = next((new for new in here if self._same_number(old, new)), None)
            if twin is None:
                waiting.append(old)
            else:
                here.remove(twin)
                self._take(old, twin)
        for old in waiting:
            spare = places.get(forms[0][old])
            if spare:
                self._take(old, spare.pop(0))

    def _match_cuts(self) -> None:
        """Find one made into several, and several made into one, of the same words."""
        old_words = {at: bare_words(self._forms[0][at]) for at in self._old}
        new_words = {at: bare_words(self._forms[1][at]) for at in self._new}
        for old, parts in list(_cuts(old_words, new_words)):
            self._cut(Aligned((old,), parts))
        for new, parts in list(_cuts(new_words, old_words)):
            if new in self._new and all(part in self._old for part in parts):
                self._cut(Aligned(parts, (new,)))

    def _cut(self, aligned: Aligned) -> None:
        self._cuts.append(aligned)
        for old in aligned.before:
            self._old.remove(old)
        for new in aligned.after:
            self._new.remove(new)

    def _match_similar(
        self, threshold: float, choose: Callable[[dict[Match, float], int, int], list[Match]]
    ) -> None:
        old, new = [*self._old], [*self._new]
        befores = [self._forms[0][at] for at in old]
        afters = [self._forms[1][at] for at in new]
        weights = {
            (row, column): score
            - threshold
            + 0.01
            + (_SAME_NUMBER if self._same_number(old[row], new[column]) else 0.0)
            + tie_breaker(befores[row], afters[column])
            for (row, column), score in similarities(befores, afters, threshold).items()
        }
        chosen = choose(weights, len(old), len(new))
        self._take_all((old[row], new[column]) for row, column in chosen)

    def _match_categorised(self) -> None:
        old = [at for at in self._old if self._sides[0][at].all_categories()]
        new = [at for at in self._new if self._sides[1][at].all_categories()]
        numbered = [(one, two) for one in old for two in new if self._same_number(one, two)]
        self._take_all(best_anywhere(dict.fromkeys(numbered, 1.0)))
        old = [at for at in old if at in self._old]
        new = [at for at in new if at in self._new]
        self._take_all(zip(old, new, strict=False))

    def _match_by_number(self) -> None:
        matched = dict(self._matches)
        back = {new: old for old, new in matched.items()}
        numbered = [
            (old, new)
            for old in self._old
            for new in self._new
            if self._same_number(old, new) and self._same_gap(old, new, matched, back)
        ]
        self._take_all(best_anywhere(dict.fromkeys(numbered, 1.0)))

    def _same_gap(
        self, old: int, new: int, matched: Mapping[int, int], back: Mapping[int, int]
    ) -> bool:
        """Whether the nearest matched neighbours on either hand are each other's."""
        for step, ends in ((-1, (-1, -1)), (1, (len(self._sides[0]), len(self._sides[1])))):
            one, two = old + step, new + step
            while one != ends[0] and one not in matched:
                one += step
            while two != ends[1] and two not in back:
                two += step
            outside = one == ends[0] and two == ends[1]
            if not outside and matched.get(one) != two:
                return False
        return True

    def _in_reading_order(self) -> Iterator[Aligned]:
        pairs = [Aligned((old,), (new,)) for old, new in self._matches.items()]
        gone = [Aligned((old,), ()) for old in self._old]
        come = [Aligned((), (new,)) for new in self._new]
        yield from sorted(
            [*pairs, *self._cuts, *gone, *come],
            key=lambda each: (
                (each.after or each.before)[0],
                not each.before,
                not each.after,
                each.before,
            ),
        )


def bare_words(form: str) -> tuple[str, ...]:
    """Lower-case words without the punctuation around them: what a cut between sentences leaves."""
    words = (word.strip(".,;:!?()[]\"'") for word in form.casefold().split())
    return tuple(word for word in words if word)


def _cuts(
    wholes: Mapping[int, tuple[str, ...]], parts: Mapping[int, tuple[str, ...]]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Wholes whose words are exactly those of two or more neighbouring parts."""
    starts: dict[str, list[int]] = {}
    for at, words in parts.items():
        if words:
            starts.setdefault(words[0], []).append(at)
    taken: set[int] = set()
    for at, words in wholes.items():
        for start in starts.get(words[0], ()) if words else ():
            run = _run_of(words, parts, start)
            if run and not taken & set(run):
                taken.update(run)
                yield at, run
                break


def _run_of(
    words: tuple[str, ...], parts: Mapping[int, tuple[str, ...]], start: int
) -> tuple[int, ...]:
    """The neighbouring parts from the start on that make up the words, or nothing."""
    length, at = 0, start
    while length < len(words) and at in parts:
        part = parts[at]
        if not part or words[length : length + len(part)] != part:
            return ()
        length += len(part)
        at += 1
    return tuple(range(start, at)) if length == len(words) and at - start > 1 else ()
