"""
One chapter of a product, as the feed serves it apart.

It is the site's chapter in an envelope of data, and belongs into the same place. The
oldest envelopes leave out whose chapter it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from guidetrack.sources.document import ParsedDocument, SourceDocument
from guidetrack.sources.page_facts import slug_of
from guidetrack.sources.plain_data import names_in, read_data
from guidetrack.sources.product_chapters import chapter_blocks
from guidetrack.sources.product_facts import Fact, identity_facts, is_consultation, text_in

_SIGNS = frozenset({"ChapterSlug", "Content"})
_OLD_SIGNS = frozenset({"slug", "content", "sections"})


def recognises(text: str) -> bool:
    """Whether the text is an object with the names of a chapter."""
    names = names_in(text)
    return names >= _SIGNS or names >= _OLD_SIGNS


def parse(source: SourceDocument, text: str) -> ParsedDocument:
    """
    Read the chapter; the title in its newer envelope is that of the product.

    Raises:
        ValueError: it is damaged, a draft, or of guidance in development.
    """
    chapter = read_data(text)
    if is_consultation(chapter):
        raise ValueError("it is a draft for consultation, not guidance")
    content = text_in(chapter, "Content", "content")
    if content is None:
        raise ValueError("the chapter in it is empty")
    blocks = chapter_blocks({"Slug": _slug(chapter), "Content": content})
    return ParsedDocument(source, "feed-chapter", blocks, tuple(_facts(chapter)))


def _facts(chapter: Mapping[str, Any]) -> Iterator[Fact]:
    number = text_in(chapter, "Reference")
    if number:
        yield from identity_facts(number, text_in(chapter, "Title"), None)
    slug = _slug(chapter)
    if slug == "overview":
        yield "page", "overview"
    else:
        yield "page", "chapter"
        yield "chapter", slug


def _slug(chapter: Mapping[str, Any]) -> str:
    return slug_of(text_in(chapter, "ChapterSlug", "slug") or "")
