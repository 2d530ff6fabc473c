"""
Running text to sentences, so that a statement is quoted whole and never in part.

A full stop ends a sentence only where a capital, a digit or a quotation mark
follows, and never after an abbreviation or inside brackets that are still open.
"""

from __future__ import annotations

import re

_END = re.compile(r"[.!?;]['\"\u2019\u201d)\]]*(?=\s+[A-Z0-9'\"\u2018\u201c(\[])|\n")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|no|fig|approx|dr|mr|mrs|st|al)|\b[A-Z])\.$", re.IGNORECASE
)


def spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence of a text."""
    found = []
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if match[0] != "\n" and _ABBREVIATED.search(text[max(start, end - 12) : end]):
            continue
        found.append((start, end))
        start = end
    found.append((start, len(text)))
    return [span for span in (_trimmed(text, *each) for each in found) if span[0] < span[1]]


def sentences(text: str) -> list[str]:
    """The sentences of a text, without the spaces between them."""
    return [text[start:end] for start, end in spans(text)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
