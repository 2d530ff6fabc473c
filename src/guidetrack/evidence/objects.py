"""
Git's objects, read without git: whether a file is in a commit.

A commit names a tree by the hash of its bytes, a tree its files and folders. Whoever
holds these few objects can compute every name again and so see, on any machine, that
exactly these bytes of a record were recorded in exactly this commit.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from guidetrack.store.history import parse_trailers

_HEADER = re.compile(rb"(blob|tree|commit) (0|[1-9][0-9]{0,11})\0")
_COMMITTED = re.compile(rb"^committer .*> ([0-9]{1,12}) [+-][0-9]{4}$", re.MULTILINE)
_FOLDER, _FILE = b"40000", frozenset({b"100644", b"100755"})
HASHES = ("sha1", "sha256")


class NotLinkedError(Exception):
    """An object is not what another says of it; the message says how."""


class GitObject(NamedTuple):
    """An object as git hashes it."""

    kind: str
    """`blob`, `tree` or `commit`."""
    content: bytes

    def raw(self) -> bytes:
        """The bytes whose hash is its name: kind, size and content."""
        return b"%s %d\0%s" % (self.kind.encode(), len(self.content), self.content)

    def name(self, hash_name: str) -> str:
        """What git calls it."""
        return hashlib.new(hash_name, self.raw(), usedforsecurity=False).hexdigest()


class TreeEntry(NamedTuple):
    """A file or folder in a tree."""

    mode: bytes
    name: bytes
    id: str


def file_of(name: str) -> str:
    """Where an object lies in a pack: `sha1sum` of that file is its name."""
    return f"git/{name}"


def load(raw: bytes) -> GitObject:
    """
    Read an object from the bytes that git hashes.

    Raises:
        NotLinkedError: they are none.
    """
    header = _HEADER.match(raw)
    if header is None or int(header[2]) != len(raw) - header.end():
        raise NotLinkedError("it is no git object")
    return GitObject(header[1].decode(), raw[header.end() :])


def tree_id(commit: GitObject) -> str:
    """
    The tree that a commit records.

    Raises:
        NotLinkedError: the object is no commit.
    """
    first, _, _ = commit.content.partition(b"\n")
    if commit.kind != "commit" or not re.fullmatch(rb"tree [0-9a-f]{40,64}", first):
        raise NotLinkedError("it is no commit")
    return first[5:].decode()


def committed_seconds(commit: GitObject) -> int | None:
    """When the commit was made, in seconds since 1970; None where it does not say."""
    head, _, _ = commit.content.partition(b"\n\n")
    found = _COMMITTED.search(head)
    return int(found[1]) if found else None


def trailers(commit: GitObject) -> dict[str, str]:
    """The facts of the snapshot that a commit states at its end."""
    _, _, message = commit.content.partition(b"\n\n")
    return parse_trailers(message.decode("utf-8", "replace"))


def find(read: Callable[[str], GitObject], commit: str, path: bytes, hash_name: str) -> str | None:
    """
    The id of the file at a path in a commit, or None where there is no such file.

    `read` gives the object of an id; only the commit and the trees on the way are asked for.

    Raises:
        NotLinkedError: an object on the way is not of the kind it has to be.
    """
    here = tree_id(read(commit))
    *folders, file = path.split(b"/")
    for folder in folders:
        entry = _named(read(here), folder, hash_name)
        if entry is None or entry.mode != _FOLDER:
            return None
        here = entry.id
    entry = _named(read(here), file, hash_name)
    return entry.id if entry is not None and entry.mode in _FILE else None


def _named(tree: GitObject, name: bytes, hash_name: str) -> TreeEntry | None:
    return next((each for each in entries(tree, hash_name) if each.name == name), None)


def entries(tree: GitObject, hash_name: str) -> Iterator[TreeEntry]:
    """
    What a tree lists.

    Raises:
        NotLinkedError: the object is no tree.
    """
    if tree.kind != "tree":
        raise NotLinkedError("it is no folder of a commit")
    size = hashlib.new(hash_name, usedforsecurity=False).digest_size
    content, at = tree.content, 0
    while at < len(content):
        end = content.find(b"\0", at)
        mode, space, name = content[at:end].partition(b" ")
        if end < 0 or not space or end + 1 + size > len(content):
            raise NotLinkedError("it is no folder of a commit")
        yield TreeEntry(mode, name, content[end + 1 : end + 1 + size].hex())
        at = end + 1 + size
