"""
Bytes to text, or a sentence saying why not.

Whoever saved a page rarely knows its encoding, so the bytes decide: a byte order
mark, else UTF-8, else Windows-1252, which is what else these pages were ever
saved in. What is not text is named, so that people know what they handed in.
"""

from __future__ import annotations

import codecs

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
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            raise UndecodableError(f"it is {name}")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, (encoding,))
    if b"\x00" in content:
        raise UndecodableError("it is a binary file, not a page of text")
    return _decoded(content, _ENCODINGS)


def _decoded(content: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not text.strip():
            raise UndecodableError("it is empty")
        return text
    raise UndecodableError("its characters are in no encoding known here; save it as UTF-8")
