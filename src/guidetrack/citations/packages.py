"""
A look at an Office file before it is opened: is it one, is it locked, would it burst?

Office files are ZIP archives, and a few kilobytes can unpack to gigabytes; their
directory says how much, and unpacking stops there.
"""

from __future__ import annotations

import io
import zipfile

from guidetrack.citations.passage import UnscannableError

_LARGEST = 300_000_000
"""Bytes unpacked; a register of 100,000 rows comes to some 50 million."""
_MOST_PARTS = 20_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def check_package(content: bytes) -> frozenset[str]:
    """
    See that an Office file can be opened safely, and name its parts.

    Raises:
        UnscannableError: it is protected, damaged, of the old kind, or unpacks to too much.
    """
    if content.startswith(_OLD_OFFICE):
        if _LOCKED in content:
            raise UnscannableError("it is protected by a password; save a copy without one")
        raise UnscannableError("it is an old Office file; save it as .xlsx or .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        raise UnscannableError("it is damaged: no Office file can be opened from it") from problem
    if any(part.flag_bits & 1 for part in parts):
        raise UnscannableError("it is protected by a password; save a copy without one")
    size = sum(part.file_size for part in parts)
    if size > _LARGEST or len(parts) > _MOST_PARTS:
        raise UnscannableError(
            f"it would unpack to {size / 1_000_000:,.0f} MB in {len(parts):,} parts, too much for"
            " a document"
        )
    return frozenset(part.filename for part in parts)


def missing_library(kind: str) -> UnscannableError:
    """What to say where the library for a kind of file is not installed."""
    return UnscannableError(
        f"reading {kind} needs a library that is not installed; get it with:"
        " pip install 'guidetrack[office]'"
    )
