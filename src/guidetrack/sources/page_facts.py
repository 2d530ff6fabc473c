"""
What a saved page states as data: its header, its canonical address, its chapter.

The site prints a title, the programme, the number and the dates above every page
of a product. They are read from the markup where it is there, so that the words
of the page need not be searched for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from guidetrack.sources.characters import clean

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_ADDRESS = re.compile(
    r"(?P<product>(?:https?:)?//[\w.-]*nice\.org\.uk/guidance/(?:retired/|terminated/)?(?P<id>[^/?#\s]+))"
    r"(?:/(?P<page>[^/?#\s]+)(?:/(?P<chapter>[^/?#\s]+))?)?",
    re.IGNORECASE,
)
_CHAPTER_ID = re.compile(r"([a-z]{2,8}\d{1,5})_", re.IGNORECASE)
_NUMBER = re.compile(r"\[?([A-Z]{2,8} ?-?\d{1,5}|[^\s\[\]]*[./\\][^\s\[\]]*)\]?", re.IGNORECASE)
_LABELS: tuple[tuple[str, str], ...] = (
    ("published", r"(?:first )?published(?: date)?|publication date|issued?(?: date)?"),
    ("last-updated", r"(?:last )?updated|last modified"),
    ("next-review", r"(?:next|expected) review(?: date)?|review date"),
    ("status", r"status"),
    ("reference", r"reference(?: number)?|guidance number"),
)


def state_facts(page: LexborHTMLParser, address: str | None) -> tuple[tuple[str, str], ...]:
    """Name and value of every fact the page states, in a fixed order, the surest first."""
    found: list[tuple[str, str]] = []
    header = page.css_first(".page-header, .product-header, .published-header")
    metadata = header if header is not None else page.css_first(".page-header__metadata")
    if metadata is not None:
        found.extend(_header_facts(page if header is None else header, metadata))
    found.extend(address_facts(_canonical(page) or address or ""))
    found.extend(_chapter_facts(page, dict(found)))
    names = dict(found)
    if metadata is not None and "page" not in names and page.css_first("div.summary") is not None:
        found.append(("page", "overview"))
    return tuple(found)


def _header_facts(
    header: LexborNode | LexborHTMLParser, metadata: LexborNode
) -> Iterator[tuple[str, str]]:
    """The title in the header, and what the list of metadata in it says."""
    title = header.css_first("h1")
    if title is not None and clean(title.text()):
        yield "title", clean(title.text())
    for entry in metadata.css("li"):
        fact = _header_fact(clean(entry.text(separator=" ")), entry)
        if fact:
            yield fact


def _header_fact(text: str, entry: LexborNode) -> tuple[str, str] | None:
    for name, label in _LABELS:
        match = re.fullmatch(rf"(?:{label})\s*:\s*(.*)", text, re.IGNORECASE)
        if match:
            time = entry.css_first("time")
            stated = match[1] or (time.attributes.get("datetime") if time is not None else "")
            return (name, stated) if stated else None
    if _NUMBER.fullmatch(text):
        return "reference", text
    return ("programme", text) if text and not re.search(r"\d{2}", text) else None


def _canonical(page: LexborHTMLParser) -> str | None:
    for selector, attribute in (
        ("link[rel=canonical]", "href"),
        ('meta[property="og:url"]', "content"),
    ):
        element = page.css_first(selector)
        if element is not None and element.attributes.get(attribute):
            return element.attributes[attribute]
    return None


def address_facts(address: str) -> Iterator[tuple[str, str]]:
    """The product's own address, the kind of page and the chapter that an address names."""
    match = _ADDRESS.match(address.strip())
    if not match:
        return
    yield "url", match["product"]
    if match["chapter"] and match["page"].lower() == "chapter":
        yield "page", "chapter"
        yield "chapter", slug_of(match["chapter"])
    elif match["page"]:
        yield "page", match["page"].lower()


def _chapter_facts(page: LexborHTMLParser, known: dict[str, str]) -> Iterator[tuple[str, str]]:
    chapters = page.css("div.chapter")
    if not chapters:
        return
    attributes = chapters[0].attributes
    identifier = attributes.get("id") or ""
    product = _CHAPTER_ID.match(identifier)
    if product and "reference" not in known and "url" not in known:
        yield "reference", product[1]
    if len(chapters) == 1 and "page" not in known:
        yield "page", "chapter"
        title = chapters[0].css_first("h2, h1")
        yield "chapter", slug_of(attributes.get("title") or (title.text() if title else ""))


def slug_of(text: str) -> str:
    """A chapter's name that survives redesigns: lower case, without its number."""
    words = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return re.sub(r"^\d+-", "", words)[:60].strip("-") or "chapter"
