"""
Whether a page that a publisher served is the guidance that was asked for.

Its address is what we asked, so it is no evidence: the page has to say itself which
guidance it is, and must not say that it belongs to another host.
"""

from __future__ import annotations

from dataclasses import replace

from guidetrack.extract import Capture, Objection, extract
from guidetrack.sources.document import ParsedDocument, SourceDocument, Unreadable
from guidetrack.sources.fetching.address import host_of
from guidetrack.sources.readers import read


def object_to_page(document: SourceDocument, capture: Capture) -> Objection | None:
    """
    Say why a fetched page is not to be believed, or None where it is.

    Args:
        document: as fetched, with its address.
        capture: what it was taken for; a contradicting number has been refused before.
    """
    bare = read(replace(document, url=None))
    if isinstance(bare, Unreadable):
        return None
    mirror = _mirrored(document, bare) if bare.format == "html" else None
    if mirror is not None:
        return mirror
    if isinstance(extract(bare), Capture) or _is_chapter_with_content(capture):
        return None
    return Objection(
        "unstated",
        f"it does not say that it is {capture.record.reference}; that it was served at such an "
        "address proves nothing",
    )


def _mirrored(document: SourceDocument, bare: ParsedDocument) -> Objection | None:
    own, served = bare.fact("url"), document.url
    if own is None or served is None:
        return None
    home = host_of(f"https:{own}" if own.startswith("//") else own).removeprefix("www.")
    host = host_of(served).removeprefix("www.")
    if not home or home == host:
        return None
    return Objection("mirror", f"{host} served it, and it says that its address is on {home}")


def _is_chapter_with_content(capture: Capture) -> bool:
    """A chapter need not repeat the number, and is told by its paragraphs instead."""
    beyond = [aspect for aspect in capture.record.captured if aspect != "identity"]
    return capture.slot.startswith("chapter-") and bool(beyond)
