"""
Running heads and footers: what a PDF prints again at the same height of its pages.

They are taken out before lines become paragraphs, since they land in the middle of
sentences. A head that says something is kept once, in front: it may be the only
place where a document prints its number, or that it is a draft.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from guidetrack.sources.pdf_lines import Line

_REACH = 3
"""How many lines from the top or the bottom of a page can be furniture."""
_BAND = 3.0
"""Lines whose heights differ by less, in points, are at the same height."""
_APART = 1.7
"""Distance of furniture from the text, in sizes; lines of a paragraph stand nearer."""
_SHARE_OF_PAGES = 0.5
_SHARE_REPEATED = 0.6
_LONGEST_HEAD = 100
_NO_HEAD = re.compile(r"(?:\u00a9|\(c\)|page \d|\W*\d*\W*$)|.*(?:https?:|www\.|\.$)", re.IGNORECASE)


def without_furniture(
    pages: Sequence[tuple[Line, ...]],
) -> tuple[list[tuple[Line, ...]], tuple[Line, ...]]:
    """
    The pages without running heads, footers and page numbers, and each head once.

    A document most of whose pages would be empty has no furniture, only little to say.

    Args:
        pages: the lines of each page, from top to bottom.
    """
    places: dict[int, list[Line]] = defaultdict(list)
    for lines in pages:
        for line in _outer(lines):
            places[round(line.baseline / _BAND)].append(line)
    dropped: set[int] = set()
    heads: dict[str, Line] = {}
    for band in sorted(places, reverse=True):
        for line in _repeated(_near(places, band), places[band], len(pages)):
            dropped.add(id(line))
            if not _NO_HEAD.match(line.printed) and len(line.printed) <= _LONGEST_HEAD:
                heads.setdefault(line.printed.casefold(), line)
    kept = [tuple(line for line in lines if id(line) not in dropped) for lines in pages]
    if sum(map(bool, kept)) * 2 < sum(map(bool, pages)):
        return list(pages), ()
    said = {line.printed.casefold() for lines in kept for line in lines}
    return kept, tuple(line for text, line in heads.items() if text not in said)


def _outer(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines that stand apart from the text, at the top and at the bottom of a page."""
    apart = [
        index
        for index, (above, line) in enumerate(pairwise(lines), start=1)
        if above.baseline - line.baseline > _APART * max(above.size, line.size)
    ]
    top = max((index for index in apart if index <= _REACH), default=0)
    bottom = min((index for index in apart if index >= len(lines) - _REACH), default=len(lines))
    return [*lines[:top], *lines[max(top, bottom) :]]


def _near(places: dict[int, list[Line]], band: int) -> list[Line]:
    """Lines in the band and in those beside it, since heights are rounded."""
    return [line for step in (-1, 0, 1) for line in places.get(band + step, ())]


def _repeated(near: Sequence[Line], lines: Sequence[Line], pages: int) -> list[Line]:
    """The lines of a band that are furniture."""
    seen = Counter(_form(line) for line in near)
    again = sum(count for count in seen.values() if count > 1)
    if len(near) < max(2, _SHARE_OF_PAGES * pages) or again < _SHARE_REPEATED * len(near):
        return []
    return [line for line in lines if seen[_form(line)] > 1]


def _form(line: Line) -> str:
    """The line with its digits folded: page numbers differ."""
    return re.sub(r"\d+", "#", line.printed.casefold())
