"""
The rows of the publisher's lists: how each kind is told, and what it states.

A row is an identity, dates and a standing, and nothing of the text. The lists name
these differently, so each kind is one line of a table.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from guidetrack.errors import NotAReferenceError
from guidetrack.guidance.reference import Reference
from guidetrack.sources.product_facts import (
    Fact,
    date_facts,
    identity_facts,
    is_in_development,
    text_in,
)

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_TITLE_NUMBER = re.compile(r"(?P<title>.*\S)\s*\((?P<number>[A-Za-z]{2,8} ?\d{1,5})\)")
_PAGE = re.compile(r"/guidance/(?:retired/|terminated/)?(?P<number>[A-Za-z]{2,8}\d{1,5})/?")
_STANDINGS = frozenset({"published", "withdrawn", "temporarilywithdrawn", "retired", "terminated"})
"""What the status of guidance can be; everything else is a stage on the way to it."""


@dataclass(frozen=True, slots=True)
class RowKind:
    """A kind of row, by the names of its values."""

    signs: frozenset[str]
    """The names that every row of the kind has."""
    number: tuple[str, ...]
    title: tuple[str, ...]
    published: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    status: str | None = None
    address: tuple[str, ...] = ()
    programme: tuple[str, ...] = ()


PRODUCT = RowKind(
    signs=frozenset({"Id", "Title", "ProductStatus", "ProductType"}),
    number=("Id",),
    title=("Title",),
    published=("PublishedDate",),
    updated=("LastMajorModificationDate",),
    status="ProductStatus",
)
"""A product of the feed's list of all products."""
SEARCH_RESULT = RowKind(
    signs=frozenset({"guidanceRef", "guidanceStatus", "title"}),
    number=("guidanceRef",),
    title=("titleNoHtml", "title"),
    published=("publicationDate",),
    updated=("lastUpdated",),
    status="guidanceStatus",
    address=("url", "pathAndQuery"),
    programme=("niceResultType",),
)
"""A result of the site's search, which also makes its list of published guidance."""
INDEX_ITEM = RowKind(
    signs=frozenset({"GuidanceNumber", "Title", "GuidanceProgramme"}),
    number=("GuidanceNumber",),
    title=("Title",),
    address=("Uri",),
    programme=("GuidanceProgramme",),
)
"""An entry of the syndication service's index of current guidance."""
PUBLISHED_LINE = RowKind(
    signs=frozenset({"Title", "Reference number"}),
    number=("Reference number",),
    title=("Title",),
    published=("Published",),
    updated=("Last updated",),
    address=("Link",),
)
"""A line of the published list as its button copies it."""
KINDS: tuple[RowKind, ...] = (PRODUCT, SEARCH_RESULT, INDEX_ITEM, PUBLISHED_LINE)


def kind_of(names: Collection[str]) -> RowKind | None:
    """The kind of a row that has these names, or None."""
    return next((kind for kind in KINDS if kind.signs.issubset(names)), None)


def is_guidance(row: Mapping[str, Any]) -> bool:
    """Whether a row is about guidance that was published, not a topic or a plan."""
    kind = kind_of(row)
    if kind is None:
        return False
    number, address = text_in(row, *kind.number), text_in(row, *kind.address)
    if is_in_development(number, address):
        return False
    status = _status(row, kind)
    if kind is SEARCH_RESULT and _folded(status) not in _STANDINGS:
        return False
    return number is not None or kind is not SEARCH_RESULT or _numbered(address) is not None


def facts_of(row: Mapping[str, Any], kind: RowKind) -> tuple[Fact, ...]:
    """
    What a row states, surest first.

    Raises:
        ValueError: it states no guidance number, or is about guidance in development.
    """
    address = text_in(row, *kind.address)
    if not is_guidance(row):
        raise ValueError("it is about a topic or guidance in development, not guidance")
    number = text_in(row, *kind.number) or _numbered(address)
    title = _title(text_in(row, *kind.title), number)
    found = list(identity_facts(number, title, text_in(row, *kind.programme)))
    status = _status(row, kind)
    if status:
        found.append(("status", status))
    found.extend(date_facts(text_in(row, *kind.published), text_in(row, *kind.updated)))
    if address and _numbered(address):
        found.append(("url", address))
    return (*found, ("page", "catalogue"))


def _status(row: Mapping[str, Any], kind: RowKind) -> str | None:
    value = row.get(kind.status) if kind.status else None
    if isinstance(value, list) and value:
        value = value[0]
    return text_in({"status": value}, "status")


def _folded(status: str | None) -> str:
    return re.sub(r"[\s-]", "", status or "").lower()


def _numbered(address: str | None) -> str | None:
    match = _PAGE.search(address) if address else None
    return match["number"] if match else None


def _title(text: str | None, number: str | None) -> str | None:
    """The title without the marks of what was searched for and without its own number."""
    if text is None:
        return None
    words = _TAG.sub("", text).strip()
    match = _TITLE_NUMBER.fullmatch(words)
    if match and number and _same(match["number"], number):
        words = match["title"]
    return " ".join(words.split()) or None


def _same(one: str, other: str) -> bool:
    try:
        return Reference.parse(one) == Reference.parse(other)
    except NotAReferenceError:
        return False
