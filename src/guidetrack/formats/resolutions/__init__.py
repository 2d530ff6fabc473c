"""
Where numbers lead, to text: one file per output format.

Each is one function of the answers and nothing else, as the formats of a report are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from guidetrack.formats.resolutions import json, text
from guidetrack.lineage import Resolution

Render = Callable[[Sequence[Resolution]], str]
"""Answers to the whole output."""

RESOLUTION_FORMATS: dict[str, Render] = {
    "text": text.render,
    "json": json.render,
}
