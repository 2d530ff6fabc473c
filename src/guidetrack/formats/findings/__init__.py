"""
What a scan found to text or bytes: one file per output format.

Each is one function of a `Scan` and nothing else, as the formats of a report are. Text is
given in pieces that are complete lines, because a scan may find a million citations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from guidetrack.citations.findings import Scan
from guidetrack.formats.findings import csv, json, text, xlsx

Render = Callable[[Scan], Iterable[str] | bytes]
"""A scan to the output in pieces; bytes at once where the format is no text."""

FINDING_FORMATS: dict[str, Render] = {
    "text": text.render,
    "csv": csv.render,
    "json": json.render,
    "xlsx": xlsx.render,
}
