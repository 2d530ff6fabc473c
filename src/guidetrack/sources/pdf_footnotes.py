"""
Footnotes: small lines at the foot of a page that begin with a mark.

They interrupt whatever paragraph goes on overleaf, so they are lifted out first.
Where a page ends is the printer's doing; they come at the end of their chapter, as
web pages have them, so that another page break is no change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from guidetrack.sources.pdf_lines import Line

_SMALLER = 0.93
_MARK = re.compile(r"(?:\[\d{1,3}\]|\d{1,2}|[*\u2020\u2021\u00a7])(?=\s|[A-Z])")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote and the line that refers to it."""

    lines: tuple[Line, ...]
    referring: Line | None
    """None where the page does not show it."""


def split_footnotes(lines: Sequence[Line], body: float) -> tuple[Sequence[Line], list[Footnote]]:
    """
    The lines of a page above its footnotes, and the footnotes.

    Args:
        lines: the lines of one page, from top to bottom.
        body: the size of the document's body.
    """
    start = len(lines)
    for index in range(len(lines) - 1, 0, -1):
        if lines[index].size > _SMALLER * body or len(lines[index].segments) > 1:
            break
        if _begins(lines[index], lines[:index]):
            start = index
    notes: list[list[Line]] = []
    for line in lines[start:]:
        if _begins(line, lines[:start]) or not notes:
            notes.append([line])
        else:
            notes[-1].append(line)
    above = lines[:start]
    return above, [Footnote(tuple(note), _referring(note[0], above)) for note in notes]


def _begins(line: Line, above: Sequence[Line]) -> bool:
    """Whether a line begins with a mark that is raised, or that the text above refers to."""
    return line.raised_start or _referring(line, above) is not None


def _referring(note: Line, above: Sequence[Line]) -> Line | None:
    match = _MARK.match(note.printed)
    if match is None:
        return None
    sign = match[0].strip("[]")
    return next((line for line in above if sign in line.raised or f"[{sign}]" in line.text), None)
