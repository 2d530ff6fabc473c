"""
One chapter of a product, as the feed serves it apart.

It is the site's chapter in an envelope of data, and belongs into the same place.
"""

from __future__ import annotations

from guidetrack.sources.document import ParsedDocument, SourceDocument
from guidetrack.sources.page_facts import slug_of
from guidetrack.sources.plain_data import names_in, read_data
from guidetrack.sources.product_chapters import chapter_blocks
from guidetrack.sources.product_facts import identity_facts, text_in

_SIGNS = frozenset({"Reference", "ChapterSlug", "Content"})


def recognises(text: str) -> bool:
    """Whether the text is an object with the names of a chapter."""
    return names_in(text) >= _SIGNS


def parse(source: SourceDocument, text: str) -> ParsedDocument:
    """
    Read the chapter; the title in its envelope is that of the product.

    Raises:
        ValueError: it is damaged, or of guidance in development.
    """
    chapter = read_data(text)
    slug = slug_of(text_in(chapter, "ChapterSlug") or "")
    facts = (
        *identity_facts(text_in(chapter, "Reference"), text_in(chapter, "Title"), None),
        *(
            (("page", "overview"),)
            if slug == "overview"
            else (("page", "chapter"), ("chapter", slug))
        ),
    )
    blocks = chapter_blocks({**chapter, "Title": None})
    return ParsedDocument(source, "feed-chapter", blocks, facts)
