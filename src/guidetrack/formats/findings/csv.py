"""
One row per finding, and one per unreadable file, for spreadsheets.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

from guidetrack.citations.findings import Scan
from guidetrack.citations.listing import COLUMNS, list_rows


class _Line:
    """A file of one line, which is handed back as soon as it is written."""

    @staticmethod
    def write(line: str) -> str:
        return line


def render(scan: Scan) -> Iterator[str]:
    """Render a header and the rows; RFC 4180 with plain line ends."""
    writer = csv.writer(_Line(), lineterminator="\n")
    yield str(writer.writerow(COLUMNS))
    for row in list_rows(scan):
        yield str(writer.writerow(row))
