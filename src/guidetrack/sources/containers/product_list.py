"""
The feed's list of all products, in its old shape and its new one.

It names every product there ever was with its standing and dates; the text of none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from guidetrack.sources.catalogue_rows import PRODUCT, is_guidance
from guidetrack.sources.plain_data import names_in, read_data

_LIST = "nice.publications:product-list-lite"
_ROW = "nice.publications:product-lite"
_OPENING = 2_000


def recognises(text: str) -> bool:
    """Whether the text is an object that holds the list under one of its two names."""
    names = names_in(text)
    return "Products" in names or ("_embedded" in names and bool(re.search(_LIST, text[:_OPENING])))


def rows(text: str) -> Iterator[Any]:
    """
    Every product; None for one that is no guidance.

    Raises:
        ValueError: the list is damaged.
    """
    data = read_data(text)
    found = data.get("Products")
    for name in ("_embedded", _LIST, "_embedded", _ROW) if found is None else ():
        data = data.get(name) if isinstance(data, dict) else None
        found = data
    if isinstance(found, dict):
        found = [found]
    if not isinstance(found, list):
        raise ValueError("it should be the list of all products, and holds none")  # noqa: TRY004 - one sentence for all
    for row in found:
        known = isinstance(row, dict) and PRODUCT.signs.issubset(row)
        yield row if not known or is_guidance(row) else None
