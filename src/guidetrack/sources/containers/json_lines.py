"""
Exports of pages as data sets have them: one object a line, or a list of objects.

Each line is a page of its own; a line that is damaged is refused, and the others
are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from guidetrack.sources.catalogue_rows import is_guidance, kind_of
from guidetrack.sources.document import Unreadable
from guidetrack.sources.plain_data import check_size, names_in, opens_data, read_data
from guidetrack.sources.product_facts import is_consultation

_FIRST = 1_000_000
"""Characters in which the first line must end."""


def recognises(text: str) -> bool:
    """Whether the text is a list of objects, or an object that ends with its line and others."""
    body = text.lstrip("\ufeff \t\r\n")
    if body.startswith("["):
        return opens_data(body) and body[1:2_000].lstrip().startswith("{")
    first, _, rest = body[:_FIRST].partition("\n")
    return rest.lstrip().startswith("{") and bool(names_in(first))


def rows(text: str) -> Iterator[Any]:
    """
    Every object; None for a row of a list that is no guidance.

    Raises:
        ValueError: it is too large, or a list that is damaged.
    """
    check_size(text)
    body = text.lstrip("\ufeff \t\r\n")
    found = (
        read_data(body)
        if body.startswith("[")
        else map(_line, filter(str.strip, body.splitlines()))
    )
    for row in found:
        yield row if not isinstance(row, dict) or _may_be_guidance(row) else None


def _may_be_guidance(row: dict[str, Any]) -> bool:
    if is_consultation(row):
        return False
    return kind_of(row) is None or is_guidance(row)


def _line(line: str) -> Any:
    try:
        return read_data(line)
    except ValueError as problem:
        return Unreadable("", str(problem))
