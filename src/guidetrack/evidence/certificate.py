"""
The certificate of a migration: was it the same text under a new number?

It is a pure function of the two records, so whoever has them can make it again and
see that it comes out alike. What NICE states and what comparing gave are kept apart:
a statement is quoted, never believed.
"""

from __future__ import annotations

from typing import NamedTuple

from guidetrack.diff.holding import HeldRecords
from guidetrack.diff.succession import link_of
from guidetrack.events import detect, summaries
from guidetrack.events.event import Event, Verdict
from guidetrack.evidence import texts
from guidetrack.evidence.manifest import Certificate, Difference, Side
from guidetrack.guidance.comparison import RULES, VERSION
from guidetrack.guidance.record import GuidanceRecord, Relationship
from guidetrack.guidance.reference import Reference


class Text(NamedTuple):
    """A record of a pack, or the lack of one, and where it stands."""

    reference: Reference
    revision: str
    observed_at: str | None
    extractor: str | None
    file: str | None
    """In the pack."""
    record: GuidanceRecord | None


class _Compared(NamedTuple):
    verdict: Verdict
    says: str
    differences: tuple[Difference, ...] = ()


def certify(old: Text, new: Text) -> Certificate | None:
    """
    Compare the texts of two numbers, one of which states that it migrated to or from the other.

    None where neither states it.
    """
    found = _statement(old, new)
    if found is None:
        return None
    owner, relation = found
    compared = _compare(old, new)
    return Certificate(
        old=_side(old, old.reference, new.reference),
        new=_side(new, old.reference, new.reference),
        verdict=compared.verdict,
        says=compared.says,
        stated=relation.stated,
        stated_by=str(owner),
        stated_when=str(relation.when) if relation.when else None,
        claims_unchanged=relation.claims_unchanged,
        comparison=VERSION,
        does_not_count=tuple(f"{name}: {says}" for name, says in RULES),
        differences=compared.differences,
    )


def file_of(certificate: Certificate) -> str:
    """Where a certificate lies in the pack."""
    return f"certificates/{certificate.old.reference}-to-{certificate.new.reference}.json"


def can_compare(old: GuidanceRecord | None, new: GuidanceRecord | None) -> bool:
    """Whether the recommendations of both are held."""
    return all(each is not None and each.recommendations for each in (old, new))


def _statement(old: Text, new: Text) -> tuple[Reference, Relationship] | None:
    """Who states the migration, and how; a sentence before data, the new page before the old."""
    ends = (old.reference, new.reference)
    found: list[tuple[Reference, Relationship]] = []
    for record in (new.record, old.record):
        for relation in record.relationships if record else ():
            link = link_of(record.reference, relation) if record else None
            if record and link and link.kind == "migrated" and link.ends == ends:
                found.append((record.reference, relation))
    return min(found, key=lambda each: each[1].stated is None, default=None)


def _side(text: Text, *numbers: Reference) -> Side:
    record = text.record if text.record and text.record.recommendations else None
    return Side(
        reference=str(text.reference),
        revision=text.revision,
        observed_at=text.observed_at,
        extractor=text.extractor,
        record=text.file,
        recommendations=len(record.recommendations) if record else 0,
        verbatim_sha256=texts.fingerprint(texts.verbatim(record)) if record else None,
        form_sha256=texts.fingerprint(texts.form(record, *numbers)) if record else None,
    )


def _compare(old: Text, new: Text) -> _Compared:
    before, after = str(old.reference), str(new.reference)
    if old.record is None or new.record is None or not can_compare(old.record, new.record):
        lacking = after if can_compare(old.record, old.record) else before
        return _Compared("not-verified", summaries.migrated_unverified(before, after, lacking))
    events = detect(HeldRecords([old.record]), HeldRecords([new.record]))
    migrated = next((each for each in events if each.kind == "migrated"), None)
    differences = tuple(
        Difference(kind=each.kind, says=each.summary) for each in events if each is not migrated
    )
    if migrated is None or migrated.verdict is None:
        return _by_forms(events, before, after, differences)
    return _Compared(migrated.verdict, migrated.summary, differences)


def _by_forms(
    events: tuple[Event, ...], before: str, after: str, differences: tuple[Difference, ...]
) -> _Compared:
    """The verdict where both numbers hold other links as well, and no event says it whole."""
    places = (change.place for event in events for change in event.changes)
    if any(place.startswith("recommendations") for place in places):
        return _Compared("changed", summaries.migrated_changed(before, after, []), differences)
    return _Compared("identical", summaries.migrated_identical(before, after, []), differences)
