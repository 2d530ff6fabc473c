"""
Text that lost its numbers: recommendations told by their place alone.

Tools that keep only what reads as prose drop the paragraph numbers of a page. Its
recommendations are still there, and a record without them would say nothing; but an
overview has a heading "Recommendations" too, with only a list of topics below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from guidetrack.extract.furniture import heading_form
from guidetrack.extract.headings import is_named, role_of
from guidetrack.extract.outline import Part, outline
from guidetrack.sources.document import ParsedDocument

_CHAPTERS = frozenset({"recommendations", "recommendation", "guidance"})
_WHOLE = re.compile(
    r"the (?:procedure|condition|technology|technologies)|(?:current )?indications?.*|efficacy"
    r"|safety|(?:other |committee )+comments|committee discussion|the committee'?s discussion"
    r"|clinical need and practice|sources of evidence|outline of the procedure|update information"
)
"""Sections of whole guidance, which no overview has."""
_TOPICS = re.compile(
    r"\b(?:includes?|covers?|contains?|makes?) (?:new |updated )*recommendations\b", re.IGNORECASE
)


def lost_numbers(document: ParsedDocument, parts: Sequence[Part]) -> bool:
    """
    Whether the document holds section 1 without any number.

    Args:
        document: what was read.
        parts: its parts, among which no recommendation was found.
    """
    page = document.fact("page")
    if page == "chapter":
        return document.fact("chapter") in _CHAPTERS
    if page is not None:
        return False
    headed = [part for part in parts if part.heading and part.lines]
    named = [part for part in headed if role_of(part.heading or "", part.number) == _SECTION_ONE]
    if not named or any(_TOPICS.search(line.text) for part in named for line in part.lines):
        return False
    return any(_WHOLE.fullmatch(heading_form(part.heading or "")) for part in parts)


def outline_unnumbered(document: ParsedDocument, title: str | None) -> tuple[Part, ...]:
    """
    The parts of a document that lost its numbers, with the recommendations in their place.

    In a whole text they end with the next heading that other sections are known by.
    """
    parts = outline(document.blocks, title, unnumbered=True)
    chapter = document.fact("page") == "chapter"
    inside = False
    for part in parts:
        if not part.in_recommendations:
            inside = inside and chapter
        elif part.heading is None or role_of(part.heading, part.number) == _SECTION_ONE:
            inside = True
        elif is_named(part.heading):
            inside = inside and chapter
            part.in_recommendations, part.role = False, "section"
        elif not inside:
            part.in_recommendations, part.role = False, "section"
        if part.in_recommendations and part.number is None:
            part.number = "1"
    return parts


_SECTION_ONE = "recommendations"
