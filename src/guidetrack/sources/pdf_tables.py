"""
Tables of a PDF: lines whose gaps lie one under another.

A PDF has no tables, only text at places. Lines that leave the same columns free
are one table; inside it, a row begins where the lines stand further apart, or, in
tables without space between rows, where the first column has words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from guidetrack.sources.characters import clean
from guidetrack.sources.pdf_lines import Line, Segment

_FARTHEST = 3.5
"""Between two lines of one table, in sizes."""
_WIDER = 1.15
"""A gap above the usual one of the table by this factor begins a row."""
_CLEARANCE = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, from top to bottom."""

    page: int
    rows: tuple[tuple[str, ...], ...]


Column = tuple[float, float]


def find_tables(lines: Sequence[Line]) -> Iterator[Line | Table]:
    """The lines of one page in order, those of a table replaced by it."""
    index = 0
    while index < len(lines):
        columns, end = _extent(lines, index)
        rows = lines[index:end]
        if sum(len(line.segments) > 1 for line in rows) > 1 and len(columns) > 1:
            yield Table(lines[index].page, tuple(_rows(rows, columns)))
            index = end
        else:
            yield lines[index]
            index += 1


def _extent(lines: Sequence[Line], start: int) -> tuple[list[Column], int]:
    """The columns of the table that begins at a line, and where it ends."""
    if len(lines[start].segments) < 2 or lines[start].marker:
        return [], start
    columns = [(part.left, part.right) for part in lines[start].segments]
    end = start + 1
    while end < len(lines):
        line, above = lines[end], lines[end - 1]
        if line.marker or above.baseline - line.baseline > _FARTHEST * above.size:
            break
        widened = _widened(columns, line.segments)
        if widened is None or not _belongs(line, columns):
            break
        columns = widened
        end += 1
    while end > start + 1 and _is_left_over(lines[end - 1], lines[end - 2], columns):
        end -= 1
    return columns, end


def _belongs(line: Line, columns: Sequence[Column]) -> bool:
    """Whether a line with words in one column only is still of the table."""
    if len(line.segments) > 1 or line.left >= columns[1][0] - _CLEARANCE:
        return True
    return line.right <= columns[0][1] + line.size * 2


def _is_left_over(line: Line, above: Line, columns: Sequence[Column]) -> bool:
    """Whether the last line stands in the first column alone, apart from the table."""
    alone = len(line.segments) == 1 and line.left < columns[1][0] - _CLEARANCE
    return alone and above.baseline - line.baseline > 1.6 * line.size


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


def _rows(lines: Sequence[Line], columns: Sequence[Column]) -> Iterator[tuple[str, ...]]:
    gaps = [above.baseline - below.baseline for above, below in pairwise(lines)]
    usual = min(gaps, default=0.0)
    padded = any(gap > _WIDER * usual for gap in gaps)
    cells: list[list[str]] = [[] for _ in columns]
    for line, gap in zip(lines, [0.0, *gaps], strict=True):
        first = line.left < columns[1][0] - _CLEARANCE
        if any(cells) and (gap > _WIDER * usual if padded else first):
            yield tuple(clean(" ".join(cell)) for cell in cells)
            cells = [[] for _ in columns]
        for part in line.segments:
            place = next(i for i, column in enumerate(columns) if part.left < column[1])
            cells[place].append(part.text)
    yield tuple(clean(" ".join(cell)) for cell in cells)
