"""
Web pages and intranet exports: "paragraph 3".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from guidetrack.citations.markup import cut_markup
from guidetrack.citations.passage import Passage
from guidetrack.sources.decoding import decode

_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".aspx"})
_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)


def recognises(content: bytes, name: str) -> bool:
    """Whether the name or the first element says so."""
    return PurePath(name).suffix.lower() in _SUFFIXES or bool(_OPENING.match(content))


def read(content: bytes, name: str) -> Iterator[Passage]:
    """
    Cut a page into paragraphs.

    Raises:
        ValueError: it is no text, or nested as no page is.
    """
    del name
    if content.strip():
        yield from cut_markup(decode(content))
