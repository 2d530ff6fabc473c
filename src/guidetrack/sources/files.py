"""
Files and folders to source documents.

A folder is read in a stable order, so that two runs over the same files are the
same run. A file that cannot be read is a value in the stream: it never stops the
others and is never silent.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from io import FileIO
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from guidetrack.sources.document import SourceDocument, Unreadable

DEFAULT_LIMIT = 20_000_000
"""Bytes of one document; real guidance stays below one million."""

LeaveOut = Callable[[str], str | None]
"""The name of a file or folder inside a folder to why it is left out, or None."""


class FoundFile(NamedTuple):
    """A file that is there, and not yet read."""

    name: str
    """Where it lies; a path is made of it when asked for, since most of thousands never are."""
    size: int
    """Bytes, when it was found."""
    modified: float
    """When its content last changed, in seconds since 1970 in UTC."""

    @property
    def path(self) -> Path:
        """Where it lies."""
        return Path(self.name)


class LeftOut(NamedTuple):
    """A file or folder that is not read, on purpose."""

    path: Path
    reason: str


def hidden(name: str) -> str | None:
    """Why a name is left out by everybody who reads folders: it is hidden."""
    return "hidden" if name.startswith(".") else None


def collect(
    paths: Sequence[Path], *, limit: int = DEFAULT_LIMIT
) -> Iterator[SourceDocument | Unreadable]:
    """
    Read files, and folders recursively, in the order given and then by name.

    Hidden files and folders inside a folder are left out. A folder is entered
    once, so a loop of links ends. What cannot be read is `Unreadable`.

    Args:
        paths: files or folders.
        limit: size in bytes above which a file is refused without being read.
    """
    for found in walk(paths):
        if isinstance(found, FoundFile):
            yield _read(found, limit)
        elif isinstance(found, Unreadable):
            yield found


def walk(
    paths: Sequence[Path], *, leave_out: LeaveOut = hidden
) -> Iterator[FoundFile | LeftOut | Unreadable]:
    """
    Name files, and those in folders, in the order of `collect` and without reading any.

    Args:
        paths: files or folders; these themselves are never left out.
        leave_out: asked for every name inside a folder; a folder left out is not entered.
    """
    for path in paths:
        yield from _below(path, leave_out, set())


def _below(
    start: Path, leave_out: LeaveOut, seen: set[Path]
) -> Iterator[FoundFile | LeftOut | Unreadable]:
    waiting: list[Path | os.DirEntry[str]] = [start]
    while waiting:
        entry = waiting.pop()
        reason = leave_out(entry.name) if entry is not start else None
        if reason:
            yield LeftOut(Path(entry), reason)
            continue
        try:
            if entry.is_dir():
                waiting.extend(_children(Path(entry), seen))
            else:
                yield _found(os.fspath(entry), entry.stat())
        except OSError as problem:
            lost = isinstance(problem, FileNotFoundError) and Path(entry).is_symlink()
            why = "it is a link that leads nowhere" if lost else say_why(problem)
            yield Unreadable(show_name(entry), why)


def _children(folder: Path, seen: set[Path]) -> list[os.DirEntry[str]]:
    """What lies in a folder, last first; entries know what they are without being asked again."""
    real = folder.resolve()
    if real in seen:
        return []
    seen.add(real)
    with os.scandir(folder) as entries:
        return sorted(entries, key=attrgetter("name"), reverse=True)


def _found(file: str, status: os.stat_result) -> FoundFile | Unreadable:
    if not stat.S_ISREG(status.st_mode):
        return Unreadable(show_name(file), "it is neither a file nor a folder")
    return FoundFile(file, status.st_size, status.st_mtime)


def _read(found: FoundFile, limit: int) -> SourceDocument | Unreadable:
    name = show_name(found.name)
    if found.size > limit:
        return Unreadable(name, too_large(limit))
    try:
        with open(found.name, "rb", buffering=0) as file:  # noqa: PTH123 - see `FoundFile.name`
            content = _whole(file, found.size, limit)
    except OSError as problem:
        return Unreadable(name, say_why(problem))
    if len(content) > limit:
        return Unreadable(name, too_large(limit))
    return SourceDocument(content, name)


def _whole(file: FileIO, size: int, limit: int) -> bytes:
    """Read a file to its end, or past the limit, however it has changed since it was found."""
    content = file.read(size + 1)
    while len(content) != size and len(content) <= limit and (more := file.read(limit)):
        content += more
    return content


def show_name(path: str | os.PathLike[str]) -> str:
    """A path as it can be written anywhere; bytes that are no Unicode are shown escaped."""
    name = os.fspath(path)
    return name if name.isprintable() else os.fsencode(name).decode("utf-8", "backslashreplace")


def too_large(limit: int) -> str:
    """Say that a file is refused for its size."""
    return f"it is larger than {limit / 1_000_000:g} MB, the limit for one document"


def say_why(problem: OSError) -> str:
    """Why a file or folder cannot be read, in a sentence for people."""
    match problem:
        case FileNotFoundError():
            return "there is no such file"
        case PermissionError():
            return "there is no permission to read it"
        case _:
            return f"it cannot be read ({problem.strerror or 'unknown reason'})"
