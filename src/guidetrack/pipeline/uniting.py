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
from guidetrack.sources.document import SourceDocument, Unreadable
from guidetrack.sources.readers import read
from guidetrack.store import layout, record_file
from guidetrack.store.layout import SlotEntry
from guidetrack.store.snapshot import Snapshot

_EXTENSIONS = {
    "markdown": "md",
    "text": "txt",
    "html": "html",
    "pdf": "pdf",
    **dict.fromkeys(
        ("product-feed", "feed-chapter", "structured-document", "catalogue-row", "export-row"),
        "json",
    ),
}


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
    gone = {slot: entries[slot] for slot in entries.keys() & set(outdated) - taken.keys()}
    kept = {slot: entry for slot, entry in entries.items() if slot not in gone}
    parts = {slot: part_held(entry, held, base) for slot, entry in kept.items()}
    for slot, capture in taken.items():
        parts[slot] = _part_taken(capture, parts.get(slot), observed_at)
    record = unite(tuple(parts[slot] for slot in sorted(parts)))
    if record == held and taken.keys() <= entries.keys() and not gone:
        return Update(reference=reference, files={}, record_changed=False)
    files = _files(record, taken, kept, parts, keep_sources)
    for entry in gone.values():
        if entry.file:
            files.setdefault(layout.source_path(reference, entry.file), None)
    return Update(reference=reference, files=files, record_changed=record != held)


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
    if held is None or base is None:
        raise StoreError(
            f"the store holds sources of slot {entry.slot!r} without a record",
            hint="guidetrack verify names the damaged file.",
        )
    capture = reread(base, held.reference, entry)
    record = capture.record if capture else restricted(held, entry.aspects)
    return Part(
        slot=entry.slot,
        changed_at=entry.observed_at,
        record=record,
        unchanged=entry.unchanged,
    )


def reread(base: Snapshot, reference: Reference, entry: SlotEntry) -> Capture | None:
    """Read a slot from the bytes as captured; None where they are not kept or not readable."""
    content = base.source(reference, entry.slot)
    if content is None or hashlib.sha256(content).hexdigest() != entry.sha256:
        return None
    source = SourceDocument(content=content, name=entry.file or entry.slot, url=entry.address)
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


def _files(
    record: GuidanceRecord,
    taken: Mapping[str, Capture],
    entries: Mapping[str, SlotEntry],
    parts: Mapping[str, Part],
    keep_sources: KeepSources,
) -> dict[str, bytes | None]:
    reference = record.reference
    files: dict[str, bytes | None] = {}
    slots = dict(entries)
    for slot, capture in taken.items():
        entry = _entry(capture, parts[slot], keep_sources)
        before = entries.get(slot)
        if before and before.file and before.file != entry.file:
            files[layout.source_path(reference, before.file)] = None
        if entry.file:
            path = layout.source_path(reference, entry.file)
            files[path] = _kept(capture, keep_sources)
        if capture.responsibility is not None:
            for standing in capture.record.boilerplate:
                path = layout.boilerplate_path(standing.sha256)
                files[path] = f"{capture.responsibility}\n".encode()
        slots[slot] = entry
    files[layout.slots_path(reference)] = layout.dump_slots(slots.values())
    files[layout.record_path(reference)] = record_file.dump(record)
    return files


def _entry(capture: Capture, part: Part, keep_sources: KeepSources) -> SlotEntry:
    source = capture.document.source
    extension = _EXTENSIONS.get(capture.document.format, "bin")
    names = {
        "all": layout.source_file_name(capture.slot, extension),
        "text": layout.source_file_name(capture.slot, "txt"),
    }
    return SlotEntry(
        slot=capture.slot,
        file=names.get(keep_sources),
        address=source.url,
        sha256=source.sha256,
        observed_at=part.changed_at,
        aspects=capture.record.captured,
        unchanged=part.unchanged,
    )


def _kept(capture: Capture, keep_sources: KeepSources) -> bytes:
    """The bytes as captured, or only what a reader of the page sees."""
    if keep_sources == "all":
        return capture.document.source.content
    blocks = (f"{each.number or ''} {each.text}".strip() for each in capture.document.blocks)
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")
