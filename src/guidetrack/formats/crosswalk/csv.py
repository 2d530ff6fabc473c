"""
One row for each old number and successor, for spreadsheets and registers.
"""

from __future__ import annotations

import csv
import io

from guidetrack.lineage import Crosswalk
from guidetrack.lineage.listing import COLUMNS, list_rows


def render(crosswalk: Crosswalk) -> str:
    """Render a header and the rows; RFC 4180 with plain line ends."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(list_rows(crosswalk))
    return output.getvalue()
