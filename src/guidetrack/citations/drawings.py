"""
Text in drawings: slides, text boxes, diagrams and charts write it in one markup.

Addresses behind words are given after the words, in the same place.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.citations.packages import Package
from guidetrack.citations.passage import Passage
from guidetrack.citations.xml_events import skip

_FURTHER = frozenset({"diagramData", "chart"})


def cut_drawing(package: Package, name: str, place: str) -> Iterator[Passage]:
    """Cut a part into its paragraphs, all in one place, and what it draws from other parts."""
    links = package.links(name)
    yield from _paragraphs(package, name, place)
    addresses = {link.target for link in links.values() if link.kind == "hyperlink"}
    for address in sorted(addresses):
        yield Passage(place, address)
    for link in links.values():
        if link.kind in _FURTHER:
            yield from _paragraphs(package, link.target, place)


def _paragraphs(package: Package, name: str, place: str) -> Iterator[Passage]:
    words: list[str] = []
    inside = False
    events = package.events(name)
    for kind, tag, attributes in events:
        if kind == "text":
            if inside:
                words.append(tag)
        elif tag == "Fallback" and kind == "start":  # the same once more, for old programs
            skip(events, tag)
        elif tag in {"t", "text"}:
            inside = kind == "start"
        elif tag == "br" and kind == "start":
            words.append("\n")
        elif tag == "cNvPr" and kind == "start" and attributes.get("descr"):
            yield Passage(place, attributes["descr"])
        elif tag in {"p", "cm"} and words:
            yield Passage(place, "".join(words))
            words.clear()


def cut_comments(package: Package, name: str, place: str) -> Iterator[Passage]:
    """Cut a part of comments on a slide, each named by its number."""
    number = 0
    words: list[str] = []
    inside = False
    for kind, tag, _ in package.events(name):
        if kind == "text":
            if inside:
                words.append(tag)
        elif tag in {"t", "text"}:
            inside = kind == "start"
        elif tag == "cm" and kind == "end":
            number += 1
            yield Passage(f"{place}, comment {number}", "".join(words))
            words.clear()


def find_main(package: Package) -> str:
    """The part that everything else hangs on; empty where none is named."""
    found = [link.target for link in package.links("").values() if link.kind == "officeDocument"]
    return found[0] if found else ""
