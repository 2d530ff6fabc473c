"""
Whether what a pack says follows from the bytes in it.

Records are canonical, both texts of a migration compare as certified, and the sheet says
nothing that the other files do not. Where the present rules are not those that made the
pack, that is said and is no damage.
"""

from __future__ import annotations

import msgspec

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
    Side,
    load_part,
)
from guidetrack.evidence.opened import Opened
from guidetrack.guidance.comparison import VERSION
from guidetrack.guidance.reference import Reference
from guidetrack.store import layout, record_file


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
        if str(record.reference) not in pack.manifest.thread:
            raise DamageError(MANIFEST, f"its thread lacks {record.reference}")
    checked.append("every record")


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
