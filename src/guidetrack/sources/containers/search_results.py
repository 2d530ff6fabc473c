"""
The answer of the site's search, which also fills its list of published guidance.

Most of what it finds is no guidance: topics, plans and what is in development.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from guidetrack.sources.catalogue_rows import is_guidance
from guidetrack.sources.plain_data import names_in, read_data
from guidetrack.sources.product_facts import text_in


def recognises(text: str) -> bool:
    """Whether the text is an answer of the search."""
    return names_in(text) >= {"documents", "resultCount"}


def rows(text: str) -> Iterator[Any]:
    """
    Every result; None for one that is no guidance.

    Raises:
        ValueError: the answer is damaged, or says that the search failed.
    """
    answer = read_data(text)
    found = answer.get("documents")
    if answer.get("failed") is True or not isinstance(found, list):
        said = text_in(answer, "errorMessage") or "it does not say why"
        raise ValueError(f"the search failed ({said[:80]})")
    for row in found:
        yield row if not isinstance(row, dict) or is_guidance(row) else None
