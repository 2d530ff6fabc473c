"""
Text to passages whose lines are counted.

Paragraphs stay whole, so that a number split by a line end is found; they are cut at
empty lines, and after so many lines, since one long paragraph is no prose but data. Text
may come in pieces, where a file is too large to be held.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guidetrack.citations.finder import show_visible
from guidetrack.citations.glance import may_cite
from guidetrack.citations.passage import Passage
from guidetrack.citations.phrases import may_name

_MOST_LINES = 40


def cut_paragraphs(text: str | Iterable[str], place: str = "") -> Iterator[Passage]:
    """
    Cut prose at its empty lines.

    Args:
        text: the whole, or pieces that end where a line does.
        place: where it stands; lines are counted within.
    """
    block: list[str] = []
    first = last = 0
    for number, line in _lines(text):
        blank = not line.strip()
        if block and (blank or len(block) == _MOST_LINES or number == last):
            yield Passage(place, "\n".join(block), line=first)
            block = []
        if not blank:
            first = number if not block else first
            block.append(line)
        last = number
    if block:
        yield Passage(place, "\n".join(block), line=first)


def cut_lines(text: str | Iterable[str]) -> Iterator[Passage]:
    """Cut code and logs at every line: a neighbouring line is another statement."""
    for number, line in _lines(text):
        if line.strip():
            yield Passage("", line, line=number)


def _lines(text: str | Iterable[str]) -> Iterator[tuple[int, str]]:
    """
    Every line with its number from 1; none of a text in which nothing could be cited.

    A piece that does not end with a line end is a part of a line too long to be held;
    what follows has the same number.
    """
    if isinstance(text, str) and not (may_cite(show_visible(text)) or may_name(text)):
        return
    number = 1
    for piece in (text,) if isinstance(text, str) else text:
        lines = show_visible(piece).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        rest = lines.pop()
        yield from enumerate(lines, start=number)
        number += len(lines)
        if rest:
            yield number, rest
