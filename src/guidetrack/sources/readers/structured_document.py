"""
A whole guidance as the syndication service serves it: chapters with their sections.

It is the text of the site without its pages, so it gives the blocks that the
chapters of the site give.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from guidetrack.sources.document import Block, ParsedDocument, SourceDocument
from guidetrack.sources.plain_data import names_in, read_data
from guidetrack.sources.product_chapters import chapter_blocks, find_chapters
from guidetrack.sources.product_facts import Fact, date_facts, identity_facts, text_in

_SIGNS = frozenset({"GuidanceNumber", "Chapters"})
_PROFILE = "MetadataApplicationProfile"


def recognises(text: str) -> bool:
    """Whether the text is an object with the names of a structured document."""
    return names_in(text) >= _SIGNS


def parse(source: SourceDocument, text: str) -> ParsedDocument:
    """
    Read the document.

    Raises:
        ValueError: it is damaged, or of guidance in development.
    """
    document = read_data(text)
    facts = tuple(_facts(document))
    blocks = (
        *(Block("heading", title, level=1) for name, title in facts if name == "title"),
        *chain.from_iterable(map(chapter_blocks, find_chapters(document.get("Chapters")))),
    )
    return ParsedDocument(source, "structured-document", blocks, facts)


def _facts(document: Mapping[str, Any]) -> Iterator[Fact]:
    found = document.get(_PROFILE)
    profile = found if isinstance(found, dict) else {}
    yield from identity_facts(
        text_in(document, "GuidanceNumber"),
        text_in(profile, "Title") or text_in(document, "Title"),
        text_in(document, "GuidanceProgramme"),
    )
    yield from date_facts(text_in(profile, "Issued"), text_in(profile, "Modified"))
    address = text_in(document, "Uri")
    if address and address.startswith("http"):
        yield "url", address
    yield "page", "feed"
