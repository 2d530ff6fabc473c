"""
Text for a cell of a spreadsheet, which can never run anything.

A spreadsheet takes a text that begins with certain signs for a formula, so it gets an
apostrophe in front; every table that guidetrack writes goes through here.
"""

from __future__ import annotations

from guidetrack.events.reading import safe

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe_cell(text: str | None) -> str:
    """Replace steering characters, and put an apostrophe before what looks like a formula."""
    shown = safe(text or "")
    return f"'{shown}" if shown.lstrip(" ").startswith(_FORMULA) else shown
