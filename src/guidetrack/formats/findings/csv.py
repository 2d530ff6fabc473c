"""
One row per finding, and one per unreadable file, for spreadsheets.
"""

from __future__ import annotations

import csv
import io

from guidetrack.citations.findings import Scan
from guidetrack.citations.listing import COLUMNS, list_rows


def render(scan: Scan) -> str:
    """Render a header and the rows; RFC 4180 with plain line ends."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(list_rows(scan))
    return output.getvalue()
