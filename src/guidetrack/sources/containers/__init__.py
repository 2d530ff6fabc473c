"""
Sources that hold many references: lists of products, search results, exports.

A list is cut into its rows before anything is read, so that each row stands for
itself: it has bytes and a hash of its own, one bad row stops no other, and a row
that is the same as last week is known by its hash. A table and not discovery, and
the content decides, as with the readers.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from guidetrack.sources.containers import (
    guidance_index,
    json_lines,
    product_list,
    published_list,
    search_results,
)
from guidetrack.sources.decoding import decode
from guidetrack.sources.document import SourceDocument, Unreadable
from guidetrack.sources.plain_data import opens_data, write_row


@dataclass(frozen=True, slots=True)
class Container:
    """A kind of list: how it is told, and how it is cut."""

    name: str
    recognises: Callable[[str], bool]
    rows: Callable[[str], Iterator[Any]]
    """Every row in order: an object, None for one that is not about guidance, or `Unreadable`
    without a name for a damaged one. Raises ValueError, with a sentence for people, for a list
    that cannot be read."""


CONTAINERS: tuple[Container, ...] = (
    Container("published-list", published_list.recognises, published_list.rows),
    Container("product-list", product_list.recognises, product_list.rows),
    Container("search-results", search_results.recognises, search_results.rows),
    Container("guidance-index", guidance_index.recognises, guidance_index.rows),
    Container("json-lines", json_lines.recognises, json_lines.rows),
)
MOST_ROWS = 50_000
"""The publisher has had some 3,000 products in a quarter of a century."""
_OPENING = 4_096
_ADDRESS = re.compile(r"https?://")
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""Spreadsheets save lists as UTF-16."""


def unpack(document: SourceDocument) -> Iterator[SourceDocument | Unreadable]:
    """
    Cut a list into one document for each row about guidance; never raises, on any bytes.

    Topics and guidance in development are left out, and a list of nothing else is
    `Unreadable`. A document that is no list is given as it is.
    """
    content = _text_of(document)
    container = _container_of(content) if content is not None else None
    if content is None or container is None:
        yield document
        return
    problem: str | None = "it is a list, and nothing in it is published guidance"
    try:
        for index, row in enumerate(container.rows(content), start=1):
            if index > MOST_ROWS:
                problem = f"it has more than {MOST_ROWS:,} rows, and the others were not read"
                break
            if row is not None:
                problem = None
                yield _row(document, index, row)
    except ValueError as damage:
        problem = str(damage)
    if problem:
        yield Unreadable(document.name, problem, sha256=document.sha256)


def unpack_all(
    documents: Iterable[SourceDocument | Unreadable],
) -> Iterator[SourceDocument | Unreadable]:
    """Every document as it is, and every list row by row, in order."""
    for document in documents:
        if isinstance(document, SourceDocument):
            yield from unpack(document)
        else:
            yield document


def _text_of(document: SourceDocument) -> str | None:
    """The text of what may be a list; None for what cannot be one."""
    opening = document.content[:_OPENING]
    begins = opening.removeprefix(codecs.BOM_UTF8).lstrip()
    tabbed = b"\t" in begins.partition(b"\n")[0]
    data = begins.startswith((b"{", b"[")) and opens_data(begins.decode("latin-1"))
    if not (tabbed or data or opening.startswith(_MARKS)):
        return None
    try:
        return decode(document.content)
    except ValueError:
        return None


def _container_of(content: str) -> Container | None:
    return next((each for each in CONTAINERS if each.recognises(content)), None)


def _row(document: SourceDocument, index: int, row: Any) -> SourceDocument | Unreadable:
    name = f"{document.name}, row {index}"
    if isinstance(row, Unreadable):
        return replace(row, name=name)
    if not isinstance(row, dict):
        return Unreadable(name, "it is no object with named values")
    stated = (row.get(key) for key in ("url", "Link", "Uri"))
    addresses = (text for text in stated if isinstance(text, str) and _ADDRESS.match(text))
    address = next(addresses, document.url)
    return replace(document, content=write_row(row), name=name, url=address, media_type=None)
