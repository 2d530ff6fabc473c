"""
One row per event as an Excel workbook, ready to be filtered and printed.

The same notices always make the same bytes: a message that is sent again after a crash must be
the message it was, so the moments that the library writes into a workbook are replaced.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from guidetrack.alerts.alert import Alert
from guidetrack.errors import ConfigError
from guidetrack.formats.notices.columns import list_rows

_LONGEST = 32_000
"""Characters that Excel takes in one cell, about."""
_CUT = " \u2026 (cut: the notice has it whole)"
_WIDE = frozenset(
    {"summary", "title", "recommendations_before", "recommendations_after", "next_steps"}
)
_WIDTHS = (22, 48)
_FIXED = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def render(alerts: Iterable[Alert], columns: Mapping[str, str], *, at: dt.datetime) -> bytes:
    """
    Render the workbook as of a moment; every cell is text, so that nothing in it runs.

    Raises:
        ConfigError: openpyxl is not installed, or a column asks for a field that does not exist.
    """
    try:
        from openpyxl import Workbook  # noqa: PLC0415 - an extra, and loaded only here
        from openpyxl.utils import get_column_letter  # noqa: PLC0415
    except ImportError as problem:
        raise ConfigError(
            "writing a workbook needs a library that is not installed",
            hint="pip install 'guidetrack[office]', or attach csv instead.",
        ) from problem
    book = Workbook(write_only=True)
    book.properties.created = at.replace(tzinfo=None)
    sheet = book.create_sheet("Notices")
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    for index, field in enumerate(columns.values(), start=1):
        sheet.column_dimensions[get_column_letter(index)].width = _WIDTHS[field in _WIDE]
    last = _fill(sheet, list_rows(alerts, columns))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    output = io.BytesIO()
    book.save(output)
    return _as_of(at, output.getvalue())


def _fill(sheet: Any, rows: Iterable[tuple[str, ...]]) -> int:
    """Write the headings and the rows; the number of the last one."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415

    heading, wrapped = Font(bold=True), Alignment(vertical="top", wrap_text=True)
    shade = PatternFill("solid", start_color="FFE8EDF2")
    last = 1
    for last, row in enumerate(rows, start=1):
        cells = [WriteOnlyCell(sheet, value=_fitting(text)) for text in row]
        for cell in cells:
            cell.alignment = wrapped
            if last == 1:
                cell.font, cell.fill = heading, shade
        sheet.append(cells)
    return last


def _fitting(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + _CUT


def _as_of(at: dt.datetime, workbook: bytes) -> bytes:
    """Pack the parts again under fixed dates: a package keeps when each was written."""
    modified = f"\\g<1>{at:%Y-%m-%dT%H:%M:%SZ}".encode()
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(output, "w") as new:
        for part in old.infolist():
            fixed = zipfile.ZipInfo(part.filename, _FIXED)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            content = old.read(part)
            if part.filename == _PROPERTIES:
                content = _MODIFIED.sub(modified, content)
            new.writestr(fixed, content)
    return output.getvalue()
