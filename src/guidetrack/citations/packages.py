"""
Office files as packages of parts: is it one, is it locked, would it burst, what is where?

Office files are ZIP archives, and a few kilobytes can unpack to gigabytes; their
directory says how much, and unpacking stops there. Pictures are never unpacked.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import NamedTuple

from guidetrack.citations.passage import Attachment, UnscannableError
from guidetrack.citations.xml_events import Event, read_events

_LARGEST = 300_000_000
"""Bytes of markup unpacked; a register of 100,000 rows comes to some 50 million."""
_LARGEST_EMBEDDED = 30_000_000
_MOST_PARTS = 20_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = frozenset({".xml", ".rels", ".vml"})
_EMBEDDED = frozenset({".docx", ".xlsx", ".xlsm", ".pptx", ".pdf", ".htm", ".html", ".mht", ".txt"})
_BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError)


class Link(NamedTuple):
    """What a part refers to."""

    kind: str
    """The last word of the relationship's type: `hyperlink`, `slide`, `comments`."""
    target: str
    """The path of another part, or an address."""


class Package:
    """The parts of an Office file, opened one at a time."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = tuple(each.filename for each in archive.infolist())
        self._known = frozenset(self.names)

    def __contains__(self, name: str) -> bool:
        return name in self._known

    def events(self, name: str) -> Iterator[Event]:
        """Read the markup of a part; nothing where there is none of the name."""
        if name not in self:
            return
        try:
            with self._archive.open(name) as part:
                yield from read_events(part)
        except _BROKEN as problem:
            if isinstance(problem, UnscannableError):
                raise
            raise UnscannableError("it is damaged: a part of it cannot be unpacked") from problem

    def links(self, name: str) -> dict[str, Link]:
        """What a part refers to, by the key that it uses."""
        folder, file = posixpath.split(name)
        found: dict[str, Link] = {}
        for kind, tag, attributes in self.events(f"{folder}/_rels/{file}.rels".lstrip("/")):
            if kind == "start" and tag == "Relationship":
                target = attributes.get("Target", "")
                if attributes.get("TargetMode") != "External":
                    target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                relation = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = Link(relation, target)
        return found

    def embedded(self) -> Iterator[Attachment]:
        """Files inside the file, as far as they are of a kind that is read."""
        for each in self._archive.infolist():
            path = PurePath(each.filename)
            inside = "embeddings" in path.parts or path.stem.startswith("afchunk")
            if inside and path.suffix.lower() in _EMBEDDED and each.file_size < _LARGEST_EMBEDDED:
                try:
                    yield Attachment(path.name, self._archive.read(each))
                except _BROKEN as problem:
                    raise UnscannableError("it is damaged: a file in it is broken") from problem


@contextmanager
def open_package(content: bytes) -> Iterator[Package]:
    """
    Open an Office file, once it is known to be safe.

    Raises:
        UnscannableError: as `check_package`.
    """
    check_package(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield Package(archive)


def check_package(content: bytes) -> frozenset[str]:
    """
    See that an Office file can be opened safely, and name its parts.

    Raises:
        UnscannableError: it is protected, damaged, of the old kind, or unpacks to too much.
    """
    check_container(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except _BROKEN as problem:
        raise UnscannableError("it is damaged: no Office file can be opened from it") from problem
    if any(part.flag_bits & 1 for part in parts):
        raise UnscannableError("it is protected by a password; save a copy without one")
    size = sum(
        part.file_size for part in parts if PurePath(part.filename).suffix.lower() in _MARKUP
    )
    if size > _LARGEST or len(parts) > _MOST_PARTS:
        raise UnscannableError(
            f"it would unpack to {size / 1_000_000:,.0f} MB in {len(parts):,} parts, too much for"
            " a document"
        )
    return frozenset(part.filename for part in parts)


def check_container(content: bytes) -> None:
    """
    See that a file is not of the binary kind that Office wrote before 2007.

    Raises:
        UnscannableError: it is, or it is a protected one of the new kind inside it.
    """
    if not content.startswith(_OLD_OFFICE):
        return
    if _LOCKED in content:
        raise UnscannableError("it is protected by a password; save a copy without one")
    if "__substg1.0_".encode("utf-16-le") in content:
        raise UnscannableError("it is an Outlook message; save it as .eml or as text")
    raise UnscannableError(
        "it is an old Office file (.doc, .xls or .ppt); save it as .docx, .xlsx or .pptx"
    )
