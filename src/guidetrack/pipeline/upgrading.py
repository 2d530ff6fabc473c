"""
The technical upgrade: the stored sources read again by a newer extractor.

It is a commit of its own, so that a better reader never looks like a change of
guidance. It is dated as the snapshot it was made from, since nothing new was seen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import msgspec

import guidetrack
from guidetrack.config import Place
from guidetrack.errors import ConfigError
from guidetrack.extract import EXTRACTOR_VERSION, unite
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.keeping import table_files
from guidetrack.pipeline.opening import opened
from guidetrack.pipeline.uniting import Part, part_held, reread
from guidetrack.store import journal, layout, record_file
from guidetrack.store.history import iso_utc
from guidetrack.store.layout import SlotEntry
from guidetrack.store.recording import SnapshotFacts, record_snapshot
from guidetrack.store.repository import Repository
from guidetrack.store.row_table import Row
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


def reextract(place: Place, *, now: dt.datetime, dry_run: bool = False) -> Upgrade:
    """
    Read the stored sources again, by hand.

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
        return _upgrade(repository, base, now, dry_run=dry_run)


def upgrade_if_needed(
    repository: Repository,
    base: Snapshot | None,
    now: dt.datetime,
    tell: Callable[[str], None] | None = None,
) -> Snapshot | None:
    """
    Bring the newest snapshot to the present extractor, and give the one to go on from.

    Raises:
        StoreError: the store cannot be written.
    """
    if base is None or base.extractor == EXTRACTOR_VERSION or not base.fingerprints():
        return base
    upgrade = _upgrade(repository, base, now)
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
    repository: Repository, base: Snapshot, now: dt.datetime, *, dry_run: bool = False
) -> Upgrade:
    changes: dict[str, bytes | None] = {}
    changed: list[Reference] = []
    kept: list[Reference] = []
    rows: dict[Reference, list[Row]] = {}
    for reference in base.references():
        again = _Again(base, reference)
        changes.update(again.files())
        rows[reference] = again.rows()
        if again.record != base.record(reference):
            changed.append(reference)
        if again.stale:
            kept.append(reference)
    newer = base.extractor != EXTRACTOR_VERSION
    revision = None
    if not dry_run and (newer or changed):
        changes.update(table_files(base, {each: new for each, new in rows.items() if new}))
        facts = _facts(base, len(changed))
        revision = record_snapshot(repository, base, changes, facts, now)
    result = Upgrade(
        revision=revision,
        previous=base.revision,
        extractor_before=base.extractor,
        extractor_after=EXTRACTOR_VERSION,
        changed=tuple(map(str, changed)),
        not_reread=tuple(map(str, kept)),
    )
    if revision is not None:
        entry = {"command": "reextract", "run_at": iso_utc(now), **msgspec.to_builtins(result)}
        journal.append(repository, entry, now)
    return result


class _Again:
    """One reference, read again from what is kept of it."""

    def __init__(self, base: Snapshot, reference: Reference) -> None:
        self._base = base
        self._reference = reference
        self._held = base.record(reference)
        self._rows = base.rows(reference)
        self.stale = False
        self._entries = list(self._read())

    def _read(self) -> Iterator[tuple[SlotEntry, Part]]:
        for entry in self._base.slots(self._reference):
            capture = reread(self._base, self._reference, entry)
            if capture is None:
                self.stale = True
                made_by = entry.extractor or self._base.extractor
                noted = made_by if made_by != EXTRACTOR_VERSION else None
                part = part_held(entry, self._held, self._base)
                yield msgspec.structs.replace(entry, extractor=noted), part
            else:
                aspects = capture.record.captured
                part = Part(
                    slot=entry.slot,
                    changed_at=entry.observed_at,
                    record=capture.record,
                    unchanged=entry.unchanged,
                )
                yield msgspec.structs.replace(entry, extractor=None, aspects=aspects), part

    @property
    def record(self) -> GuidanceRecord | None:
        """What the sources say to the present extractor."""
        return unite([part for _, part in self._entries]) if self._entries else self._held

    def files(self) -> dict[str, bytes | None]:
        """The record and its table of slots; those that are as they were count as unchanged."""
        if self.record is None or not self._entries:
            return {}
        among_rows = {row.slot for row in self._rows}
        own = [entry for entry, _ in self._entries if entry.slot not in among_rows]
        return {
            layout.record_path(self._reference): record_file.dump(self.record),
            **({layout.slots_path(self._reference): layout.dump_slots(own)} if own else {}),
        }

    def rows(self) -> list[Row]:
        """Its rows of lists, with what the present extractor finds in them."""
        entries = {entry.slot: entry for entry, _ in self._entries}
        return [
            msgspec.structs.replace(
                row, aspects=entries[row.slot].aspects, extractor=entries[row.slot].extractor
            )
            for row in self._rows
        ]


def _facts(base: Snapshot, changed: int) -> SnapshotFacts:
    seen = base.observed_at or base.facts.committed_at
    return SnapshotFacts(
        observed_at=dt.datetime.fromisoformat(seen),
        extractor=EXTRACTOR_VERSION,
        guidetrack_version=guidetrack.__version__,
        sources_read=0,
        sources_failed=0,
        records_total=len(base.fingerprints()),
        records_changed=changed,
        technical_upgrade=f"{base.extractor or 'unknown'} -> {EXTRACTOR_VERSION}",
    )
