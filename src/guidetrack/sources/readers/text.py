"""
Plain text: captures of web pages, and conversions that kept no markup.

Bullets and indentation are layout and are read as such; everything else stays
in the text, because a plain asterisk or bracket is the publisher's own.
"""

from __future__ import annotations

from guidetrack.sources.document import ParsedDocument, SourceDocument
from guidetrack.sources.lines import scan


def recognises(_text: str) -> bool:
    """Any text can be plain text."""
    return True


def parse(source: SourceDocument, text: str) -> ParsedDocument:
    """Read the text line by line."""
    return ParsedDocument(source, "text", scan(text, _as_it_stands, marked=False))


def _as_it_stands(text: str) -> str:
    return text
