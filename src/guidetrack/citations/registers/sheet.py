"""
A register as a grid of texts, and what is to be written beside it.

Both formats are read into the same grid, so that finding the references and saying what
became of them knows nothing of CSV or Excel.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from guidetrack.citations.tables import Row


class Sheet(NamedTuple):
    """One table of a register."""

    name: str
    """As its tab shows it; empty where the file is one table."""
    rows: Sequence[Row]
    """Every row with its number, empty ones too; a cell is text, as last calculated."""

    def place_of(self, row: int) -> str:
        """Name a row: `row 7`, or `sheet Register, row 7`."""
        return f"sheet {self.name}, row {row}" if self.name else f"row {row}"


class Addition(NamedTuple):
    """Cells to write into one sheet; every other cell stays as it is."""

    sheet: str
    columns: tuple[int, ...]
    """Where the cells go, from 0."""
    fresh: frozenset[int]
    """Those of them that the sheet had not; a former run wrote the others."""
    rows: Mapping[int, tuple[str, ...]]
    """Row number to its cells, one a column."""
    heading_row: int | None
    """The row that names the columns, where there is one."""
    like: int
    """The column whose look the new cells take on."""
