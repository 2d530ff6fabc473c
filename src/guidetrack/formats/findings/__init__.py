"""
What a scan found to text or bytes: one file per output format.

Each is one function of a `Scan` and nothing else, as the formats of a report are.
"""

from __future__ import annotations

from collections.abc import Callable

from guidetrack.citations.findings import Scan
from guidetrack.formats.findings import csv, json, text, xlsx

Render = Callable[[Scan], str | bytes]
"""A scan to the whole output; bytes where the format is no text."""

FINDING_FORMATS: dict[str, Render] = {
    "text": text.render,
    "csv": csv.render,
    "json": json.render,
    "xlsx": xlsx.render,
}
