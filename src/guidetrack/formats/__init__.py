"""
A report to text: one file per output format.

Every format is one function of a `Report` and nothing else, so that the same
report reads the same wherever it was made. A new format is a file with `render`
and a line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module

from guidetrack.events.report import Report

Render = Callable[[Report], str]
"""Report to the whole output; it ends with a line end unless it is empty."""


def _render(name: str, report: Report) -> str:
    """Render with the module of that name, which is loaded only now: one is asked for."""
    text: str = import_module(f"{__name__}.{name}").render(report)
    return text


FORMATS: dict[str, Render] = {
    name: partial(_render, name) for name in ("text", "json", "jsonl", "markdown", "html", "csv")
}
