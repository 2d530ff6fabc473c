"""
Word documents: "paragraph 3", "table 1", "footer", "footnote 1", "comment 2".

The markup is streamed: a tree of it, as python-docx builds one, takes ten times its size,
and its paragraphs leave out inserted text, fields and text boxes. Deleted text is left
out and inserted text is read, as if the changes were accepted: that is what the policy
will say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from guidetrack.citations.drawings import cut_drawing, find_main
from guidetrack.citations.packages import Link, Package, open_package
from guidetrack.citations.passage import Attachment, Passage, UnscannableError
from guidetrack.citations.xml_events import qualified, skip

_SUFFIXES = frozenset({".docx", ".docm", ".dotx", ".dotm"})
_PART = b"word/document.xml"
_AROUND = ("header", "footer", "footnotes", "endnotes", "comments")
"""Kinds of parts beside the body, in the order they are read in."""
_ITEMS = {"footnote": "footnote", "endnote": "endnote", "comment": "comment"}
_GLYPHS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_UNREAD = frozenset({"del", "moveFrom", "Fallback", "pPrChange", "rPrChange"})
_QUOTED = re.compile(r'"([^"]*)"')


def recognises(content: bytes, name: str) -> bool:
    """Whether the name or the parts say so."""
    named = PurePath(name).suffix.lower() in _SUFFIXES
    return named or (content.startswith(b"PK\x03\x04") and _PART in content)


def read(content: bytes, name: str) -> Iterator[Passage | Attachment]:
    """
    Cut a document into paragraphs, tables, headers, footers, notes and comments.

    Raises:
        UnscannableError: it is damaged, protected or too large.
    """
    del name
    with open_package(content) as package:
        main = find_main(package)
        if main not in package:
            raise UnscannableError("it is damaged: it has no text")
        yield from _passages(package, main, _Places())
        links = sorted(set(package.links(main).values()))
        for kind in _AROUND:
            for link in (each for each in links if each.kind == kind):
                yield from _passages(package, link.target, _Places(kind))
        for link in (each for each in links if each.kind in {"diagramData", "chart"}):
            yield from cut_drawing(package, link.target, "diagram")
        yield from package.embedded()


@dataclass
class _Places:
    """Says where the reading has come to."""

    part: str = ""
    """The kind of part; empty for the body."""
    counted: int = 0
    """Notes or comments so far; in the body its paragraphs."""
    tables: int = 0
    depth: int = 0
    boxes: int = 0

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "tbl":
            self.tables += not self.depth
            self.depth += 1
        elif tag == "txbxContent":
            self.boxes += 1
        elif tag in _ITEMS:
            self.counted += qualified(attributes, "type") is None
        elif tag == "p" and not (self.part or self.depth or self.boxes):
            self.counted += 1

    def end(self, tag: str) -> None:
        self.depth -= tag == "tbl"
        self.boxes -= tag == "txbxContent"

    def name(self) -> str:
        if self.part in {"header", "footer"}:
            place = self.part
        elif self.part:
            place = f"{self.part.removesuffix('s')} {max(self.counted, 1)}"
        else:
            place = f"table {self.tables}" if self.depth else f"paragraph {max(self.counted, 1)}"
        return f"{place}, text box" if self.boxes else place


@dataclass
class _Paragraph:
    """What has been read of a paragraph; a text box in it has paragraphs of its own."""

    place: str
    words: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    """Of its fields, where addresses stand too."""
    addresses: list[str] = field(default_factory=list)

    def passages(self) -> Iterator[Passage]:
        quoted = _QUOTED.findall("".join(self.codes))
        for text in ("".join(self.words), *quoted, *self.addresses):
            if text.strip():
                yield Passage(self.place, text)


def _passages(package: Package, name: str, places: _Places) -> Iterator[Passage]:
    links = package.links(name)
    events = package.events(name)
    waiting: list[_Paragraph] = []
    taken: list[str] | None = None
    for kind, tag, attributes in events:
        if kind == "text":
            if taken is not None:
                taken.append(tag)
        elif kind == "end":
            taken = None
            places.end(tag)
            if tag == "p" and waiting:
                yield from waiting.pop().passages()
        elif tag in _UNREAD:
            skip(events, tag)
        else:
            places.begin(tag, attributes)
            if tag == "p":
                waiting.append(_Paragraph(places.name()))
            elif waiting:
                taken = _take(waiting[-1], tag, attributes, links)


def _take(
    paragraph: _Paragraph, tag: str, attributes: Mapping[str, str], links: Mapping[str, Link]
) -> list[str] | None:
    """Note what an element says, or answer the list that its text belongs to."""
    if tag == "t":
        return paragraph.words
    if tag == "instrText":
        return paragraph.codes
    if tag in _GLYPHS:
        paragraph.words.append(_GLYPHS[tag])
    elif tag == "fldSimple":
        paragraph.codes.append(qualified(attributes, "instr") or "")
    elif tag in {"hyperlink", "hlinkClick"}:
        link = links.get(qualified(attributes, "id") or "")
        paragraph.addresses += [link.target] if link else []
    return None
