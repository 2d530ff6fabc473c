"""
One capture: a name and its bytes.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A file or an answer as captured."""

    name: str
    content: bytes
    is_overview: bool = False
