"""
The index of current guidance of the syndication service.

It leaves out what was withdrawn and earlier versions, so a number missing from it
says nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from guidetrack.sources.catalogue_rows import INDEX_ITEM, is_guidance
from guidetrack.sources.plain_data import names_in, read_data


def recognises(text: str) -> bool:
    """Whether the text is the index."""
    return "IndexItems" in names_in(text)


def rows(text: str) -> Iterator[Any]:
    """
    Every entry; None for one in development.

    Raises:
        ValueError: the index is damaged.
    """
    found = read_data(text).get("IndexItems")
    if isinstance(found, dict):
        found = [found]
    if not isinstance(found, list):
        raise ValueError("it should be the index of current guidance, and holds none")  # noqa: TRY004 - one sentence for all
    for row in found:
        known = isinstance(row, dict) and INDEX_ITEM.signs.issubset(row)
        yield row if not known or is_guidance(row) else None
