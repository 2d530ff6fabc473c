"""
Word documents: "paragraph 3", "table 1", "footer", "footnotes", "comments".

The text is taken from the markup and not from python-docx's paragraphs, which leave out
inserted text, fields and text boxes; the library finds the parts and opens them safely.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from guidetrack.citations.packages import check_package, missing_library
from guidetrack.citations.passage import Passage, UnscannableError

_SUFFIXES = frozenset({".docx", ".docm", ".dotx", ".dotm"})
_PART = b"word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BESIDE = re.compile(r"/word/(header|footer|footnotes|endnotes|comments)[0-9]*\.xml")
_GLYPHS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def recognises(content: bytes, name: str) -> bool:
    """Whether the name or the parts say so."""
    named = PurePath(name).suffix.lower() in _SUFFIXES
    return named or (content.startswith(b"PK\x03\x04") and _PART in content)


def read(content: bytes, name: str) -> Iterator[Passage]:
    """
    Cut a document into paragraphs, tables, headers, footers, notes and comments.

    Raises:
        UnscannableError: it is damaged, protected or too large, or python-docx is missing.
    """
    del name
    check_package(content)
    try:
        import docx  # noqa: PLC0415 - an extra, and loaded only for documents
    except ImportError as problem:
        raise missing_library("Word documents") from problem
    try:
        main = docx.Document(io.BytesIO(content)).part
        yield from _body(main.element.body, main.rels)
        for part in main.package.iter_parts():
            if found := _BESIDE.fullmatch(str(part.partname)):
                for paragraph in _parsed(part).iter(f"{_W}p"):
                    yield from _passages(paragraph, part.rels, found[1])
    except Exception as problem:
        raise UnscannableError("it is a damaged document") from problem


def _parsed(part: Any) -> Any:
    from docx.oxml import parse_xml  # noqa: PLC0415 - resolves no entities

    return parse_xml(part.blob)


def _body(body: Any, rels: Any) -> Iterator[Passage]:
    """Paragraphs and tables, each counted from 1 as they stand in the body."""
    paragraphs = tables = 0
    for block in _blocks(body):
        if block.tag == f"{_W}tbl":
            tables += 1
            place = f"table {tables}"
        else:
            paragraphs += 1
            place = f"paragraph {paragraphs}"
        for paragraph in block.iter(f"{_W}p"):
            yield from _passages(paragraph, rels, place)


def _blocks(body: Any) -> Iterator[Any]:
    waiting = list(reversed(body))
    while waiting:
        block = waiting.pop()
        if block.tag in {f"{_W}p", f"{_W}tbl"}:
            yield block
        else:  # content controls and the like hold blocks of their own
            waiting.extend(reversed(block))


def _passages(paragraph: Any, rels: Any, place: str) -> Iterator[Passage]:
    """The text of a paragraph, and the addresses behind its links."""
    words, fields, addresses = [], [], []
    for element in _own(paragraph):
        tag = str(element.tag).rpartition("}")[2]
        if tag == "t":
            words.append(element.text or "")
        elif tag in _GLYPHS:
            words.append(_GLYPHS[tag])
        elif tag == "instrText":
            fields.append(element.text or "")
        elif tag == "hyperlink" and (key := element.get(f"{_R}id")) in rels:
            addresses.append(str(rels[key].target_ref))
    for text in ("".join(words), "".join(fields), *addresses):
        if text.strip():
            yield Passage(place, text)


def _own(paragraph: Any) -> Iterator[Any]:
    """What stands in a paragraph itself; a text box in it has paragraphs of its own."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag != f"{_W}p":
            yield element
            waiting.extend(reversed(element))
