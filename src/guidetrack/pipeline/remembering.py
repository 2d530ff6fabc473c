"""
What publishers called the copies that are held, so that they can say "not modified".

It lies in git's own folder: it saves requests, and nothing is lost with it. A name is
used only while the record it was learnt with is still the one held, so a store that was
set back asks for everything anew; so does a newer extractor, which has to see the pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from guidetrack.extract import EXTRACTOR_VERSION
from guidetrack.sources.fetch import Validators
from guidetrack.store.repository import Repository
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


class _Kept(msgspec.Struct, frozen=True):
    """The file."""

    extractor: str
    copies: dict[str, Copy]


class Memory:
    """The copies that are still those held."""

    def __init__(self, copies: Mapping[str, Copy]) -> None:
        self.copies = copies

    @property
    def validators(self) -> dict[str, Validators]:
        """By address, what to ask with."""
        return {
            address: Validators(copy.etag, copy.last_modified)
            for address, copy in self.copies.items()
            if copy.etag or copy.last_modified
        }

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
    return Memory(dict(good))


def remember(repository: Repository, copies: Mapping[str, Copy]) -> None:
    """
    Keep what was learnt for the next run.

    Raises:
        StoreError: git's own folder cannot be written.
    """
    file = memory_file(repository)
    draft = file.with_suffix(".new")
    with writing(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(msgspec.json.encode(_Kept(EXTRACTOR_VERSION, dict(copies))))
        draft.replace(file)


def memory_file(repository: Repository) -> Path:
    """Where it is kept."""
    return repository.private_dir / "fetched.json"
