"""
Rows of a register to passages: one a cell, named by its row and column.

A column holds references when its heading says so or when most of its cells are nothing
else; there a prefix spaced from its number needs no further context. The first rows are
kept until that is known, the others pass through.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

from guidetrack.citations.finder import show_visible
from guidetrack.citations.glance import may_cite
from guidetrack.citations.headings import holds_bare, prefix_beside, prefix_of_heading
from guidetrack.citations.passage import Passage
from guidetrack.citations.phrases import may_name
from guidetrack.guidance.programmes import PROGRAMMES

Row = tuple[int, Sequence[str]]
"""The number a spreadsheet shows for it, and its cells."""
Place = Callable[[int, int, str], str]
"""Row number, index of the column and its heading to the words for the place."""

_LOOKED_AT = 200
_FEWEST = 3
_MOST_OF = 0.6
_LONGEST_HEADING = 60
_HEADING_WITHIN = 50
_WIDE = 0.6
"""Part of the widest row that a row of headings fills; titles fill less."""
_FIGURE = re.compile(r"(?!(?:19|20)[0-9]{2}$)[0-9]+")
"""A number that is no year."""
_KNOWN = "|".join(sorted(PROGRAMMES, key=len, reverse=True))
_REFERENCE = re.compile(
    rf"\s*\[?(?:NICE\s+)?(?:{_KNOWN})[\s\u00a0-]*[0-9]{{1,5}}\]?\s*", re.IGNORECASE
)
_HEADING = re.compile(
    rf"\s*(?:code|(?:nice|guidance|guideline|national)(?:\s.*)?|(?:{_KNOWN})s?|references?"
    rf"|(?:(?:nice|guidance|(?:{_KNOWN}))\s+)?(?:ref\.?|refs|reference|no\.?|number|code|id)"
    r"(?:\s*\(?(?:no\.?|number|code|id|s)\)?)?)\s*",
    re.IGNORECASE,
)
_LETTERS = 26


def cut_cells(rows: Iterable[Row], place: Place) -> Iterator[Passage]:
    """
    Turn rows into passages, one for each cell that has text, where anything could be cited.

    Args:
        rows: in order; the first with text in it is the heading where its cells are no numbers.
        place: says where a cell stands.
    """
    waiting = (row for row in rows if any(cell.strip() for cell in row[1]))
    first = list(islice(waiting, _LOOKED_AT))
    if not first:
        return
    heading = find_heading_row(first, lambda cell: bool(_REFERENCE.fullmatch(cell)))
    named_by, headings = (heading[0], tuple(map(_name, heading[1]))) if heading else (0, ())
    width = max(len(cells) for _, cells in first)
    body = [row for row in first if row[0] > named_by]
    columns = frozenset(at for at in range(width) if _holds_references(at, headings, body))
    prefixes = tuple(map(prefix_of_heading, headings))
    for number, cells in chain(first, waiting):
        bare = dict(_bare(cells, headings, prefixes)) if headings else {}
        together = show_visible("\n".join(cells))
        if not (bare or may_cite(together) or may_name(together)):
            continue
        for index, cell in enumerate(cells):
            if cell.strip():
                name = headings[index] if index < len(headings) and number >= named_by else ""
                where = place(number, index, name)
                yield Passage(where, cell, in_column=index in columns, prefix=bare.get(index))


def _bare(
    cells: Sequence[str], headings: Sequence[str], prefixes: Sequence[str | None]
) -> Iterator[tuple[int, str]]:
    """Cells of a row that hold bare numbers, and the prefix these have."""
    for index, cell in enumerate(cells[: len(headings)]):
        prefix = prefixes[index] or prefix_beside(cells, headings, index)
        if prefix and holds_bare(cell):
            yield index, prefix


def cut_sheet(
    title: str, rows: Iterable[Row], beside: deque[tuple[int, Passage]]
) -> Iterator[Passage]:
    """
    Turn the rows of a spreadsheet into passages, with what was met beside them in its row.

    Args:
        title: of the sheet.
        rows: as for `cut_cells`; many are read before the first passage is given.
        beside: filled while rows are read: the row, and a formula, link or note in it.
    """
    row = 0

    def place(number: int, index: int, _: str) -> str:
        nonlocal row
        row = number
        return f"sheet {title}, cell {letters(index)}{number}"

    for passage in cut_cells(rows, place):
        while beside and beside[0][0] < row:
            yield beside.popleft()[1]
        yield passage
    while beside:
        yield beside.popleft()[1]


def letters(index: int) -> str:
    """Name a column as spreadsheets do: A, B, ... Z, AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def find_heading_row(rows: Sequence[Row], cites: Callable[[str], bool]) -> Row | None:
    """
    The first row about as wide as the table, unless it holds references or figures.

    Titles may stand above it; they fill less of the width, and so do notes. Years are
    headings as well as figures.

    Args:
        rows: the first ones with text in them.
        cites: whether a cell holds references and nothing else.
    """
    looked_at = [(row, [cell.strip() for cell in row[1] if cell.strip()]) for row in rows]
    widest = max((len(cells) for _, cells in looked_at[:_LOOKED_AT]), default=0)
    for row, cells in looked_at[:_HEADING_WITHIN]:
        if len(cells) >= _WIDE * widest:
            is_data = any(_FIGURE.fullmatch(cell) or cites(cell) for cell in cells)
            return None if is_data else row
    return None


def _name(cell: str) -> str:
    """A heading as the place of a cell shows it; a whole paragraph is none."""
    shown = " ".join(cell.split())
    return shown if len(shown) <= _LONGEST_HEADING else ""


def _holds_references(index: int, headings: Sequence[str], rows: Sequence[Row]) -> bool:
    if index < len(headings) and _HEADING.fullmatch(headings[index]):
        return True
    cells = [row[index] for _, row in rows if index < len(row) and row[index].strip()]
    matching = sum(bool(_REFERENCE.fullmatch(cell)) for cell in cells)
    return matching >= _FEWEST and matching >= _MOST_OF * len(cells)
