"""
Where in a sheet the references stand, and where there is room for what became of them.

Registers open with titles, name their columns as they please and hold more than one
column with numbers; so the row of headings is told by its width, and of the columns
the one is taken whose cells cite most. Whoever knows better names the column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from guidetrack.citations.headings import prefix_beside, prefix_of_heading
from guidetrack.citations.judging import Knows
from guidetrack.citations.registers.columns import HEADINGS, is_own
from guidetrack.citations.registers.entries import cite_cell
from guidetrack.citations.registers.sheet import Sheet
from guidetrack.citations.tables import Row, find_heading_row, letters
from guidetrack.guidance.programmes import PROGRAMMES

_LOOKED_AT = 200
"""Rows that decide what a column holds."""
_HEADING_WITHIN = 50
_FEWEST = 3
_MOST_OF = 0.6
_KNOWN = "|".join(sorted(PROGRAMMES, key=len, reverse=True))
_SAYS_REFERENCE = re.compile(
    rf"\b(?:NICE|guidance|guidelines?|references?|refs?|codes?|(?:{_KNOWN})s?)\b", re.IGNORECASE
)


class Source(NamedTuple):
    """A column of references."""

    at: int
    prefix: str | None
    """The prefix of bare numbers in it, from its heading."""

    def prefix_in(self, cells: Sequence[str], headings: Sequence[str]) -> str | None:
        """The prefix of bare numbers in a row, which may stand in the cell beside."""
        return self.prefix or prefix_beside(cells, headings, self.at)


class Layout(NamedTuple):
    """Which columns of a sheet are read, and which are written."""

    heading_row: int | None
    sources: tuple[Source, ...]
    targets: tuple[int, ...]
    """One a heading of `HEADINGS`, ascending unless a former run wrote them elsewhere."""
    own: frozenset[int]
    """Columns that a former run wrote."""


def find_layout(sheet: Sheet, names: Sequence[str], knows: Knows) -> Layout | None:
    """
    Find the columns of references in a sheet, or None where it has none.

    Args:
        sheet: the table.
        names: headings or letters of the columns; none to go by what the cells hold.
        knows: whether the store knows a number.
    """
    filled = [row for row in sheet.rows if any(cell.strip() for cell in row[1])]
    if not filled:
        return None
    heading = _named_row(filled, names, _heading_row(filled, knows))
    headings = tuple(map(_shown, heading[1])) if heading else ()
    own = frozenset(at for at, text in enumerate(headings) if is_own(text))
    body = [row for row in filled if heading is None or row[0] > heading[0]]
    if names:
        chosen = tuple(_named(names, headings, _width(filled)))
    else:
        chosen = tuple(_best(body[:_LOOKED_AT], headings, own, knows))
    if not chosen:
        return None
    sources = tuple(Source(at, prefix_of_heading(_at(headings, at))) for at in chosen)
    return Layout(heading[0] if heading else None, sources, _targets(headings, filled), own)


def heading_of(sheet: Sheet, layout: Layout, at: int) -> str:
    """What a column is called: its heading, else its letter."""
    return _at(headings_of(sheet, layout), at) or letters(at)


def headings_of(sheet: Sheet, layout: Layout) -> tuple[str, ...]:
    """The names of all columns; none where the sheet has no headings."""
    cells = next((cells for number, cells in sheet.rows if number == layout.heading_row), ())
    return tuple(map(_shown, cells))


def list_headings(sheet: Sheet, knows: Knows) -> tuple[str, ...]:
    """What the columns of a sheet are called, for whoever named one that is not there."""
    filled = [row for row in sheet.rows if any(cell.strip() for cell in row[1])]
    heading = _heading_row(filled, knows) if filled else None
    return tuple(filter(None, map(_shown, heading[1]))) if heading else ()


def _shown(text: str) -> str:
    return " ".join(text.split())


def _at(cells: Sequence[str], index: int) -> str:
    return cells[index] if index < len(cells) else ""


def _width(rows: Sequence[Row]) -> int:
    """One past the last column in which anything stands."""
    return max(at + 1 for _, cells in rows for at, cell in enumerate(cells) if cell.strip())


def _named_row(rows: Sequence[Row], names: Sequence[str], heading: Row | None) -> Row | None:
    """The row that has one of the names; the one that looks like headings before all others."""
    wanted = {_shown(name).casefold() for name in names}
    wanted -= {letters(at).casefold() for at in range(_width(rows))}
    for row in filter(None, (heading, *rows[:_HEADING_WITHIN])):
        if wanted & {_shown(cell).casefold() for cell in row[1]}:
            return row
    return heading


def _heading_row(rows: Sequence[Row], knows: Knows) -> Row | None:
    """The row of headings, where no cell is all references in any form."""
    return find_heading_row(rows[:_LOOKED_AT], lambda cell: cite_cell(cell, None, knows).whole)


def _named(names: Sequence[str], headings: Sequence[str], width: int) -> Iterator[int]:
    folded = [text.casefold() for text in headings]
    columns = [letters(at) for at in range(width)]
    for name in dict.fromkeys(names):
        wanted = _shown(name)
        if wanted.casefold() in folded:
            yield folded.index(wanted.casefold())
        elif wanted.upper() in columns:
            yield columns.index(wanted.upper())


def _best(
    rows: Sequence[Row], headings: Sequence[str], own: frozenset[int], knows: Knows
) -> Iterator[int]:
    """The column whose cells cite most; one that its heading names comes before all others."""
    if not rows:
        return
    scores = {}
    for at in range(_width(rows)):
        score = None if at in own else _score(rows, at, headings, knows)
        if score:
            scores[at] = score
    if scores:
        yield max(scores, key=lambda at: (scores[at], -at))


def _score(
    rows: Sequence[Row], index: int, headings: Sequence[str], knows: Knows
) -> tuple[bool, int, int] | None:
    """Whether its heading says so, then what its cells cite; None where too little."""
    heading = _at(headings, index)
    source = Source(index, prefix_of_heading(heading))
    filled = [cells for _, cells in rows if _at(cells, index).strip()]
    prefixes = [source.prefix_in(cells, headings) for cells in filled]
    pairs = zip(filled, prefixes, strict=True)
    found = (cite_cell(cells[index], prefix, knows) for cells, prefix in pairs)
    cited = [each for each in found if each.cited]
    named = any(prefixes) or bool(_SAYS_REFERENCE.search(heading))
    if not cited or not (named or len(cited) >= max(_FEWEST, _MOST_OF * len(filled))):
        return None
    known = sum(any(knows(each.reference) for each in found.cited) for found in cited)
    whole = sum(found.whole for found in cited)
    return named, whole + known, len(cited)


def _targets(headings: Sequence[str], rows: Sequence[Row]) -> tuple[int, ...]:
    """Columns of these names where a former run wrote them, else new ones behind the last."""
    free = _width(rows)
    targets = []
    for name in HEADINGS:
        if name in headings:
            targets.append(headings.index(name))
        else:
            targets.append(free)
            free += 1
    return tuple(targets)
