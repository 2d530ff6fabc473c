"""
One page of an export: the text of a page in a line of data, as data sets have it.

Whoever made the export kept what was useful to them. Numbers, bullets or whole
chapters may be gone, so nothing that is missing in it is taken to be missing from
the guidance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from guidetrack.sources.characters import clean
from guidetrack.sources.page_facts import address_facts
from guidetrack.sources.plain_data import names_in, read_data
from guidetrack.sources.product_facts import Fact, text_in

_TEXTS = ("text", "clean_text", "markdown", "content", "html", "body", "raw_text")
_ADDRESSES = ("url", "uri", "link", "source_url")
_LONGEST = 5_000_000
"""Characters; the longest guidelines have less than one million."""
_ABOUT = frozenset({"title", *_ADDRESSES})
_SITE = re.compile(
    r"NICE|Guidance|Advice|Standards(?: and| &) indicators|Published.*", re.IGNORECASE
)


def recognises(text: str) -> bool:
    """Whether the text is an object that holds a text with a title or an address."""
    names = names_in(text)
    return bool(names & _ABOUT) and bool(names.intersection(_TEXTS))


def unwrap(text: str) -> tuple[str, tuple[Fact, ...]]:
    """
    The page in an export's line, and what the line states beside it.

    Raises:
        ValueError: it is damaged, or holds no text.
    """
    row = read_data(text)
    page = next((row[name] for name in _TEXTS if isinstance(row.get(name), str)), "")
    if not page.strip():
        raise ValueError("the page in it is empty")
    if len(page) > _LONGEST:
        raise ValueError("the page in it is longer than any guidance")
    return page, tuple(_facts(row))


def _facts(row: Mapping[str, Any]) -> Iterator[Fact]:
    title = text_in(row, "title")
    if title and (name := _own_title(title)):
        yield "title", name
    yield from address_facts(text_in(row, *_ADDRESSES) or "")
    yield "export", "yes"


def _own_title(title: str) -> str | None:
    """The title of the guidance in that of a browser's window."""
    parts = [clean(part) for part in title.split(" | ")]
    while len(parts) > 1 and _SITE.fullmatch(parts[-1]):
        parts.pop()
    return parts[-1] or None
