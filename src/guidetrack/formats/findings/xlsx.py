"""
One row per finding as an Excel workbook, with a filter on every column.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from itertools import chain, count, islice
from typing import Any

from guidetrack.citations.findings import Scan
from guidetrack.citations.listing import COLUMNS, list_rows
from guidetrack.errors import ConfigError

_WIDTHS = (30, 24, 24, 12, 11, 20, 16, 10, 34, 30, 44, 40, 40, 30)
_LONGEST = 32_000
"""Characters that Excel takes in one cell, about."""
_MOST_ROWS = 1_000_000
"""Rows of one sheet; Excel opens some 48,000 more. What is left goes to a further sheet."""


def render(scan: Scan) -> bytes:
    """
    Render the workbook; every cell is text, so that nothing in it runs.

    Raises:
        ConfigError: openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook  # noqa: PLC0415 - an extra, and loaded only here
        from openpyxl.utils import get_column_letter  # noqa: PLC0415
    except ImportError as problem:
        raise ConfigError(
            "writing a workbook needs a library that is not installed",
            hint="pip install 'guidetrack[office]', or use --format csv.",
        ) from problem
    book = Workbook(write_only=True)
    rows = list_rows(scan)
    for number in count(1):
        some = islice(rows, _MOST_ROWS)
        first = next(some, None)
        if first is None and number > 1:
            break
        sheet = book.create_sheet("Citations" if number == 1 else f"Citations {number}")
        sheet.freeze_panes = "A2"
        for index, width in enumerate(_WIDTHS, start=1):
            sheet.column_dimensions[get_column_letter(index)].width = width
        last = _fill(sheet, chain([first] if first else [], some))
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{last}"
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _fill(sheet: Any, rows: Iterable[Sequence[str]]) -> int:
    """Write the header and the rows; the number of the last one."""
    sheet.append(COLUMNS)
    number = 1
    for number, row in enumerate(rows, start=2):  # noqa: B007 - the last one is wanted
        sheet.append([cell[:_LONGEST] for cell in row])
    return number
