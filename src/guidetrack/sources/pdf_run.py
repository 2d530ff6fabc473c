"""
The words of PDF reading: pages, and the runs of text that stand on them.

A run is text in one style on one line, with its place on the page. Everything
above works on places and sizes and knows nothing of PDF itself.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style on one line. Places are in points, upwards and to the right."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    spaced: bool = True
    """Whether a space stands in front of it."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page, upright."""

    number: int
    """Counted from 1."""
    runs: tuple[Run, ...]
