"""
Saved HTML pages of the guidance site, and bare chapters as its feeds carry them.

The blocks are found by `sources.html_blocks`, which the feeds need too; what a
page states beside them is the work of `sources.page_facts`.
"""

from __future__ import annotations

import re

from guidetrack.sources.document import ParsedDocument, SourceDocument
from guidetrack.sources.html_blocks import blocks_of, parse_markup
from guidetrack.sources.page_facts import state_facts

_OPENING = re.compile(
    r"(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|(?:html|head|body|main|article|section"
    r"|header|div|nav|h[1-6]|p|ul|ol|table|title|meta|link|strong)\b)",
    re.IGNORECASE | re.DOTALL,
)
_OPENING_WITHIN = 20_000


def recognises(text: str) -> bool:
    """Whether the text begins with an element of HTML."""
    return bool(_OPENING.match(text[:_OPENING_WITHIN].lstrip("\ufeff")))


def parse(source: SourceDocument, text: str) -> ParsedDocument:
    """
    Read a page or a chapter.

    Raises:
        ValueError: elements are nested deeper than any page's.
    """
    page = parse_markup(text)
    return ParsedDocument(source, "html", blocks_of(page), state_facts(page, source.url))
