"""
What changed in the sections that accompany the recommendations.

Sections are compared paragraph by paragraph, because headings wander and their
levels are lost in conversion: a paragraph knows the section it stands in. A page
break that cut a paragraph in two, and a beginning that a conversion lost, are
damage to a copy and no change of guidance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from guidetrack.diff.alignment import (
    Match,
    best_anywhere,
    best_in_order,
    out_of_order,
    similarities,
    tie_breaker,
)
from guidetrack.diff.change import Change
from guidetrack.diff.references import form_renaming
from guidetrack.guidance.comparison import comparison_form
from guidetrack.guidance.record import Section
from guidetrack.guidance.reference import Reference

_SIMILAR = 0.5
_DENIALS = frozenset({"no", "not", "never", "none", "neither", "nor", "without", "cannot", "few"})
_LOST_KEEPS = 6
"""A paragraph that lost its beginning is believed to be the same from this many words on."""


class Placed(NamedTuple):
    """A paragraph and the section it stands in."""

    section: str | None
    heading: str | None
    number: str | None
    text: str

    def label(self) -> str:
        """What stands in the brackets of a place."""
        return self.number or self.section or self.heading or ""

    def plain(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "section": {"number": self.section, "heading": self.heading},
            "number": self.number,
            "text": self.text,
        }


def paragraphs(sections: Iterable[Section]) -> list[Placed]:
    """Every paragraph in document order."""
    return [
        Placed(section.number, section.heading, paragraph.number, paragraph.text)
        for section in sections
        for paragraph in section.paragraphs
    ]


def compare_sections(
    before: Sequence[Section], after: Sequence[Section], names: Mapping[Reference, str]
) -> Iterator[Change]:
    """Yield what differs; `names` are the document's own old and new number under one name."""
    if before == after:
        return
    old, new = paragraphs(before), paragraphs(after)
    work = _Alignment(old, new, names)
    work.run()
    moved = out_of_order(
        work.matches.items(),
        {
            (i, j): len(old[i].text) + tie_breaker(old[i].text, new[j].text)
            for i, j in work.matches.items()
        },
    )
    for i, j in sorted(work.matches.items(), key=lambda match: match[1]):
        yield from _paragraph_changes(old[i], new[j], i, j, moved=(i, j) in moved)
    for i in work.old:
        yield Change(place=f"sections[{old[i].label()}]", before=old[i].plain(), position_before=i)
    for j in work.new:
        yield Change(place=f"sections[{new[j].label()}]", after=new[j].plain(), position_after=j)


def _paragraph_changes(
    old: Placed, new: Placed, i: int, j: int, *, moved: bool
) -> Iterator[Change]:
    def change(field: str, before: Any, after: Any) -> Change:
        return Change(
            place=f"sections[{new.label()}].{field}",
            before=before,
            after=after,
            position_before=i,
            position_after=j,
        )

    if old.number and new.number and old.number != new.number:
        yield change("number", old.number, new.number)
    if not _same_text(old.text, new.text):
        yield change("text", old.text, new.text)
    if not _same_section(old, new):
        yield change("section", old.plain()["section"], new.plain()["section"])
    if moved:
        yield change("position", i, j)


def _same_section(old: Placed, new: Placed) -> bool:
    """Whether the headings agree, as far as both sides have them."""
    headings = [comparison_form(each.heading).casefold() for each in (old, new) if each.heading]
    numbers = [each.section for each in (old, new) if each.section]
    return len(set(headings)) < 2 and len(set(numbers)) < 2  # noqa: PLR2004 - of two sides


def _same_text(before: str, after: str) -> bool:
    if before == after:
        return True
    old, new = comparison_form(before), comparison_form(after)
    return old == new or lost_beginning(old, new) or lost_beginning(new, old)


def lost_beginning(whole: str, rest: str) -> bool:
    """
    Whether `rest` is `whole` without the beginning of its first sentence kept.

    A beginning that denies something is never taken for lost: "deaths were reported"
    is not what is left of "No deaths were reported".
    """
    if len(rest) >= len(whole) or not whole.endswith(" " + rest):
        return False
    missing = whole[: -len(rest)].rstrip()
    return (
        not rest[:1].isupper()
        and not _DENIALS & set(missing.casefold().split())
        and not missing.endswith((".", "!", "?"))
        and len(rest.split()) >= _LOST_KEEPS
    )


