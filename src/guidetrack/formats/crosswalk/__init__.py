"""
The crosswalk to text or bytes: one file per output format.

Each is one function of a `Crosswalk` and nothing else, as the formats of a report are.
"""

from __future__ import annotations

from collections.abc import Callable

from guidetrack.formats.crosswalk import csv, json, text, xlsx
from guidetrack.lineage import Crosswalk

Render = Callable[[Crosswalk], str | bytes]
"""A crosswalk to the whole output; bytes where the format is no text."""

CROSSWALK_FORMATS: dict[str, Render] = {
    "text": text.render,
    "csv": csv.render,
    "json": json.render,
    "xlsx": xlsx.render,
}
