"""
What publishers called the copies that are held, so that they can say "not modified".

It lies in git's own folder: it saves requests, and nothing is lost with it. A name is
used only while the record it was learnt with is still the one held, so a store that was
set back asks for everything anew; so does a newer extractor, which has to see the pages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from guidetrack.extract import EXTRACTOR_VERSION
from guidetrack.guidance.reference import Reference
from guidetrack.sources.fetch import Validators
from guidetrack.store.repository import Repository
from guidetrack.store.row_table import is_table
from guidetrack.store.snapshot import Snapshot
from guidetrack.store.work_tree import writing


class Copy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One page as it was last accepted."""

    reference: str
    record: str
    """The blob id of the record it went into."""
    slot: str
    """The slot it filled, although its bytes need not be the ones stored."""
    etag: str | None = None
    last_modified: str | None = None
    chapters: tuple[str, ...] = ()
    """The addresses of the chapters it links to."""


class ListCopy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One list as it was last taken, every row of it."""

    references: tuple[str, ...]
    rows: str
    """What state the rows of all lists were in afterwards (see `state_of_rows`)."""
    etag: str | None = None
    last_modified: str | None = None

    def named(self) -> frozenset[Reference]:
        """The guidance that it names."""
        return frozenset(map(Reference.parse, self.references))


class _Kept(msgspec.Struct, frozen=True):
    """The file."""

    extractor: str
    copies: dict[str, Copy]
    lists: dict[str, ListCopy] = {}


class Memory:
    """
    The copies that are still those held.

    Attributes:
        copies: pages, by their addresses.
        lists: lists, by their addresses.
    """

    def __init__(
        self, copies: Mapping[str, Copy], lists: Mapping[str, ListCopy] | None = None
    ) -> None:
        self.copies = copies
        self.lists = lists or {}

    @property
    def validators(self) -> dict[str, Validators]:
        """By address, what to ask with."""
        pages = {each: (copy.etag, copy.last_modified) for each, copy in self.copies.items()}
        lists = {each: (copy.etag, copy.last_modified) for each, copy in self.lists.items()}
        return {each: Validators(*named) for each, named in (pages | lists).items() if any(named)}

    def chapters(self, address: str) -> tuple[str, ...]:
        """The chapters that a page linked to when it was last read."""
        copy = self.copies.get(address)
        return copy.chapters if copy else ()


def recall(repository: Repository, base: Snapshot | None) -> Memory:
    """Read what was remembered, as far as it is about what is held."""
    try:
        content = memory_file(repository).read_bytes()
        kept = msgspec.json.decode(content, type=_Kept)
    except (OSError, msgspec.DecodeError):
        return Memory({})
    if kept.extractor != EXTRACTOR_VERSION:
        return Memory({})
    held = {str(each): blob for each, blob in base.fingerprints().items()} if base else {}
    good = (each for each in kept.copies.items() if held.get(each[1].reference) == each[1].record)
    state = state_of_rows(base) if kept.lists else ""
    lists = {address: each for address, each in kept.lists.items() if each.rows == state}
    return Memory(dict(good), lists)


def state_of_rows(snapshot: Snapshot | None) -> str:
    """A digest of all rows of lists that are held; it changes with any of them."""
    tree = snapshot.tree if snapshot else {}
    tables = sorted(f"{path} {blob}" for path, blob in tree.items() if is_table(path))
    return hashlib.sha256("\n".join(tables).encode()).hexdigest()


def remember(
    repository: Repository, copies: Mapping[str, Copy], lists: Mapping[str, ListCopy]
) -> None:
    """
    Keep what was learnt for the next run.

    Raises:
        StoreError: git's own folder cannot be written.
    """
    file = memory_file(repository)
    draft = file.with_suffix(".new")
    with writing(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        kept = _Kept(EXTRACTOR_VERSION, dict(copies), dict(lists))
        draft.write_bytes(msgspec.json.encode(kept))
        draft.replace(file)


def memory_file(repository: Repository) -> Path:
    """Where it is kept."""
    return repository.private_dir / "fetched.json"
