"""
A text too large to be held, piece by piece, each ending where a line does.

The encoding is settled first, by reading the file once without keeping any of it: whether
it is UTF-8 can be told only at its end, and a register must not change its letters in the
middle.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from guidetrack.sources.decoding import BINARY, IN_NO_ENCODING, UndecodableError, find_mark, repair

_SIZE = 1_000_000
"""Characters in a piece, about."""
_OVERLAP = 300
"""Characters that two parts of one line share, so that no citation is cut in two."""
_HEAD = 4_096


def read_pieces(file: BinaryIO) -> Iterator[str]:
    """
    Read a file from its beginning as pieces of text with plain line ends.

    A line longer than a piece comes in parts that overlap; a part has no line end.

    Raises:
        UndecodableError: it is no text.
    """
    encoding = _encoding(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, newline=None)
    rest = ""
    try:
        while more := text.read(_SIZE):
            piece, rest = _cut(rest + more)
            if piece:
                yield repair(piece)
    except UnicodeDecodeError as problem:
        raise UndecodableError(IN_NO_ENCODING) from problem
    finally:
        text.detach()
    if rest:
        yield repair(rest)


def _cut(text: str) -> tuple[str, str]:
    """What can be given, and what has to wait for more."""
    end = text.rfind("\n") + 1
    if end or len(text) < 2 * _SIZE:
        return text[:end], text[end:]
    return text, text[-_OVERLAP:]


def _encoding(file: BinaryIO) -> str:
    file.seek(0)
    marked = find_mark(file.read(_HEAD))
    if marked:
        return marked
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8 = True
    file.seek(0)
    while block := file.read(_SIZE):
        if b"\x00" in block:
            raise UndecodableError(BINARY)
        if is_utf8:
            is_utf8 = _goes_on(decoder, block)
    return "utf-8" if is_utf8 and _goes_on(decoder, b"", final=True) else "cp1252"


def _goes_on(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True
