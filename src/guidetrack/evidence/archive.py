"""
The pack as one file: an archive that the same contents always make byte for byte.

Any program opens it as a zip. It is written without compression, which differs from
library to library, and read back only if it is exactly what would be written: so no
byte of it is without meaning, nothing can hide between the files, and a file cannot
be larger than the archive that holds it.
"""

from __future__ import annotations

import datetime as dt
import re
import struct
import zlib
from collections.abc import Mapping

from guidetrack.errors import StoreError
from guidetrack.evidence.damage import DamageError

LARGEST = 1_000_000_000
"""Bytes of a pack; the largest thread of guidance known makes less than a hundredth of it."""
_MOST_FILES = 60_000
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_NAME = re.compile(r"(?!\.)[A-Za-z0-9._-]{1,100}(?:/(?!\.)[A-Za-z0-9._-]{1,100}){0,9}")
_VERSION = 20
_MADE_ON_UNIX = 3 << 8 | _VERSION
_PLAIN_FILE = 0o100644 << 16
_EARLIEST = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
ARCHIVE = "the archive"


def write(files: Mapping[str, bytes], moment: dt.datetime) -> bytes:
    """
    Pack files, in their order, all dated with the moment in UTC.

    Raises:
        StoreError: there is more than a pack can hold.
    """
    if len(files) > _MOST_FILES or sum(map(len, files.values())) > LARGEST:
        raise StoreError(
            "there is more evidence than one pack can hold",
            hint="Name fewer references, and make a pack of each.",
        )
    stamp = _stamp(moment)
    body, directory = bytearray(), bytearray()
    for name, content in files.items():
        if not _is_name(name):
            raise StoreError(f"{name!r} is no name of a file in a pack")
        directory += _central(name, content, stamp, len(body))
        body += _local(name, content, stamp) + content
    end = _END.pack(b"PK\5\6", 0, 0, len(files), len(files), len(directory), len(body), 0)
    return bytes(body + directory + end)


def read(content: bytes) -> dict[str, bytes]:
    """
    Read a pack back.

    Raises:
        DamageError: it is not exactly what `write` makes of its files; names the file or
            the archive.
    """
    files: dict[str, bytes] = {}
    stamp = content[10:14]
    at, named = 0, ARCHIVE
    directory = bytearray()
    while content[at : at + 4] == b"PK\3\4":
        name, each = _entry(content, at, named)
        _check_new(name, files)
        if content[at : at + len(_local(name, each, stamp))] != _local(name, each, stamp):
            raise DamageError(name, "its bytes or its entry in the archive were changed")
        directory += _central(name, each, stamp, at)
        files[name] = each
        at += _LOCAL.size + len(name) + len(each)
        named = name
    end = _END.pack(b"PK\5\6", 0, 0, len(files), len(files), len(directory), at, 0)
    if not files or content[at:] != bytes(directory) + end:
        raise DamageError(
            ARCHIVE,
            f"it is no pack of guidetrack, or it was changed or packed again (after {at:,} bytes)",
        )
    return files


def moment_of(content: bytes) -> bytes:
    """The date that all files in the archive bear, as the archive writes it."""
    return content[10:14]


def stamp_of(moment: dt.datetime) -> bytes:
    """A moment as the archive writes it."""
    return _stamp(moment)


def _entry(content: bytes, at: int, before: str) -> tuple[str, bytes]:
    """The name and bytes of the file that begins here."""
    after = ARCHIVE if before == ARCHIVE else f"{ARCHIVE} after {before}"
    start = at + _LOCAL.size
    if start > len(content):
        raise DamageError(after, "it is cut short")
    fields = _LOCAL.unpack_from(content, at)
    size, length = fields[7], fields[9]
    name = content[start : start + length].decode("ascii", "replace")
    if not _is_name(name):
        raise DamageError(after, f"{name[:80]!r} is no name of a file in a pack")
    each = content[start + length : start + length + size]
    if len(each) < size:
        raise DamageError(name, "it is cut short")
    return name, each


def _check_new(name: str, files: Mapping[str, bytes]) -> None:
    if name in files:
        raise DamageError(name, "it is in the archive twice")
    if len(files) >= _MOST_FILES:
        raise DamageError(ARCHIVE, "it holds more files than any pack")


def _is_name(name: str) -> bool:
    """Plain ASCII below the folder it is unpacked in: no `..`, no drive, nothing hidden."""
    return bool(_NAME.fullmatch(name))


def _stamp(moment: dt.datetime) -> bytes:
    day = max(moment.astimezone(dt.UTC), _EARLIEST)
    date = (min(day.year, 2107) - 1980) << 9 | day.month << 5 | day.day
    return struct.pack("<2H", day.hour << 11 | day.minute << 5 | day.second // 2, date)


def _local(name: str, content: bytes, stamp: bytes) -> bytes:
    time, date = struct.unpack("<2H", stamp)
    size = len(content)
    head = (b"PK\3\4", _VERSION, 0, 0, time, date, zlib.crc32(content), size, size, len(name), 0)
    return _LOCAL.pack(*head) + name.encode("ascii")


def _central(name: str, content: bytes, stamp: bytes, at: int) -> bytes:
    time, date = struct.unpack("<2H", stamp)
    size = len(content)
    return _CENTRAL.pack(
        *(b"PK\1\2", _MADE_ON_UNIX, _VERSION, 0, 0, time, date, zlib.crc32(content)),
        *(size, size, len(name), 0, 0, 0, 0, _PLAIN_FILE, at),
    ) + name.encode("ascii")
