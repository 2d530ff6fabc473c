"""
Files and folders to source documents.

A folder is read in a stable order, so that two runs over the same files are the
same run. A file that cannot be read is a value in the stream: it never stops the
others and is never silent.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from guidetrack.sources.document import SourceDocument, Unreadable

DEFAULT_LIMIT = 20_000_000
"""Bytes of one document; real guidance stays below one million."""


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
    for path in paths:
        yield from _folder(path, limit, set())


def _folder(start: Path, limit: int, seen: set[Path]) -> Iterator[SourceDocument | Unreadable]:
    waiting = [start]
    while waiting:
        path = waiting.pop()
        try:
            if path.is_dir():
                waiting.extend(reversed(_visible_children(path, seen)))
            elif path.is_symlink() and not path.exists():
                yield Unreadable(str(path), "it is a link that leads nowhere")
            else:
                yield _file(path, limit)
        except OSError as problem:
            yield Unreadable(str(path), _reason(problem))


def _visible_children(folder: Path, seen: set[Path]) -> list[Path]:
    real = folder.resolve()
    if real in seen:
        return []
    seen.add(real)
    return sorted(
        (child for child in folder.iterdir() if not child.name.startswith(".")),
        key=lambda child: child.name,
    )


def _file(path: Path, limit: int) -> SourceDocument | Unreadable:
    name = str(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Unreadable(name, "it is neither a file nor a folder")
        if status.st_size > limit:
            return Unreadable(name, _too_large(limit))
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as problem:
        return Unreadable(name, _reason(problem))
    if len(content) > limit:
        return Unreadable(name, _too_large(limit))
    return SourceDocument(content, name)


def _too_large(limit: int) -> str:
    return f"it is larger than {limit / 1_000_000:g} MB, the limit for one document"


def _reason(problem: OSError) -> str:
    match problem:
        case FileNotFoundError():
            return "there is no such file"
        case PermissionError():
            return "there is no permission to read it"
        case _:
            return f"it cannot be read ({problem.strerror or 'unknown reason'})"
