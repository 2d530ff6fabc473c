"""
Footnotes: small lines at the foot of a page that begin with a mark.

They interrupt whatever paragraph goes on overleaf, so they are lifted out first.
Where a page ends is the printer's doing; they come at the end of their chapter, as
web pages have them, so that another page break is no change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from guidetrack.sources.pdf_lines import Line

_SMALLER = 0.93
_MARK = re.compile(
    r"(?:\[(?P<bracketed>\d{1,3})\]|(?P<plain>\d{1,2})|[*\u2020\u2021\u00a7])(?=\s|[A-Z])"
)
_RAISED = str.maketrans(
    "0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
)


def split_footnotes(lines: Sequence[Line], body: float) -> tuple[Sequence[Line], list[list[Line]]]:
    """
    The lines of a page above its footnotes, and the lines of each footnote.

    Args:
        lines: the lines of one page, from top to bottom.
        body: the size of the document's body.
    """
    start = len(lines)
    for index in range(len(lines) - 1, 0, -1):
        if lines[index].size > _SMALLER * body:
            break
        if _begins(lines[index]):
            start = index
    notes: list[list[Line]] = []
    for line in lines[start:]:
        if _begins(line) or not notes:
            notes.append([line])
        else:
            notes[-1].append(line)
    return lines[:start], notes


def _begins(line: Line) -> bool:
    return line.raised_start or bool(_MARK.match(line.printed))


def marks_of(note: str) -> tuple[str, ...]:
    """How the text may refer to a footnote: by raised digits, or in brackets."""
    match = _MARK.match(note)
    number = match and (match["bracketed"] or match["plain"])
    return (number.translate(_RAISED), f"[{number}]") if number else ()
