"""
Text to passages whose lines are counted.

Paragraphs stay whole, so that a number split by a line end is found; they are cut at
empty lines, and after so many lines, since one long paragraph is no prose but data.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.citations.finder import show_visible
from guidetrack.citations.passage import Passage

_MOST_LINES = 40


def cut_paragraphs(text: str, place: str = "") -> Iterator[Passage]:
    """Cut prose at its empty lines."""
    block: list[str] = []
    for number, line in enumerate(_lines(text), start=1):
        if line.strip():
            block.append(line)
        if block and (not line.strip() or len(block) == _MOST_LINES):
            yield Passage(place, "\n".join(block), line=number - len(block) + bool(line.strip()))
            block = []
    if block:
        yield Passage(place, "\n".join(block), line=number - len(block) + 1)


def cut_lines(text: str) -> Iterator[Passage]:
    """Cut code and logs at every line: a neighbouring line is another statement."""
    for number, line in enumerate(_lines(text), start=1):
        if line.strip():
            yield Passage("", line, line=number)


def _lines(text: str) -> list[str]:
    return show_visible(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
