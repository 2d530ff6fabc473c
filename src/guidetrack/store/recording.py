"""
The next snapshot: one run, one commit, or none where nothing changed.

What a run found stands in the trailers of its commit; the subject is for people.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import msgspec

from guidetrack.store import history, layout
from guidetrack.store.commit import build_commit, commit
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot, Snapshots


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


def record_snapshot(
    repository: Repository,
    base: Snapshot | None,
    changes: Mapping[str, bytes | None],
    facts: SnapshotFacts,
    now: dt.datetime,
) -> str | None:
    """
    Commit what differs from the base, and give the new revision; None where nothing does.

    `changes` maps paths of the store (see `layout`) to their bytes, or to None for a
    file that goes; bytes equal to those held do not count. A technical upgrade is
    recorded even where no record came out differently, or it would be tried again
    with every run.

    Raises:
        StoreError: the store folder has uncommitted changes, HEAD is detached, or the
            store moved on since the base.
    """
    held = base.tree if base else {}
    real = {
        path: content
        for path, content in changes.items()
        if _differs(repository, held.get(path), content)
    }
    if not real and not facts.technical_upgrade:
        return None
    real = {**_foundations(repository, held, facts), **real}
    if not real:
        return None
    return commit(
        repository,
        real,
        base=base.revision if base else None,
        message=history.compose_message(facts.subject(), facts.trailers()),
        when=now,
    )


def draft_snapshot(
    repository: Repository,
    base: Snapshot,
    changes: Mapping[str, bytes | None],
    facts: SnapshotFacts,
    now: dt.datetime,
) -> Snapshot | None:
    """
    Write the next snapshot beside the branch, where nobody sees it; None where nothing differs.

    What it means can so be found out before it is committed, and go into the same commit.
    """
    real = {
        path: content
        for path, content in changes.items()
        if _differs(repository, base.tree.get(path), content)
    }
    if not real:
        return None
    real = {**_foundations(repository, base.tree, facts), **real}
    revision = build_commit(
        repository,
        {(repository.prefix + path).encode(): content for path, content in real.items()},
        parent=base.revision,
        message=history.compose_message(facts.subject(), facts.trailers()),
        when=now,
    )
    return Snapshots(repository).named(revision)


def _differs(repository: Repository, blob: str | None, content: bytes | None) -> bool:
    if content is None:
        return blob is not None
    return blob != repository.blob_id(content)


def _foundations(
    repository: Repository, held: Mapping[str, str], facts: SnapshotFacts
) -> dict[str, bytes]:
    """The files that make a folder a store, where they are missing or outdated."""
    found: dict[str, bytes] = {}
    if layout.ATTRIBUTES_FILE not in held:
        found[layout.ATTRIBUTES_FILE] = layout.ATTRIBUTES
    store_file = layout.dump_store_file(facts.extractor)
    if held.get(layout.STORE_FILE) != repository.blob_id(store_file):
        found[layout.STORE_FILE] = store_file
    return found
