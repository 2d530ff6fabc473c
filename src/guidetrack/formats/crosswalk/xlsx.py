"""
The crosswalk as an Excel workbook, ready to be filtered and printed.
"""

from __future__ import annotations

from guidetrack.events.workbook import add_sheet, fill_wrapped, make_workbook, pack
from guidetrack.lineage import Crosswalk
from guidetrack.lineage.listing import COLUMNS, list_rows

_WIDTHS = (11, 11, 20, 12, 13, 10, 12, 44, 44, 42, 42, 30, 12, 60, 44, 14)
_A3 = 8
"""Paper, as Excel numbers it."""


def render(crosswalk: Crosswalk) -> bytes:
    """
    Render the workbook; every cell is text, so that nothing in it runs.

    Raises:
        ConfigError: openpyxl is not installed.
    """
    book = make_workbook(instead="use --format csv")
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415 - an extra

    sheet = add_sheet(book, "Crosswalk", _WIDTHS, freeze="C2")
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A3
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0  # one page wide, as many as it takes down
    sheet.print_title_rows = "1:1"
    fill_wrapped(sheet, (COLUMNS, *list_rows(crosswalk)))
    return pack(book)
