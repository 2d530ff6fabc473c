"""
One row per finding as an Excel workbook, with a filter on every column.
"""

from __future__ import annotations

import io

from guidetrack.citations.findings import Scan
from guidetrack.citations.listing import COLUMNS, list_rows
from guidetrack.errors import ConfigError

_WIDTHS = (30, 24, 24, 12, 11, 20, 16, 10, 34, 30, 44, 40, 40, 30)
_LONGEST = 32_000
"""Characters that Excel takes in one cell, about."""


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
    sheet = book.create_sheet("Citations")
    sheet.freeze_panes = "A2"
    for index, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.append(COLUMNS)
    count = 1
    for row in list_rows(scan):
        sheet.append([cell[:_LONGEST] for cell in row])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{count}"
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()
