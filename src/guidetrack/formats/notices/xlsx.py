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

from guidetrack.alerts.alert import Alert
from guidetrack.events.workbook import add_sheet, fill_wrapped, make_workbook, pack
from guidetrack.formats.notices.columns import list_rows

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
    book = make_workbook(instead="attach csv instead")
    book.properties.created = at.replace(tzinfo=None)
    widths = (_WIDTHS[field in _WIDE] for field in columns.values())
    sheet = add_sheet(book, "Notices", widths)
    sheet.page_setup.orientation = "landscape"
    fill_wrapped(sheet, list_rows(alerts, columns), cut=_CUT)
    return _as_of(at, pack(book))


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
