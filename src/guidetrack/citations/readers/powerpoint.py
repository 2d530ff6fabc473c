"""
PowerPoint presentations: "slide 4", "slide 4, notes", "slide 4, comment 2".

Slides are counted as they are shown, which is not the order of their parts. The markup is
streamed, because a tree of it takes ten times its size.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from guidetrack.citations.drawings import cut_comments, cut_drawing, find_main
from guidetrack.citations.packages import Package, open_package
from guidetrack.citations.passage import Attachment, Passage, UnscannableError
from guidetrack.citations.xml_events import qualified

_SUFFIXES = frozenset({".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"})
_PART = b"ppt/presentation.xml"


def recognises(content: bytes, name: str) -> bool:
    """Whether the name or the parts say so."""
    named = PurePath(name).suffix.lower() in _SUFFIXES
    return named or (content.startswith(b"PK\x03\x04") and _PART in content)


def read(content: bytes, name: str) -> Iterator[Passage | Attachment]:
    """
    Cut a presentation into its slides, with their tables, notes and comments.

    Raises:
        UnscannableError: it is damaged, protected or too large.
    """
    del name
    with open_package(content) as package:
        main = find_main(package)
        if main not in package:
            raise UnscannableError("it is damaged: it has no slides")
        links = package.links(main)
        for number, key in enumerate(_slides(package, main), start=1):
            if key in links:
                yield from _read_slide(package, links[key].target, f"slide {number}")
        for link in links.values():
            if link.kind == "slideMaster":
                yield from cut_drawing(package, link.target, "slide master")
        yield from package.embedded()


def _slides(package: Package, main: str) -> Iterator[str]:
    for kind, tag, attributes in package.events(main):
        if kind == "start" and tag == "sldId":
            yield qualified(attributes, "id") or ""


def _read_slide(package: Package, part: str, place: str) -> Iterator[Passage]:
    yield from cut_drawing(package, part, place)
    for link in package.links(part).values():
        if link.kind == "notesSlide":
            yield from cut_drawing(package, link.target, f"{place}, notes")
        elif link.kind == "comments":
            yield from cut_comments(package, link.target, place)
