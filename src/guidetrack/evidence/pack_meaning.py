"""
Whether what a pack says follows from the bytes in it.

Records are canonical and come out of their sources again, both texts of a migration
compare as certified, and the sheet says nothing that the other files do not. Where the
present versions of the rules are not those that made the pack, that is said and is no
damage.
"""

from __future__ import annotations

import hashlib

import msgspec

from guidetrack.errors import RecordError
from guidetrack.events.report import Report
from guidetrack.evidence import sheet
from guidetrack.evidence.certificate import Text, certify, file_of
from guidetrack.evidence.damage import DamageError
from guidetrack.evidence.manifest import (
    HISTORY,
    MANIFEST,
    SHEET_HTML,
    SHEET_TEXT,
    Certificate,
    HeldFile,
    Side,
    SourceEntry,
    load_part,
)
from guidetrack.evidence.opened import Opened
from guidetrack.evidence.reading_again import read_again
from guidetrack.extract import EXTRACTOR_VERSION
from guidetrack.guidance.comparison import VERSION
from guidetrack.guidance.reference import Reference
from guidetrack.store import layout, record_file
from guidetrack.store.layout import SlotEntry


class _History(msgspec.Struct, frozen=True, kw_only=True):
    schema_version: int
    reports: tuple[Report, ...]


def check_records(pack: Opened, checked: list[str], not_checked: list[str]) -> None:
    """
    See that every record is one, written canonically, and that of its path.

    Raises:
        DamageError: one is not.
    """
    del not_checked
    for row in pack.record_files():
        record = pack.record(row.file)
        if record_file.dump(record) != pack.file(row.file):
            raise DamageError(row.file, "the record is not written as guidetrack writes it")
        if record.reference != layout.reference_of(row.path):
            raise DamageError(row.file, f"it is the record of {record.reference}")
    checked.append("every record")


def check_sources(pack: Opened, checked: list[str], not_checked: list[str]) -> None:
    """
    See that the captured bytes are those whose hash was recorded.

    Raises:
        DamageError: some are not, or the manifest says of a source what was not recorded.
    """
    lacking: dict[str, None] = {}
    for each in pack.manifest.sources:
        _check_source(pack, each)
        if each.kept != "all":
            lacking[f"{each.reference} ({each.slot})"] = None
    _check_complete(pack)
    if lacking:
        names = ", ".join(lacking)
        not_checked.append(f"the captured bytes of {names}: the store did not keep them")
    checked.append("the captured bytes, as far as they were kept")


def check_extraction(pack: Opened, checked: list[str], not_checked: list[str]) -> None:
    """
    See that the sources give the records again.

    Raises:
        DamageError: some give another one.
    """
    again, other = 0, {}
    for row in pack.record_files():
        slots = _slots(pack, row)
        versions = {each.extractor or pack.snapshot(row.revision).extractor for each in slots}
        if versions - {EXTRACTOR_VERSION}:
            other.update(dict.fromkeys(str(each or "unknown") for each in versions))
        elif slots and _read_again(pack, row, slots):
            again += 1
    if other:
        not_checked.append(
            f"whether extractor {', '.join(sorted(other))} made these records of these sources: "
            f"this is extractor {EXTRACTOR_VERSION}"
        )
    if again:
        checked.append("that the captured bytes, read again, give these records")


def check_certificates(pack: Opened, checked: list[str], not_checked: list[str]) -> None:
    """
    See that both texts of each migration compare as certified.

    Raises:
        DamageError: some do not.
    """
    made_by = {pack.certificate(name).comparison for name in pack.manifest.certificates}
    for name in pack.manifest.certificates:
        _check_certificate(pack, name, pack.certificate(name))
    if made_by - {VERSION}:
        not_checked.append(
            f"the comparison by rules {', '.join(sorted(made_by))}: this has rules {VERSION}"
        )
    elif made_by:
        checked.append("that comparing both texts again gives the certified verdict")


def check_history(pack: Opened, checked: list[str], not_checked: list[str]) -> None:
    """
    See that the history is one, and speaks of commits of the pack only.

    Raises:
        DamageError: it does not.
    """
    del not_checked
    for report in _history(pack):
        for side in (report.old, report.new):
            if side.revision is None:
                raise DamageError(HISTORY, "it tells of a change without a commit")
            pack.snapshot(side.revision)
    checked.append("the history")


def check_sheets(pack: Opened, checked: list[str], not_checked: list[str]) -> None:
    """
    See that the sheets say what the evidence says.

    Raises:
        DamageError: one does not.
    """
    if pack.is_reworded():
        not_checked.append(
            "the wording of the readable sheets: guidetrack "
            f"{pack.manifest.made_with.guidetrack} made them, this is {pack.version}"
        )
        return
    newest = pack.manifest.snapshots[-1].revision
    records = [pack.record(row.file) for row in pack.record_files() if row.revision == newest]
    facts = sheet.Facts(
        pack.manifest,
        tuple(sorted(records, key=lambda each: each.reference)),
        tuple(map(pack.certificate, pack.manifest.certificates)),
        _history(pack),
    )
    if sheet.render_html(facts) != pack.file(SHEET_HTML):
        raise DamageError(SHEET_HTML, "it does not say what the evidence says")
    if sheet.render_text(facts) != pack.file(SHEET_TEXT):
        raise DamageError(SHEET_TEXT, "it does not say what the evidence says")
    checked.append("that the readable sheets say what the evidence says")


