"""
How much work a PDF can make, told from its bytes before it is opened.

A few kilobytes can unfold to gigabytes (streams packed twice, forms drawn within
forms, one stream listed a thousand times as a page's content), and no call into
pdfium can be stopped. What is plain here can be read in this process; everything
else, also what only looks unusual, is read in one that can be stopped.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_MOST = 1_500_000
"""Bytes of drawing that one page may come to."""
_LONGEST_DICTIONARY = 2_000
_STREAM = re.compile(rb"(?<![A-Za-z])stream(?:\r\n|\n|\r)?")
_OBJECT = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+obj\b")
_FILTER = re.compile(rb"/(\w+Decode|Crypt)\b")
_UNPACKED = frozenset({b"DCTDecode", b"JPXDecode", b"CCITTFaxDecode", b"JBIG2Decode"})
"""Pictures, which stay packed as long as only text is read."""
_INDIRECT = re.compile(rb"/(?:Filter|F|Subtype|DecodeParms)\s+\d|#[0-9A-Fa-f]{2}")
_CONTENTS = re.compile(rb"/Contents\s*(?:(\d{1,10})\s+\d{1,5}\s+R|\[([^\]]*)\])?")
_REFERENCE = re.compile(rb"\d\s+R\b")
_DRAW = re.compile(rb"\bDo\b")
_GLYPHS_DRAWN = b"/Type3"


class _UnusualError(Exception):
    """Something that cannot be told from the bytes alone."""


@dataclass(frozen=True, slots=True)
class _Stream:
    number: int
    """Of its object."""
    is_form: bool
    content: bytes
    """Unpacked."""


def is_plain(content: bytes) -> bool:
    """Whether no page of the PDF can come to more work than a page of text is."""
    try:
        streams = list(_streams(content))
        work = _most_work(content, streams)
    except _UnusualError:
        return False
    return work <= _MOST


def _streams(content: bytes) -> Iterator[_Stream]:
    """Every stream of the file, unpacked as far as a plain one goes."""
    position = 0
    while match := _STREAM.search(content, position):
        before = content[max(0, match.start() - _LONGEST_DICTIONARY) : match.start()]
        heads = list(_OBJECT.finditer(before))
        end = content.find(b"endstream", match.end())
        if not heads or end < 0 or _STREAM.search(content, match.end(), end):
            raise _UnusualError
        dictionary = before[heads[-1].end() :]
        if _INDIRECT.search(dictionary):
            raise _UnusualError
        data = _unpacked(content[match.end() : end], _FILTER.findall(dictionary))
        yield _Stream(int(heads[-1][1]), b"/Form" in dictionary, data)
        position = end + len(b"endstream")


def _unpacked(data: bytes, filters: list[bytes]) -> bytes:
    if not filters or _UNPACKED.issuperset(filters):
        return data
    if filters != [b"FlateDecode"]:
        raise _UnusualError
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(data, _MOST)
    except zlib.error as problem:
        raise _UnusualError from problem
    if not unpacker.eof:
        raise _UnusualError
    return found


def _most_work(content: bytes, streams: list[_Stream]) -> int:
    """An upper bound of what one page draws, in bytes."""
    texts = [content, *(stream.content for stream in streams)]
    if any(_GLYPHS_DRAWN in text for text in texts):
        raise _UnusualError
    forms = [stream.content for stream in streams if stream.is_form]
    if any(_DRAW.search(form) for form in forms):
        raise _UnusualError
    listed = max(map(_most_listed, texts, [{stream.number for stream in streams}] * len(texts)))
    largest = max((len(stream.content) for stream in streams), default=0)
    drawn = max(len(_DRAW.findall(stream.content)) for stream in streams) if forms else 0
    return listed * (largest + drawn * max(map(len, forms), default=0))


def _most_listed(text: bytes, streams: set[int]) -> int:
    """The most streams that a page names as its content."""
    most = 1
    for single, several in _CONTENTS.findall(text):
        if several:
            most = max(most, len(_REFERENCE.findall(several)))
        elif not single or int(single) not in streams:
            raise _UnusualError
    return most
