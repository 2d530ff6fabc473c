"""
The next snapshot: one run, one commit, or none where nothing changed.

What a run found stands in the trailers of its commit; the subject is for people.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import NamedTuple

import msgspec

from guidetrack.store import history, layout
from guidetrack.store.commit import Draft, commit, draft_commit
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot, Snapshots

Change = tuple[str, bytes | None]
"""A path of the store and its new bytes, or None for a file that goes."""


class SnapshotFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a run found, for the commit message."""

    observed_at: dt.datetime
    """When the sources were seen so; with a zone."""
    extractor: str
    """The version of the extractor that made the records."""
    guidetrack_version: str
    sources_read: int
    sources_failed: int
    records_total: int
    """Records in the store after the run."""
    records_changed: int
    """Records that the run added or changed."""
    announces: bool = False
    """Whether the alerts in the commit tell everything up to it."""
    technical_upgrade: str | None = None
    """`1 -> 2` where stored sources are only extracted again; such a commit never alerts."""

    def subject(self) -> str:
        """`Take snapshot of 2,512 records, 4 changed`."""
        noun = "record" if self.records_total == 1 else "records"
        verb = "Extract again" if self.technical_upgrade else "Take snapshot of"
        return f"{verb} {self.records_total:,} {noun}, {self.records_changed:,} changed"

    def trailers(self) -> dict[str, str]:
        """The facts as they stand in the commit, in order."""
        found = {
            history.OBSERVED_AT: history.iso_utc(self.observed_at),
            history.EXTRACTOR: self.extractor,
            history.VERSION: self.guidetrack_version,
            history.SOURCES_READ: str(self.sources_read),
            history.SOURCES_FAILED: str(self.sources_failed),
        }
        if self.technical_upgrade:
            found[history.TECHNICAL_UPGRADE] = self.technical_upgrade
        if self.announces:
            found[history.ANNOUNCED] = "this"
        return found


class DraftedSnapshot(NamedTuple):
    """The next snapshot, written and on no branch yet."""

    draft: Draft
    facts: SnapshotFacts

    def read(self, repository: Repository) -> Snapshot | None:
        """What it holds, as of any other snapshot."""
        return Snapshots(repository).named(self.draft.revision)


def draft_snapshot(
    repository: Repository,
    base: Snapshot | None,
    changes: Iterable[Change],
    facts: Callable[[], SnapshotFacts],
    now: dt.datetime,
) -> DraftedSnapshot | None:
    """
    Write the next snapshot beside the branch, where nobody sees it; None where nothing differs.

    What it means can so be found out before it is committed, and go into the same commit.

    `changes` gives paths of the store (see `layout`) with their bytes, or with None for a
    file that goes, one by one as they are written; bytes equal to those held do not count.
    The facts are asked for afterwards. A technical upgrade is recorded even where no record
    came out differently, or it would be tried again with every run.
    """
    held = base.tree if base else {}
    real = (
        (path, content)
        for path, content in changes
        if _differs(repository, held.get(path), content)
    )
    first = list(islice(real, 1)) or _of_an_upgrade(repository, held, facts())
    if not first:
        return None
    draft = draft_commit(
        repository,
        chain(first, real, _foundations(repository, held, facts)),
        message=lambda: _message(facts()),
        when=now,
    )
    return DraftedSnapshot(draft, facts())


def _of_an_upgrade(
    repository: Repository, held: Mapping[str, str], facts: SnapshotFacts
) -> list[Change]:
    """What there is to write where no record differs: that it was tried, after an upgrade."""
    return list(_foundations(repository, held, lambda: facts)) if facts.technical_upgrade else []


def record_draft(  # noqa: PLR0913 - what a commit is made of
    repository: Repository,
    base: Snapshot | None,
    drafted: DraftedSnapshot,
    now: dt.datetime,
    *,
    also: Mapping[str, bytes | None] | None = None,
    announces: bool = False,
) -> str:
    """
    Commit a drafted snapshot, with other files of the store where given; give its revision.

    `announces` says that alerts among the files tell everything up to it.

    Raises:
        StoreError: the store folder has uncommitted changes, HEAD is detached, or the
            store moved on since the base.
    """
    held = base.tree if base else {}
    drafted_blobs = {path: file and file.id for path, file in drafted.draft.files.items()}
    added = {
        path: content
        for path, content in (also or {}).items()
        if _differs(repository, drafted_blobs.get(path, held.get(path)), content)
    }
    facts = msgspec.structs.replace(drafted.facts, announces=announces)
    return commit(
        repository,
        added,
        base=base.revision if base else None,
        message=_message(facts),
        when=now,
        draft=drafted.draft,
    )


def record_snapshot(
    repository: Repository,
    base: Snapshot | None,
    changes: Mapping[str, bytes | None],
    facts: SnapshotFacts,
    now: dt.datetime,
) -> str | None:
    """
    Commit what differs from the base, and give the new revision; None where nothing does.

    Raises:
        StoreError: as `record_draft`.
    """
    drafted = draft_snapshot(repository, base, changes.items(), lambda: facts, now)
    return record_draft(repository, base, drafted, now) if drafted else None


def _message(facts: SnapshotFacts) -> str:
    return history.compose_message(facts.subject(), facts.trailers())


def _differs(repository: Repository, blob: str | None, content: bytes | None) -> bool:
    if content is None:
        return blob is not None
    return blob != repository.blob_id(content)


def _foundations(
    repository: Repository, held: Mapping[str, str], facts: Callable[[], SnapshotFacts]
) -> Iterator[Change]:
    """The files that make a folder a store, where they are missing or outdated."""
    if layout.ATTRIBUTES_FILE not in held:
        yield layout.ATTRIBUTES_FILE, layout.ATTRIBUTES
    store_file = layout.dump_store_file(facts().extractor)
    if held.get(layout.STORE_FILE) != repository.blob_id(store_file):
        yield layout.STORE_FILE, store_file
