"""
The contents page of a PDF, one entry a line as other formats carry it.

Its entries look like headings, table rows and numbered paragraphs all at once, so
it is found first: what ends in a page number under the heading "Contents", or
anywhere after a row of dots, is an entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guidetrack.sources.pdf_lines import Line

_HEADING = re.compile(r"(?:table of )?contents", re.IGNORECASE)
_ENTRY = re.compile(r"(?P<name>\S.*?)\s*(?P<dots>(?:\.\s?){3,}|[\u2026_]+)?\s*(?P<page>\d{1,4})")
_DOTTED = re.compile(r"\S.*?\s*(?:(?:\.\s?){4,}|\u2026{2,}|_{4,})\s*\d{1,4}")
_WRAPPED = 2
"""How many lines of an entry may stand above the one with the page number."""
_DOTS = " ._\u2026"
_LEADER = "....."


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents page, however many it was printed on."""

    text: str
    """`name ..... 4`."""
    line: Line
    """The first line it was printed on."""


@dataclass(slots=True)
class ContentsFinder:
    """Finds the entries of the contents, which may go on over several pages."""

    inside: bool = False

    def find(self, lines: Sequence[Line]) -> Iterator[Line | Entry]:
        """The lines of the next page in order, those of the contents as entries."""
        index = 0
        while index < len(lines):
            line = lines[index]
            if _HEADING.fullmatch(line.printed):
                self.inside = True
            elif taken := _entry_length(lines, index, inside=self.inside):
                yield _entry(lines[index : index + taken])
                index += taken
                continue
            else:
                self.inside = False
            yield line
            index += 1


def _entry_length(lines: Sequence[Line], index: int, *, inside: bool) -> int:
    """How many lines the entry at the index takes; 0 where there is none."""
    if not inside:
        return int(bool(_DOTTED.fullmatch(lines[index].printed)))
    for count, line in enumerate(lines[index : index + 1 + _WRAPPED], start=1):
        if _HEADING.fullmatch(line.printed) or abs(line.size - lines[index].size) > 0.1 * line.size:
            return 0
        if _DOTTED.fullmatch(line.printed) or _ends_in_a_page(line):
            return count
    return 0


def _ends_in_a_page(line: Line) -> bool:
    """Whether a page number stands apart at the right of the line."""
    return len(line.segments) > 1 and bool(
        re.fullmatch(r"[.\s\u2026_]*\d{1,4}", line.segments[-1].text)
    )


def _entry(lines: Sequence[Line]) -> Entry:
    printed = " ".join(line.printed for line in lines)
    match = _ENTRY.fullmatch(printed)
    text = f"{match['name'].rstrip(_DOTS)} {_LEADER} {match['page']}" if match else printed
    return Entry(text, lines[0])
