"""
One row of a list of guidance: an identity, dates and a standing, and no text.

Most of what a trust cites is never captured as a document; the publisher's lists
still tell when it is published, renamed, updated or withdrawn.
"""

from __future__ import annotations

from guidetrack.sources.catalogue_rows import facts_of, kind_of
from guidetrack.sources.document import Block, ParsedDocument, SourceDocument
from guidetrack.sources.plain_data import names_in, read_data


def recognises(text: str) -> bool:
    """Whether the text is an object with the names of a row."""
    return kind_of(names_in(text)) is not None


def parse(source: SourceDocument, text: str) -> ParsedDocument:
    """
    Read a row; its title is all there is to see of it.

    Raises:
        ValueError: it is damaged, or about something other than guidance.
    """
    row = read_data(text)
    kind = kind_of(row)
    facts = facts_of(row, kind) if kind else ()
    title = dict(facts).get("title")
    if title is None:
        raise ValueError("it names no title")
    return ParsedDocument(source, "catalogue-row", (Block("heading", title, level=1),), facts)
