"""
The crosswalk as an Excel workbook, ready to be filtered and printed.
"""

from __future__ import annotations

import io

from guidetrack.errors import ConfigError
from guidetrack.lineage import Crosswalk
from guidetrack.lineage.listing import COLUMNS, list_rows

_WIDTHS = (11, 11, 20, 12, 13, 10, 12, 44, 44, 42, 42, 30, 12, 60, 44, 14)
_A3 = 8
"""Paper, as Excel numbers it."""
_LONGEST = 32_000
"""Characters that Excel takes in one cell, about."""


def render(crosswalk: Crosswalk) -> bytes:
    """
    Render the workbook; every cell is text, so that nothing in it runs.

    Raises:
        ConfigError: openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook  # noqa: PLC0415 - an extra, and loaded only here
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
        from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
        from openpyxl.utils import get_column_letter  # noqa: PLC0415
        from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415
    except ImportError as problem:
        raise ConfigError(
            "writing a workbook needs a library that is not installed",
            hint="pip install 'guidetrack[office]', or use --format csv.",
        ) from problem
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Crosswalk")
    sheet.freeze_panes = "C2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A3
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0  # one page wide, as many as it takes down
    sheet.print_title_rows = "1:1"
    for index, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    heading, wrapped = Font(bold=True), Alignment(vertical="top", wrap_text=True)
    shade = PatternFill("solid", start_color="FFE8EDF2")
    last = 1
    for last, row in enumerate((COLUMNS, *list_rows(crosswalk)), start=1):
        cells = [WriteOnlyCell(sheet, value=text[:_LONGEST]) for text in row]
        for cell in cells:
            cell.alignment = wrapped
            if last == 1:
                cell.font, cell.fill = heading, shade
        sheet.append(cells)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{last}"
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()
