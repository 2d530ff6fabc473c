"""
A report to text: one file per output format.

Every format is one function of a `Report` and nothing else, so that the same
report reads the same wherever it was made. A new format is a file with `render`
and a line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable

from guidetrack.events.report import Report
from guidetrack.formats import csv, html, json, jsonl, markdown, text

Render = Callable[[Report], str]
"""Report to the whole output; it ends with a line end unless it is empty."""

FORMATS: dict[str, Render] = {
    "text": text.render,
    "json": json.render,
    "jsonl": jsonl.render,
    "markdown": markdown.render,
    "html": html.render,
    "csv": csv.render,
}