def _history(pack: Opened) -> tuple[Report, ...]:
    found: _History = load_part(pack.file(HISTORY), HISTORY, _History)
    return found.reports


def _check_source(pack: Opened, source: SourceEntry) -> None:
    reference = pack.reference(source.reference, MANIFEST)
    table = pack.find(source.revision, layout.slots_path(reference))
    if table is None:
        raise DamageError(MANIFEST, f"it names a source of {reference} that was not recorded")
    entry = next((each for each in _load_slots(pack, table) if each.slot == source.slot), None)
    said = (source.sha256, source.address, source.retrieved_at, source.unchanged)
    if entry is None or said != (entry.sha256, entry.address, entry.observed_at, entry.unchanged):
        raise DamageError(table, f"the manifest says otherwise of the source {source.slot!r}")
    if (source.file is None) != (source.kept == "nothing"):
        raise DamageError(MANIFEST, f"it does not say where the source {source.slot!r} is")
    if source.file is not None and source.kept == "all":
        found = hashlib.sha256(pack.file(source.file)).hexdigest()
        if found != source.sha256:
            raise DamageError(source.file, "its bytes are not those that were captured")
    elif source.file is not None and source.file not in pack.held_files:
        raise DamageError(source.file, "nothing proves that this text was recorded")


def _check_complete(pack: Opened) -> None:
    """See that the manifest leaves out no source that was recorded."""
    named = {(each.revision, each.reference, each.slot) for each in pack.manifest.sources}
    for row in pack.record_files():
        reference = layout.reference_of(row.path)
        for entry in _slots(pack, row):
            if (row.revision, str(reference), entry.slot) not in named:
                raise DamageError(MANIFEST, f"it lacks the source {entry.slot!r} of {reference}")


def _slots(pack: Opened, row: HeldFile) -> tuple[SlotEntry, ...]:
    reference = layout.reference_of(row.path)
    table = pack.find(row.revision, layout.slots_path(reference)) if reference else None
    return _load_slots(pack, table) if table else ()


def _load_slots(pack: Opened, table: str) -> tuple[SlotEntry, ...]:
    try:
        return layout.load_slots(pack.file(table))
    except RecordError as problem:
        raise DamageError(table, str(problem)) from problem


def _read_again(pack: Opened, row: HeldFile, slots: tuple[SlotEntry, ...]) -> bool:
    """Read a record's sources again; false where some of them were not kept."""
    record = pack.record(row.file)
    kept = {
        each.slot: each.file
        for each in pack.manifest.sources
        if (each.revision, each.reference, each.kept)
        == (row.revision, str(record.reference), "all")
    }
    sources = [(each, pack.file(kept[each.slot] or "")) for each in slots if each.slot in kept]
    if len(sources) < len(slots):
        return False
    found = read_again(record.reference, sources)
    if isinstance(found, str):
        raise DamageError(kept[found] or row.file, "it can no longer be read")
    if record_file.dump(found) != pack.file(row.file):
        raise DamageError(row.file, "the captured bytes, read again, give another record")
    return True


def _check_certificate(pack: Opened, name: str, certificate: Certificate) -> None:
    if file_of(certificate) != name:
        raise DamageError(name, "it is the certificate of other numbers")
    old, new = (_text(pack, name, side) for side in (certificate.old, certificate.new))
    if certificate.comparison != VERSION:
        return
    again = certify(old, new)
    if again is None:
        raise DamageError(name, "neither text states this migration")
    if again.verdict != certificate.verdict:
        raise DamageError(
            name, f"comparing again gives {again.verdict!r}, not {certificate.verdict!r}"
        )
    if _core(again) != _core(certificate) or not (pack.is_reworded() or again == certificate):
        raise DamageError(name, "comparing again gives other fingerprints or other words")


def _core(certificate: Certificate) -> tuple[object, ...]:
    """What no later wording of guidetrack may change."""
    stated = (certificate.stated, certificate.stated_by, certificate.stated_when)
    kinds = tuple(each.kind for each in certificate.differences)
    return certificate.old, certificate.new, stated, certificate.claims_unchanged, kinds


def _text(pack: Opened, name: str, side: Side) -> Text:
    reference: Reference = pack.reference(side.reference, name)
    entry = pack.snapshot(side.revision)
    file = pack.find(side.revision, layout.record_path(reference))
    if file != side.record:
        raise DamageError(name, f"it does not say which record of {reference} it compared")
    record = pack.record(file) if file else None
    return Text(reference, side.revision, entry.observed_at, entry.extractor, file, record)
