"""
What git's plumbing prints, as values.

All of it is asked for with `-z`, so that no path needs unquoting; a path that is
no UTF-8 keeps its bytes as surrogates, because it is somebody else's to name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple


class PathChange(NamedTuple):
    """One file of the store that differs between two revisions."""

    path: str
    """Relative to the store folder."""
    old: str | None
    """Its blob id before, or None."""
    new: str | None
    """Its blob id after, or None."""


def split_fields(output: bytes) -> list[str]:
    """The fields of an answer that ends each with NUL."""
    return output.decode("utf-8", "surrogateescape").split("\0")[:-1]


def parse_tree(output: bytes, prefix: str) -> dict[str, str]:
    """`ls-tree -r -z`: path without the prefix to blob id."""
    skipped = len(prefix)
    found: dict[str, str] = {}
    for line in split_fields(output):
        facts, _, path = line.partition("\t")
        found[path[skipped:]] = facts.rpartition(" ")[2]
    return found


class TreeFile(NamedTuple):
    """A file of any kind as a tree holds it: plain, executable, a link, or another repository."""

    mode: str
    """In octal digits, `100644` for a plain file."""
    id: str


def parse_raw_changes(output: bytes) -> Iterator[tuple[str, TreeFile | None, TreeFile | None]]:
    """`diff-tree -r -z` of two trees: each path with its file before and after."""
    fields = iter(split_fields(output))
    for field in fields:
        before, after, old, new, _ = field.removeprefix(":").split(" ")
        sides = ((before, old), (after, new))
        found = [TreeFile(mode, name) if int(mode, 8) else None for mode, name in sides]
        yield next(fields), found[0], found[1]


class Entry(NamedTuple):
    """What lies in a folder under one name."""

    name: str
    id: str
    is_folder: bool


def parse_folder(content: bytes, id_size: int) -> Iterator[Entry]:
    """A tree object: mode and name up to NUL, then the id as that many bytes."""
    for entry in _in_folder(id_size).finditer(content):
        mode, name, named = entry.groups()
        yield Entry(name.decode("utf-8", "surrogateescape"), named.hex(), mode == b"40000")


@cache
def _in_folder(id_size: int) -> re.Pattern[bytes]:
    return re.compile(rb"([0-7]+) ([^\0]+)\0(.{%d})" % id_size, re.DOTALL)


def parse_index(output: bytes, prefix: str) -> dict[str, str]:
    """`ls-files --stage -z`: path without the prefix to blob id."""
    skipped = len(prefix)
    found: dict[str, str] = {}
    for line in split_fields(output):
        facts, _, path = line.partition("\t")
        found[path[skipped:]] = facts.split(" ")[1]
    return found


def parse_steps(output: bytes, prefix: str) -> Iterator[list[PathChange]]:
    """`diff-tree --stdin --always -r -z`: the changes of each pair asked for, in order."""
    skipped = len(prefix)
    fields = iter(split_fields(output))
    step: list[PathChange] | None = None
    for field in fields:
        if field.startswith(":"):
            _, _, old, new, _ = field.split(" ")
            path = next(fields)[skipped:]
            if step is not None:
                step.append(PathChange(path, _blob(old), _blob(new)))
        else:
            if step is not None:
                yield step
            step = []
    if step is not None:
        yield step


def _blob(written: str) -> str | None:
    """Zeros stand for no file."""
    return written if written.strip("0") else None
