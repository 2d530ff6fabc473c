"""
Tables of a PDF: lines whose gaps lie one under another.

A PDF has no tables, only text at places. Lines that leave the same gaps free are
one table; inside it, a row begins where the lines stand further apart, or, in
tables without space between rows, where a line has words in all the columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from guidetrack.sources.characters import clean
from guidetrack.sources.pdf_hyphens import Vocabulary, join_lines
from guidetrack.sources.pdf_lines import Line, Segment
from guidetrack.sources.pdf_measures import Measures

_FARTHEST = 3.5
"""Between two lines of one table, in sizes."""
_WIDER = 1.15
"""A gap above the usual one of the table by this factor begins a row."""
_PADDED = 0.3
"""Share of full lines that stand apart, above which rows are told by space alone."""
_CLEARANCE = 1.0
_PAIR = 2
"""So many columns in one line alone make no table."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, from top to bottom."""

    page: int
    rows: tuple[tuple[str, ...], ...]


Column = tuple[float, float]


def find_tables(
    lines: Sequence[Line], vocabulary: Vocabulary, measures: Measures
) -> Iterator[Line | Table]:
    """The lines of one page in order, those of a table replaced by it."""
    index = 0
    while index < len(lines):
        rows, columns = _extent(lines[index:], measures)
        end = index + len(rows)
        if _is_table(lines, index, end, len(columns), measures):
            yield Table(lines[index].page, tuple(_rows(rows, columns, vocabulary)))
            index = end
        else:
            yield lines[index]
            index += 1


def _extent(lines: Sequence[Line], measures: Measures) -> tuple[list[Line], list[Column]]:
    """The lines of the table that begins with the first line, and its columns."""
    first = lines[0]
    if len(first.segments) == 1 or first.marker or measures.is_large(first):
        return [], []
    rows = [first]
    columns = [(part.left, part.right) for part in first.segments]
    for each in lines[1:]:
        line = _with_marker_as_cell(each, columns)
        if line.marker or rows[-1].baseline - line.baseline > _FARTHEST * rows[-1].size:
            break
        widened = _widened(columns, line.segments)
        if widened is None:
            break
        columns = widened
        rows.append(line)
    while rows[1:] and _is_left_over(rows[-2], rows[-1], columns, measures):
        rows.pop()
    return rows, columns


def _with_marker_as_cell(line: Line, columns: Sequence[Column]) -> Line:
    """The line, its number in a cell of its own where the words stand in another column."""
    if line.marker is None or line.left < columns[1][0] - _CLEARANCE:
        return line
    number = Segment(line.marker, line.marker_left, line.marker_left + line.size / 2)
    return replace(line, marker=None, segments=(number, *line.segments))


def _is_left_over(above: Line, line: Line, columns: Sequence[Column], measures: Measures) -> bool:
    """Whether the last line stands in the first column alone, apart from the table."""
    alone = len(line.segments) == 1 and line.left < columns[1][0] - _CLEARANCE
    return alone and not measures.is_close(above, line)


def _is_table(
    lines: Sequence[Line], start: int, end: int, columns: int, measures: Measures
) -> bool:
    """Whether the lines are rows; a row alone could be a line stretched to full width."""
    if sum(len(line.segments) > 1 for line in lines[start:end]) > 1:
        return columns > 1
    if columns <= _PAIR:
        return False
    if lines[start].right < measures.right - lines[start].size:
        return True
    borders = [
        pair
        for pair in ((start - 1, start), (end - 1, end))
        if pair[0] >= 0 and pair[1] < len(lines)
    ]
    return not any(measures.is_close(lines[above], lines[below]) for above, below in borders)


def _fills(line: Line, columns: Sequence[Column], filled: int) -> bool:
    """Whether a line has words in as many columns as any line, the first among them."""
    return len(line.segments) == filled and line.left < columns[1][0] - _CLEARANCE


def _widened(columns: Sequence[Column], parts: Sequence[Segment]) -> list[Column] | None:
    """The columns with the parts in them; None where a part reaches over a border."""
    found = list(columns)
    for part in parts:
        over = [
            i for i, (left, right) in enumerate(found) if part.left < right and left < part.right
        ]
        if len(over) > 1:
            return None
        if over:
            left, right = found[over[0]]
            found[over[0]] = min(left, part.left), max(right, part.right)
        else:
            found.append((part.left, part.right))
            found.sort()
    free = all(below[0] - above[1] >= _CLEARANCE for above, below in pairwise(found))
    return found if free else None


def _rows(
    lines: Sequence[Line], columns: Sequence[Column], vocabulary: Vocabulary
) -> Iterator[tuple[str, ...]]:
    gaps = [above.baseline - below.baseline for above, below in pairwise(lines)]
    wide = [gap > _WIDER * min(gaps) for gap in gaps]
    filled = max(len(line.segments) for line in lines)
    full = [_fills(line, columns, filled) for line in lines[1:]]
    padded = sum(wide) > _PADDED * sum(full)
    cells = ["" for _ in columns]
    begins = [
        True,
        *(apart or (fills and not padded) for apart, fills in zip(wide, full, strict=True)),
    ]
    for line, first in zip(lines, begins, strict=True):
        if first and any(cells):
            yield tuple(map(clean, cells))
            cells = ["" for _ in columns]
        for part in line.segments:
            place = next(i for i, column in enumerate(columns) if part.left < column[1])
            above = cells[place]
            cells[place] = join_lines(above, part.text, vocabulary) if above else part.text
    yield tuple(map(clean, cells))