class _Alignment:
    """Work in progress: paragraphs still unmatched on both sides."""

    def __init__(
        self, before: Sequence[Placed], after: Sequence[Placed], names: Mapping[Reference, str]
    ) -> None:
        self._sides = (before, after)
        self.matches: dict[int, int] = {}
        same = [at for at, (one, two) in enumerate(zip(before, after, strict=False)) if one == two]
        self.matches.update((at, at) for at in same)
        taken = set(same)
        self.old = [at for at in range(len(before)) if at not in taken]
        self.new = [at for at in range(len(after)) if at not in taken]
        self._forms = (
            {at: form_renaming(before[at].text, names) for at in self.old},
            {at: form_renaming(after[at].text, names) for at in self.new},
        )

    def run(self) -> None:
        """Match equal texts, then forget page breaks, then match damaged and similar ones."""
        if not self.old or not self.new:
            return
        old, new = self._forms
        self._choose(dict.fromkeys(self._equal(), 1.0))
        _forget_joins(self.old, self.new, old, new)
        _forget_joins(self.new, self.old, new, old)
        self._choose({(i, j): 1.0 for i in self.old for j in self.new if self._damaged(i, j)})
        self._match_similar()
        self._choose({(i, j): 1.0 for i in self.old for j in self.new if self._same_number(i, j)})

    def _equal(self) -> Iterator[Match]:
        places: dict[str, list[int]] = {}
        for j in self.new:
            places.setdefault(self._forms[1][j], []).append(j)
        waiting = []
        for i in self.old:
            here = places.get(self._forms[0][i], [])
            twin = next((j for j in here if self._same_place(i, j)), None)
            if twin is None:
                waiting.append(i)
            else:
                here.remove(twin)
                yield i, twin
        for i in waiting:
            here = places.get(self._forms[0][i], [])
            if here:
                yield i, here.pop(0)

    def _choose(self, weights: Mapping[Match, float]) -> None:
        self._take(best_anywhere(weights))

    def _take(self, matches: Iterable[Match]) -> None:
        for i, j in matches:
            self.matches[i] = j
            self.old.remove(i)
            self.new.remove(j)

    def _same_place(self, i: int, j: int) -> bool:
        one, two = self._sides[0][i], self._sides[1][j]
        return one.number == two.number and one.heading == two.heading

    def _same_number(self, i: int, j: int) -> bool:
        number = self._sides[0][i].number
        return number is not None and number == self._sides[1][j].number

    def _damaged(self, i: int, j: int) -> bool:
        old, new = self._forms[0][i], self._forms[1][j]
        return lost_beginning(old, new) or lost_beginning(new, old)

    def _match_similar(self) -> None:
        rows, columns = [*self.old], [*self.new]
        befores = [self._forms[0][i] for i in rows]
        afters = [self._forms[1][j] for j in columns]
        weights = {
            (row, column): score
            - _SIMILAR
            + 0.01
            + (0.03 if self._same_number(rows[row], columns[column]) else 0.0)
            + tie_breaker(befores[row], afters[column])
            for (row, column), score in similarities(befores, afters, _SIMILAR).items()
        }
        chosen = best_in_order(weights, len(rows), len(columns))
        self._take([(rows[row], columns[column]) for row, column in chosen])


def _forget_joins(
    wholes: list[int], parts: list[int], whole: Mapping[int, str], part: Mapping[int, str]
) -> None:
    """Drop a paragraph of one side that the other side holds in pieces, with its pieces."""
    for at in [*wholes]:
        for start in [*parts]:
            run = _pieces(whole[at], part, parts, start)
            if run:
                wholes.remove(at)
                for piece in run:
                    parts.remove(piece)
                break


def _pieces(text: str, part: Mapping[int, str], parts: Sequence[int], start: int) -> list[int]:
    joined, run = "", []
    for at in range(start, start + len(parts)):
        if at not in parts:
            break
        joined = f"{joined} {part[at]}".strip()
        run.append(at)
        if joined == text and len(run) > 1:
            return run
        if not text.startswith(joined):
            break
    return []
