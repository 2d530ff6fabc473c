"""
One reader per format, in the order in which they are asked.

The content decides, never the extension: people save pages under any name. A
table and not discovery, since order matters: everything is also plain text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from guidetrack.sources.decoding import decode
from guidetrack.sources.document import (
    LONGEST_BLOCK,
    MOST_BLOCKS,
    ParsedDocument,
    SourceDocument,
    Unreadable,
)
from guidetrack.sources.readers import (
    catalogue_row,
    export_row,
    feed_chapter,
    html,
    markdown,
    other_data,
    pdf,
    product_feed,
    structured_document,
    text,
)


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: how it is told, and how it is read."""

    name: str
    recognises: Callable[[str], bool]
    parse: Callable[[SourceDocument, str], ParsedDocument]
    """Raises ValueError, with a sentence for people, for what cannot be read safely."""
    binary: bool = False
    """Whether the format is no text: both are handed the opening bytes only, as Latin-1."""


def _parse_export(source: SourceDocument, content: str) -> ParsedDocument:
    """Read the page that an export holds, whatever it kept of its markup."""
    page, facts = export_row.unwrap(content)
    reader = next(each for each in _PAGES if each.recognises(page))
    found = reader.parse(source, page)
    return ParsedDocument(source, "export-row", found.blocks, (*facts, *found.facts))


_OPENING = 2_048
_PAGES: tuple[Reader, ...] = (
    Reader("html", html.recognises, html.parse),
    Reader("markdown", markdown.recognises, markdown.parse),
    Reader("text", text.recognises, text.parse),
)
READERS: tuple[Reader, ...] = (
    Reader("pdf", pdf.recognises, pdf.parse, binary=True),
    Reader("product-feed", product_feed.recognises, product_feed.parse),
    Reader("feed-chapter", feed_chapter.recognises, feed_chapter.parse),
    Reader("structured-document", structured_document.recognises, structured_document.parse),
    Reader("catalogue-row", catalogue_row.recognises, catalogue_row.parse),
    Reader("export-row", export_row.recognises, _parse_export),
    Reader("other-data", other_data.recognises, other_data.parse),
    *_PAGES,
)


def read(document: SourceDocument) -> ParsedDocument | Unreadable:
    """Read a source with the first reader that recognises it; never raises, on any bytes."""
    try:
        parsed = _parsed(document)
    except ValueError as problem:
        return _unreadable(document, str(problem))
    if not parsed.blocks:
        return _unreadable(document, "there is no text in it")
    if len(parsed.blocks) >= MOST_BLOCKS:
        return _unreadable(
            document, f"it has {MOST_BLOCKS:,} paragraphs or more, as no guidance has"
        )
    if any(len(block.text) > LONGEST_BLOCK for block in parsed.blocks):
        return _unreadable(
            document,
            f"it has a paragraph of more than {LONGEST_BLOCK:,} characters, as no guidance has",
        )
    return parsed


def _parsed(document: SourceDocument) -> ParsedDocument:
    opening = document.content[:_OPENING].decode("latin-1")
    for reader in READERS:
        if reader.binary and reader.recognises(opening):
            return reader.parse(document, opening)
    content = decode(document.content)
    reader = next(each for each in READERS if not each.binary and each.recognises(content))
    return reader.parse(document, content)


def _unreadable(document: SourceDocument, problem: str) -> Unreadable:
    return Unreadable(document.name, problem, sha256=document.sha256)
