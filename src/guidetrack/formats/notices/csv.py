"""
One row per event, for a spreadsheet or a register.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from guidetrack.alerts.alert import Alert
from guidetrack.formats.notices.columns import list_rows

_MARK = "\ufeff"
"""Without it Excel reads UTF-8 as something else when a file is opened by a double click."""


def render(alerts: Iterable[Alert], columns: Mapping[str, str]) -> bytes:
    """
    Render headings and rows; RFC 4180 in UTF-8.

    Raises:
        ConfigError: a column asks for a field that does not exist.
    """
    output = io.StringIO(newline="")
    csv.writer(output).writerows(list_rows(alerts, columns))
    return (_MARK + output.getvalue()).encode("utf-8")
