"""
A folder or file that an export replaces whole: the old one, or the new one, never a mixture.

The new one is made beside it and put in its place at the end. Only an earlier export is ever
replaced; a folder with anything else in it is left as it is.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec

from guidetrack.errors import ConfigError
from guidetrack.formats.exports.sql import APPLICATION_ID

MANIFEST = "manifest.json"
_FORMAT = "guidetrack-export"
_SQLITE = b"SQLite format 3\0"
_APPLICATION_ID_AT = 68
"""Where in the header of a database its application id stands."""


class FileEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One file of an export."""

    file: str
    """Its path in the folder, with `/`."""
    bytes: int
    sha256: str
    rows: int | None = None
    """Lines or rows of a table; None for any other file."""


class _Manifest(msgspec.Struct, frozen=True):
    """What of a manifest tells whether a folder may be replaced."""

    format: str
    files: tuple[FileEntry, ...]


def write_manifest(folder: Path, about: Mapping[str, Any], rows: Mapping[str, int]) -> None:
    """
    Write down every file that is in the folder.

    Args:
        folder: complete but for the manifest.
        about: what the export is of.
        rows: how many lines or rows a file has, by its name.
    """
    files = [_entry(folder, name, rows.get(name)) for name in sorted(_files(folder))]
    plain = {"schema_version": 1, "format": _FORMAT, **about, "files": files}
    (folder / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(plain), indent=1))


@contextmanager
def replacing_folder(target: Path) -> Iterator[Path]:
    """
    Give an empty folder that takes the place of the target when all went well.

    No folder can be exchanged for another at once: the old one is renamed, the new one put in
    its place, the old one removed. Whoever is killed between the two finds the old one as
    `.<name>.old`, and the next export clears it away.

    Raises:
        ConfigError: the target is there and no earlier export, or it cannot be written.
    """
    target = target.resolve()
    draft = target.with_name(f".{target.name}.new{os.getpid()}")
    old = target.with_name(f".{target.name}.old")
    with explained(target):
        _check_folder(target)
        _check_folder(old)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            draft.mkdir()
            yield draft
            if target.exists():
                shutil.rmtree(old, ignore_errors=True)
                target.replace(old)
            draft.replace(target)
            shutil.rmtree(old, ignore_errors=True)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def replacing_file(target: Path) -> Iterator[Path]:
    """
    Give the path of a database to be made, which takes the place of the target at the end.

    Raises:
        ConfigError: the target is there and no earlier export, or it cannot be written.
    """
    target = target.resolve()
    draft = target.with_name(f".{target.name}.new{os.getpid()}")
    with explained(target):
        _check_file(target)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            yield draft
            draft.replace(target)
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)


@contextmanager
def explained(target: Path) -> Iterator[None]:
    """
    Turn what the operating system refuses into a sentence that names the target.

    Raises:
        ConfigError: it cannot be written.
    """
    try:
        yield
    except (OSError, sqlite3.OperationalError) as problem:
        said = getattr(problem, "strerror", None) or problem
        raise ConfigError(
            f"{target} cannot be written ({said})",
            hint="Choose another place, with room for all that is held.",
        ) from problem


def _check_folder(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise ConfigError(f"{target} is a file", hint="Name a folder to export to.")
    found = set(_files(target))
    strange = sorted(found - _exported(target))
    if strange:
        raise ConfigError(
            f"{target} holds {strange[0]}, which is not of an earlier export",
            hint="Name a new folder, or an earlier export to be replaced.",
        )


def _exported(target: Path) -> set[str]:
    """The files that the manifest of an earlier export names; none where there is none."""
    try:
        content = (target / MANIFEST).read_bytes()
        manifest = msgspec.json.decode(content, type=_Manifest)
    except (OSError, msgspec.DecodeError):
        return set()
    if manifest.format != _FORMAT:
        return set()
    return {MANIFEST, *(each.file for each in manifest.files)}


def _check_file(target: Path) -> None:
    if not target.exists():
        return
    head = b""
    if target.is_file():
        with target.open("rb") as file:
            head = file.read(_APPLICATION_ID_AT + 4)
    ours = APPLICATION_ID.to_bytes(4, "big")
    if not (head.startswith(_SQLITE) and head[_APPLICATION_ID_AT:] == ours):
        raise ConfigError(
            f"{target} is there, and it is no earlier export",
            hint="Name a new file, or an earlier export to be replaced.",
        )


def _files(folder: Path) -> Iterator[str]:
    for above, _, names in os.walk(folder):
        relative = Path(above).relative_to(folder)
        yield from ((relative / name).as_posix() for name in names)


def _entry(folder: Path, name: str, rows: int | None) -> FileEntry:
    path = folder / name
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return FileEntry(file=name, bytes=path.stat().st_size, sha256=digest, rows=rows)
