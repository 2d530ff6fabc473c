"""
Data of a shape that is not known here, refused by what it is.

Read as text, the names and brackets of data would pass for guidance.
"""

from __future__ import annotations

from guidetrack.sources.document import ParsedDocument, SourceDocument
from guidetrack.sources.plain_data import opens_data, read_data
from guidetrack.sources.product_facts import is_consultation, text_in


def recognises(text: str) -> bool:
    """Whether the text is data at all."""
    return opens_data(text)


def parse(_source: SourceDocument, text: str) -> ParsedDocument:
    """
    Refuse the data.

    Raises:
        ValueError: always; the message says whether it is damaged, an error, or unknown.
    """
    data = read_data(text)
    if isinstance(data, dict):
        message = text_in(data, "Message", "message", "error", "errorMessage")
        if message and len(data) <= _FEW:
            raise ValueError(f"it is an answer that says {message[:80]!r}, not guidance")
        if is_consultation(data):
            raise ValueError("it is a draft for consultation, not guidance")
    raise ValueError("it is data of a kind that is not known here, not guidance")


_FEW = 6
"""Names in an answer that only says what went wrong."""
