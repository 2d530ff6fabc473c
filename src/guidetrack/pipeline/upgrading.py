"""
The technical upgrade: the stored sources read again by a newer extractor.

It is a commit of its own, so that a better reader never looks like a change of
guidance. It is dated as the snapshot it was made from, since nothing new was seen.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial

import msgspec

import guidetrack
from guidetrack.config import Place
from guidetrack.errors import ConfigError
from guidetrack.extract import EXTRACTOR_VERSION
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.opening import opened
from guidetrack.pipeline.workforce import ALONE, Workforce
from guidetrack.store import journal
from guidetrack.store.history import iso_utc
from guidetrack.store.recording import SnapshotFacts, draft_snapshot, record_draft
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot, Snapshots


class Upgrade(msgspec.Struct, frozen=True, kw_only=True):
    """What reading the stored sources again came to."""

    schema_version: int = 1
    revision: str | None
    """The commit; None where nothing came out differently."""
    previous: str
    extractor_before: str | None
    extractor_after: str
    changed: tuple[str, ...]
    """References whose record came out differently."""
    not_reread: tuple[str, ...]
    """References of which some source was not kept, or can no longer be read; their record
    stands as it is."""


def reextract(
    place: Place, *, now: dt.datetime, dry_run: bool = False, workforce: Workforce = ALONE
) -> Upgrade:
    """
    Read the stored sources again, by hand; `workforce` reads them.

    Raises:
        ConfigError: there is no snapshot yet.
        StoreError: the store is damaged, locked, or has uncommitted changes.
    """
    with opened(place, now=now, dry_run=dry_run) as repository:
        base = Snapshots(repository).latest()
        if base is None:
            raise ConfigError(
                "there is no snapshot yet", hint="Take one: guidetrack snapshot FOLDER."
            )
        return _upgrade(repository, base, now, workforce, dry_run=dry_run)


def upgrade_if_needed(
    repository: Repository,
    base: Snapshot | None,
    now: dt.datetime,
    tell: Callable[[str], None] | None = None,
    workforce: Workforce = ALONE,
) -> Snapshot | None:
    """
    Bring the newest snapshot to the present extractor, and give the one to go on from.

    `tell` hears what was done; `workforce` reads the sources.

    Raises:
        StoreError: the store cannot be written.
    """
    if base is None or base.extractor == EXTRACTOR_VERSION or not base.fingerprints():
        return base
    upgrade = _upgrade(repository, base, now, workforce)
    if tell:
        tell(told(upgrade))
    return Snapshots(repository).latest()


def told(upgrade: Upgrade) -> str:
    """What was done, in a sentence for the operator."""
    count = len(upgrade.changed)
    noun = "record" if count == 1 else "records"
    kept = len(upgrade.not_reread)
    stand = f" {kept:,} stand as they are, for want of readable sources." if kept else ""
    return (
        f"The stored sources were read again by extractor {upgrade.extractor_after} (before: "
        f"{upgrade.extractor_before or 'unknown'}); {count:,} {noun} came out differently.{stand}"
    )


def _upgrade(
    repository: Repository,
    base: Snapshot,
    now: dt.datetime,
    workforce: Workforce,
    *,
    dry_run: bool = False,
) -> Upgrade:
    from guidetrack.pipeline.reextracting import Rereading  # noqa: PLC0415 - loads the extractor

    reading = Rereading(base, workforce)
    drafted = None
    if dry_run:
        deque(reading.changes(), maxlen=0)
    else:
        facts = partial(_facts, base, reading.changed)
        drafted = draft_snapshot(repository, base, reading.changes(), facts, now)
    newer = base.extractor != EXTRACTOR_VERSION
    wanted = drafted if newer or reading.changed else None
    result = Upgrade(
        revision=record_draft(repository, base, wanted, now) if wanted else None,
        previous=base.revision,
        extractor_before=base.extractor,
        extractor_after=EXTRACTOR_VERSION,
        changed=tuple(map(str, reading.changed)),
        not_reread=tuple(map(str, reading.kept)),
    )
    if result.revision is not None:
        entry = {"command": "reextract", "run_at": iso_utc(now), **msgspec.to_builtins(result)}
        journal.append(repository, entry, now)
    return result


def _facts(base: Snapshot, changed: Sequence[Reference]) -> SnapshotFacts:
    seen = base.observed_at or base.facts.committed_at
    return SnapshotFacts(
        observed_at=dt.datetime.fromisoformat(seen),
        extractor=EXTRACTOR_VERSION,
        guidetrack_version=guidetrack.__version__,
        sources_read=0,
        sources_failed=0,
        records_total=len(base.fingerprints()),
        records_changed=len(changed),
        technical_upgrade=f"{base.extractor or 'unknown'} -> {EXTRACTOR_VERSION}",
    )
