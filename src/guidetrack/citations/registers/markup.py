"""
XML to its elements with the bytes they span, so that it can be edited without rewriting.

A parser says where things are, and the edit is made in the bytes: prefixes, attribute
order, comments and whatever extension Office added stay as they were.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

from guidetrack.citations.passage import UnscannableError

_TAG = re.compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*+>")
_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.\-]+)")
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Element:
    """An element and where its bytes are."""

    raw_name: str
    """With the prefix of its namespace, as written."""
    attributes: dict[str, str]
    start: int
    inside: int
    """Offset just past its start tag."""
    close: int = -1
    """Offset of its end tag; that of `end` where one tag is all of it."""
    end: int = -1
    within: tuple[str, ...] = field(default=())
    """Names of the elements around it, without prefixes, outermost first."""

    @property
    def name(self) -> str:
        """Without the prefix of its namespace."""
        return self.raw_name.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """`x:` where elements carry one, else empty."""
        return self.raw_name[: -len(self.name)]

    @property
    def is_empty(self) -> bool:
        """Whether one tag is all of it: `<row/>`."""
        return self.close == self.inside == self.end


Keep = Callable[[str, dict[str, str]], bool]
"""Given the name of an element, without its prefix, and its attributes."""


class Edit(NamedTuple):
    """Bytes to put in the place of others; where start is end, between them."""

    start: int
    end: int
    content: bytes


def list_elements(
    content: bytes, *, only: frozenset[str] | None = None, keep: Keep = lambda _, __: True
) -> Iterator[Element]:
    """
    Every element in the order in which elements end.

    Args:
        content: XML in UTF-8.
        only: the names that are wanted; None for all.
        keep: which of these; a sheet has a million cells, and few of them matter.

    Raises:
        UnscannableError: it is no sound XML, in another encoding, or has entities of its own.
    """
    declared = _DECLARED.match(content.removeprefix(b"\xef\xbb\xbf"))
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"} or (declared and declared[1].upper() != b"UTF-8"):
        raise UnscannableError("it is a workbook in an unusual encoding; save it again in Excel")
    reading = _Reading(content, only, keep)
    parser = expat.ParserCreate()
    parser.StartElementHandler = reading.open
    parser.EndElementHandler = reading.close
    parser.StartDoctypeDeclHandler = _refuse
    reading.parser = parser
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes it by position
    except expat.ExpatError as problem:
        raise UnscannableError("it is a damaged workbook") from problem
    yield from reading.found


def apply_edits(content: bytes, edits: Iterable[Edit]) -> bytes:
    """Put every edit in its place; those at one place in the order given."""
    parts: list[bytes] = []
    at = 0
    for edit in sorted(edits, key=lambda each: each.start):
        parts += (content[at : edit.start], edit.content)
        at = edit.end
    return b"".join((*parts, content[at:]))


def change_attribute(tag: bytes, name: str, value: str) -> bytes:
    """Give an attribute of a start tag another value, or take it out where that is empty."""
    pattern = rb"\s%s\s*=\s*(?:\"[^\"]*\"|'[^']*')" % re.escape(name.encode())
    new = f' {name}="{value}"'.encode() if value else b""
    return re.sub(pattern, lambda _: new, tag, count=1)


def escape_text(text: str) -> bytes:
    """A text as it stands between tags; characters that XML has no place for are left out."""
    return escape(_NO_XML.sub("", text)).encode()


class _Reading:
    """What the parser tells, put together."""

    parser: expat.XMLParserType

    def __init__(self, content: bytes, only: frozenset[str] | None, keep: Keep) -> None:
        self._content = content
        self._only = only
        self._keep = keep
        self._open: list[Element | None] = []
        self._names: list[str] = []
        self.found: list[Element] = []

    def open(self, raw_name: str, attributes: dict[str, str]) -> None:
        name = raw_name.rpartition(":")[2]
        element = None
        if (self._only is None or name in self._only) and self._keep(name, attributes):
            start = self.parser.CurrentByteIndex
            tag = _TAG.match(self._content, start)
            inside = tag.end() if tag else start
            element = Element(raw_name, attributes, start, inside, within=tuple(self._names))
        self._open.append(element)
        self._names.append(name)

    def close(self, _: str) -> None:
        self._names.pop()
        element = self._open.pop()
        if element is None:
            return
        if self._content[element.inside - 2 : element.inside] == b"/>":
            element.close = element.end = element.inside
        else:
            element.close = self.parser.CurrentByteIndex
            element.end = self._content.index(b">", element.close) + 1
        self.found.append(element)


def _refuse(*_: object) -> None:
    raise UnscannableError("it declares entities of its own, which no office program writes")
