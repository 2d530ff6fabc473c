"""
What a run took, put together with what is held: the files of the next snapshot.

Several captures may belong to one reference (an overview page, its chapters, a
converted PDF). Each fills a slot, and the record is the union of the slots, so a
run that brings one page must read the others again from the store.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping

import msgspec

from guidetrack.config.settings import KeepSources
from guidetrack.errors import StoreError
from guidetrack.extract import LISTS, Capture, extract, unite
from guidetrack.guidance.comparison import comparison_form
from guidetrack.guidance.record import Aspect, GuidanceRecord, to_plain
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.keeping import keep
from guidetrack.sources.document import SourceDocument, Unreadable
from guidetrack.sources.readers import read
from guidetrack.store import layout, record_file
from guidetrack.store.layout import SlotEntry
from guidetrack.store.row_table import Row
from guidetrack.store.snapshot import Snapshot

_FIELDS: Mapping[Aspect, tuple[str, ...]] = {
    "dates": ("published", "last_updated", "next_review"),
    "recommendations": ("recommendations", "categories"),
    "relationships": ("relationships",),
    "sections": ("sections",),
    "update-notes": ("update_notes",),
    "endorsements": ("endorsements",),
    "codes": ("codes",),
}
"""The fields of a record that belong to an aspect; all others are its identity."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What one slot says, and since when."""

    slot: str
    changed_at: str
    """When its words last changed, ISO 8601 in UTC."""
    record: GuidanceRecord
    unchanged: bool = False
    """Whether it is a list that still says what it said when it was first seen."""


class Update(msgspec.Struct, frozen=True, kw_only=True):
    """What a run means for one reference."""

    reference: Reference
    files: Mapping[str, bytes | None]
    """Path in the store to new bytes, or None for a file that goes; empty where nothing changed."""
    rows: tuple[Row, ...] | None
    """Everything that it has among the rows of lists from now on; None where nothing changed."""
    record_changed: bool


def same_capture(captures: Iterable[Capture]) -> bool:
    """Whether captures of one slot say the same, so that they count once."""
    every = tuple(captures)
    if len(every) == 1:
        return True
    first, *others = (folded(to_plain(capture.record)) for capture in every)
    return all(first == other for other in others)


def unite_captures(captures: Iterable[Capture]) -> dict[Reference, GuidanceRecord]:
    """The records of several captures, each the union of those of one reference."""
    parts: dict[Reference, list[Part]] = {}
    for capture in captures:
        part = _part_taken(capture, None, "")
        parts.setdefault(capture.record.reference, []).append(part)
    return {reference: unite(parts[reference]) for reference in sorted(parts)}


def update(
    captures: Iterable[Capture],
    base: Snapshot | None,
    observed_at: str,
    keep_sources: KeepSources,
    outdated: Collection[str] = (),
) -> Update:
    """
    Unite the captures of one reference with the slots held.

    A capture that says what its slot said before keeps the slot's time, so that a
    page whose bytes differ does not outrank one whose words do. `outdated` names
    slots that the publisher no longer has, such as chapters gone from the menu.
    """
    taken = {capture.slot: capture for capture in captures}
    reference = next(iter(taken.values())).record.reference
    held = base.record(reference) if base else None
    entries = {entry.slot: entry for entry in base.slots(reference)} if base else {}
    gone = entries.keys() & set(outdated) - taken.keys()
    alone = held is not None and len(entries) == 1  # what it says is what the record says
    parts = {
        slot: part_recorded(entry, held) if alone else part_held(entry, held, base)
        for slot, entry in entries.items()
        if slot not in gone
    }
    for slot, capture in taken.items():
        parts[slot] = _part_taken(capture, parts.get(slot), observed_at)
    record = unite(tuple(parts[slot] for slot in sorted(parts)))
    if record == held and taken.keys() <= entries.keys() and not gone:
        return Update(reference=reference, files={}, rows=None, record_changed=False)
    files, rows = keep(taken, parts, base, keep_sources, gone)
    files[layout.record_path(reference)] = record_file.dump(record)
    return Update(reference=reference, files=files, rows=rows, record_changed=record != held)


def _part_taken(capture: Capture, before: Part | None, observed_at: str) -> Part:
    """What a capture says, and since when: since then, where its slot said so before."""
    if before is not None and before.record == capture.record:
        return before
    return Part(
        slot=capture.slot,
        changed_at=observed_at,
        record=capture.record,
        unchanged=before is None and capture.slot in LISTS,
    )


def part_held(entry: SlotEntry, held: GuidanceRecord | None, base: Snapshot | None) -> Part:
    """
    Give a slot as it was taken; from its bytes, or else from the record it went into.

    Raises:
        StoreError: there are sources without a record.
    """
    capture = reread(base, held.reference, entry) if base and held else None
    return part_of(entry, capture.record) if capture else part_recorded(entry, held)


def part_recorded(entry: SlotEntry, held: GuidanceRecord | None) -> Part:
    """
    Give a slot as far as the record tells that it went into.

    Raises:
        StoreError: there is none.
    """
    if held is None:
        raise StoreError(
            f"the store holds sources of slot {entry.slot!r} without a record",
            hint="guidetrack verify names the damaged file.",
        )
    return part_of(entry, restricted(held, entry.aspects))


def part_of(entry: SlotEntry, record: GuidanceRecord) -> Part:
    """Give what a slot that is held says."""
    return Part(
        slot=entry.slot,
        changed_at=entry.observed_at,
        record=record,
        unchanged=entry.unchanged,
    )


def reread(base: Snapshot, reference: Reference, entry: SlotEntry) -> Capture | None:
    """Read a slot from the bytes as captured; None where they are not kept or not readable."""
    source = kept_source(base, reference, entry)
    return read_again(source, reference) if source else None


def kept_source(base: Snapshot, reference: Reference, entry: SlotEntry) -> SourceDocument | None:
    """Give a slot as captured; None where its bytes are not kept."""
    content = base.source(reference, entry.slot)
    if content is None or hashlib.sha256(content).hexdigest() != entry.sha256:
        return None
    return SourceDocument(content=content, name=entry.file or entry.slot, url=entry.address)


def read_again(source: SourceDocument, reference: Reference) -> Capture | None:
    """Read a source of some guidance; None where it cannot be read."""
    parsed = read(source)
    if isinstance(parsed, Unreadable):
        return None
    capture = extract(parsed, reference=reference)
    return None if isinstance(capture, Unreadable) else capture


def restricted(record: GuidanceRecord, aspects: Iterable[Aspect]) -> GuidanceRecord:
    """Give the record as if only these aspects had been captured."""
    kept = frozenset(aspects)
    empty = {
        name: () if isinstance(getattr(record, name), tuple) else None
        for aspect, names in _FIELDS.items()
        if aspect not in kept
        for name in names
    }
    captured = tuple(aspect for aspect in record.captured if aspect in kept)
    return msgspec.structs.replace(record, **empty, captured=captured)


def folded(value: object) -> object:
    """Give plain data with every text in its comparison form."""
    if isinstance(value, str):
        return comparison_form(value)
    if isinstance(value, Mapping):
        return {key: folded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [folded(each) for each in value]
    return value
