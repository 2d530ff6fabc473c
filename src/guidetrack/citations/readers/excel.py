"""
Excel workbooks, with macros or without: "sheet Other, cell C7".

Cells are read as last calculated, row by row, and no formula or macro is ever run.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from guidetrack.citations.packages import check_package, missing_library
from guidetrack.citations.passage import Passage, UnscannableError
from guidetrack.citations.tables import Row, cut_cells, letters

_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})
_PART = b"xl/workbook.xml"


def recognises(content: bytes, name: str) -> bool:
    """Whether the name or the parts say so."""
    named = PurePath(name).suffix.lower() in _SUFFIXES
    return named or (content.startswith(b"PK\x03\x04") and _PART in content)


def read(content: bytes, name: str) -> Iterator[Passage]:
    """
    Cut a workbook into the cells of its sheets, hidden sheets among them.

    Raises:
        UnscannableError: it is damaged, protected or too large, or openpyxl is missing.
    """
    del name
    check_package(content)
    try:
        import openpyxl  # noqa: PLC0415 - an extra, and loaded only for workbooks
    except ImportError as problem:
        raise missing_library("Excel workbooks") from problem
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            yield from cut_cells(_rows(sheet), _placing(sheet.title))
        book.close()
    except UnscannableError:
        raise
    except Exception as problem:
        raise UnscannableError("it is a damaged workbook") from problem


def _placing(title: str) -> Any:
    return lambda row, index, _: f"sheet {title}, cell {letters(index)}{row}"


def _rows(sheet: Any) -> Iterator[Row]:
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        yield number, ["" if cell is None else str(cell) for cell in cells]
