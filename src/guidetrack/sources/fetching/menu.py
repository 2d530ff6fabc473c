"""
The chapters of a guidance, from the menu of its overview page.

All generations of the site link a guidance's chapters below its own address, and
nothing else is linked there; so the links are read, whatever markup they stand in.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from guidetrack.errors import SourceError
from guidetrack.sources.fetching.address import follow, guidance_in, origin_of
from guidetrack.sources.fetching.request import Request
from guidetrack.sources.fetching.results import Fetched, Result

_CHAPTER = re.compile(r"(.*/guidance/(?:retired/|terminated/)?[^/]+)/chapter/([^/]+)/?")


def discover_chapters(result: Result) -> tuple[Request, ...]:
    """
    Requests for the chapters that an overview links to, in its order, each once.

    Nothing for pages of another purpose and for what is no page; never raises,
    whatever the bytes are.
    Chapters of other guidance that the page mentions are left out.
    """
    if not isinstance(result, Fetched) or result.request.purpose != "overview":
        return ()
    base = result.document.url or result.request.address
    reference = guidance_in(base)
    found: dict[str, Request] = {}
    for link in _links(result.document.content):
        address = _chapter_address(base, link)
        if address and reference is not None and guidance_in(address) == reference:
            # The site takes any case, and links written by hand use it.
            name = unquote(address.rpartition("/")[2]).casefold()
            found.setdefault(name, Request(address, "chapter", result.request.reference))
    return tuple(found.values())


def _links(content: bytes) -> list[str]:
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - loaded when pages are read

    page = LexborHTMLParser(content)
    return [link.attributes.get("href") or "" for link in page.css("a[href]")]


def _chapter_address(base: str, link: str) -> str | None:
    try:
        path = urlsplit(follow(base, link)).path
    except SourceError:
        return None
    chapter = _CHAPTER.fullmatch(path)
    return f"{origin_of(base)}{chapter[1]}/chapter/{chapter[2]}" if chapter else None
