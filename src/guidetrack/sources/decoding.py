"""
Bytes to text, or a sentence saying why not.

Whoever saved a page rarely knows its encoding, so the bytes decide: a byte order
mark, else UTF-8, else Windows-1252, which is what else these pages were ever
saved in. What is not text is named, so that people know what they handed in.
"""

from __future__ import annotations

import codecs
import re

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF", "the beginning of a PDF file and no more"),
    (b"PK\x03\x04", "a ZIP archive or an Office file, not a page of text"),
    (b"\xd0\xcf\x11\xe0", "an old Office file, not a page of text"),
    (b"\x1f\x8b", "a compressed file, not a page of text"),
)
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENCODINGS = ("utf-8", "cp1252")


_MISREAD = re.compile(
    "[\u00c2\u00c3\u00ce\u00cf\u00e2][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122\u20ac]"
)
"""The first two characters of most letters, dashes and signs in UTF-8 read as Windows-1252."""


BINARY = "it is a binary file, not a page of text"
"""What is said of bytes with zeros among them."""
IN_NO_ENCODING = "its characters are in no encoding known here; save it as UTF-8"
"""What is said of text in an encoding that nobody guesses."""


class UndecodableError(ValueError):
    """The bytes are no text; the message completes "the file is ..."."""


def decode(content: bytes) -> str:
    """
    Turn the bytes of a source into text.

    Raises:
        UndecodableError: they are empty, binary, or in no known encoding.
    """
    if not content.strip():
        raise UndecodableError("it is empty")
    marked = find_mark(content)
    return _decoded(content, (marked,) if marked else _ENCODINGS)


def find_mark(content: bytes) -> str | None:
    """
    The encoding that the first bytes of a text name, or None where they name none.

    Raises:
        UndecodableError: the bytes are known to be no text.
    """
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            raise UndecodableError(f"it is {name}")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    if b"\x00" in content:
        raise UndecodableError(BINARY)
    return None


def _decoded(content: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not text.strip():
            raise UndecodableError("it is empty")
        return repair(text)
    raise UndecodableError(IN_NO_ENCODING)


def repair(text: str) -> str:
    """Undo what an earlier tool did that read UTF-8 as Windows-1252, line by line."""
    if not _MISREAD.search(text):
        return text
    from ftfy import TextFixerConfig, fix_encoding  # noqa: PLC0415 - few sources need it

    settings = TextFixerConfig(restore_byte_a0=False, replace_lossy_sequences=False)
    lines = text.splitlines(keepends=True)
    return "".join(
        fix_encoding(each, settings) if _MISREAD.search(each) else each for each in lines
    )
