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
from pathlib import Path
from typing import NamedTuple

from guidetrack.sources.document import SourceDocument, Unreadable

DEFAULT_LIMIT = 20_000_000
"""Bytes of one document; real guidance stays below one million."""

LeaveOut = Callable[[str], str | None]
"""The name of a file or folder inside a folder to why it is left out, or None."""


class FoundFile(NamedTuple):
    """A file that is there, and not yet read."""

    path: Path
    size: int
    """Bytes, when it was found."""
    modified: float
    """When its content last changed, in seconds since 1970 in UTC."""


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
    waiting = [start]
    while waiting:
        path = waiting.pop()
        reason = leave_out(path.name) if path is not start else None
        if reason:
            yield LeftOut(path, reason)
            continue
        try:
            if path.is_dir():
                waiting.extend(reversed(_children(path, seen)))
            elif path.is_symlink() and not path.exists():
                yield Unreadable(show_name(path), "it is a link that leads nowhere")
            else:
                yield _found(path)
        except OSError as problem:
            yield Unreadable(show_name(path), say_why(problem))


def _children(folder: Path, seen: set[Path]) -> list[Path]:
    real = folder.resolve()
    if real in seen:
        return []
    seen.add(real)
    return sorted(folder.iterdir(), key=lambda child: child.name)


def _found(path: Path) -> FoundFile | Unreadable:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        return Unreadable(show_name(path), "it is neither a file nor a folder")
    return FoundFile(path, status.st_size, status.st_mtime)


def _read(found: FoundFile, limit: int) -> SourceDocument | Unreadable:
    name = show_name(found.path)
    if found.size > limit:
        return Unreadable(name, too_large(limit))
    try:
        with found.path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as problem:
        return Unreadable(name, say_why(problem))
    if len(content) > limit:
        return Unreadable(name, too_large(limit))
    return SourceDocument(content, name)


def show_name(path: Path) -> str:
    """A path as it can be written anywhere; bytes that are no Unicode are shown escaped."""
    name = str(path)
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
