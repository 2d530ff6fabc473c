"""
Plain text, Markdown and code: "line 5".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from guidetrack.citations.lines import cut_lines, cut_paragraphs
from guidetrack.citations.passage import Passage
from guidetrack.sources.decoding import decode

_PROSE = frozenset({"", ".txt", ".text", ".md", ".markdown", ".rst", ".log"})


def recognises(content: bytes, name: str) -> bool:
    """Whether there is no better reader: whatever is text can be read as text."""
    del content, name
    return True


def read(content: bytes, name: str) -> Iterator[Passage]:
    """
    Cut prose by paragraph and code by line.

    Raises:
        ValueError: it is no text.
    """
    if not content.strip():
        return
    yield from _cut(decode(content), name)


def stream(pieces: Iterable[str], name: str) -> Iterator[Passage]:
    """Cut text that comes in pieces, each ending where a line does."""
    yield from _cut(pieces, name)


def _cut(text: str | Iterable[str], name: str) -> Iterator[Passage]:
    prose = PurePath(name).suffix.lower() in _PROSE
    return cut_paragraphs(text) if prose else cut_lines(text)
