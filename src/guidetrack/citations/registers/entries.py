"""
A row of a register to the guidance it names.

In a column of references a prefix spaced from its number needs no other word, and under
the heading of one programme the number alone is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from guidetrack.citations.finder import Citation, find_citations, show_visible
from guidetrack.citations.headings import cite_bare, holds_bare
from guidetrack.citations.judging import Knows
from guidetrack.guidance.reference import Reference

_FILLING = re.compile(r"\bNICE\b|\band\b|[\s\[\]().,;:/&+|\u2013-]+", re.IGNORECASE)


class Cited(NamedTuple):
    """What a cell or a row cites."""

    cited: tuple[Citation, ...]
    """Certain and likely, each reference once, in order."""
    doubted: tuple[Citation, ...]
    """Ambiguous, with the reason."""
    whole: bool
    """Whether nothing but references stands in it."""


def cite_cell(text: str, prefix: str | None, knows: Knows) -> Cited:
    """
    Find what a cell in a column of references cites.

    Args:
        text: the cell.
        prefix: the one that bare numbers have in this column, or None.
        knows: whether the store knows a number.
    """
    if prefix and holds_bare(text):
        return Cited(tuple(_once(cite_bare(text, prefix))), (), whole=True)
    found = list(find_citations(text, knows=knows, in_column=True))
    cited = [each for each in found if each.certainty != "ambiguous"]
    return Cited(
        tuple(_once(cited)),
        tuple(each for each in found if each.certainty == "ambiguous"),
        whole=bool(cited) and len(cited) == len(found) and _fills(text, cited),
    )


def join_cells(cells: Iterable[Cited]) -> Cited:
    """What several cells of one row cite together."""
    parts = list(cells)
    return Cited(
        tuple(_once(each for part in parts for each in part.cited)),
        tuple(each for part in parts for each in part.doubted),
        whole=all(part.whole for part in parts),
    )


def _once(citations: Iterable[Citation]) -> Iterator[Citation]:
    seen: set[Reference] = set()
    for each in citations:
        if each.reference not in seen:
            seen.add(each.reference)
            yield each


def _fills(text: str, cited: Iterable[Citation]) -> bool:
    """Whether the citations leave nothing of a text but what parts them."""
    visible = list(show_visible(text))
    for each in cited:
        visible[each.start : each.end] = " " * (each.end - each.start)
    return not _FILLING.sub("", "".join(visible))
