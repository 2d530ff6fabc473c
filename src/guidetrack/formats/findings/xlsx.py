"""
One row per finding as an Excel workbook, with a filter on every column.
"""

from __future__ import annotations

from itertools import chain, count, islice

from guidetrack.citations.findings import Scan
from guidetrack.citations.listing import COLUMNS, list_rows
from guidetrack.events.workbook import add_sheet, fill_plain, make_workbook, pack

_WIDTHS = (30, 24, 24, 12, 11, 20, 16, 10, 34, 30, 44, 40, 40, 30)
_MOST_ROWS = 1_000_000
"""Rows of one sheet; Excel opens some 48,000 more. What is left goes to a further sheet."""


def render(scan: Scan) -> bytes:
    """
    Render the workbook; every cell is text, so that nothing in it runs.

    Raises:
        ConfigError: openpyxl is not installed.
    """
    book = make_workbook(instead="use --format csv")
    rows = list_rows(scan)
    for number in count(1):
        some = islice(rows, _MOST_ROWS)
        first = next(some, None)
        if first is None and number > 1:
            break
        sheet = add_sheet(book, "Citations" if number == 1 else f"Citations {number}", _WIDTHS)
        fill_plain(sheet, chain([COLUMNS], [first] if first else [], some))
    return pack(book)
