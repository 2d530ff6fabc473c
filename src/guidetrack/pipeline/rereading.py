"""
A snapshot as the present extractor reads it, whenever it was captured.

The bytes of the sources are read again, one record at a time and only when asked for.
Where they are not kept, an aspect that the newer extractor reads differently counts as
not captured, since nobody can know what it would have read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from guidetrack.extract import EXTRACTOR_VERSION, changed_since, unite
from guidetrack.guidance.record import ASPECTS, Aspect, GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.uniting import Part, part_of, reread, restricted
from guidetrack.store import layout, record_file
from guidetrack.store.layout import SlotEntry
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot


class Reread:
    """
    A snapshot as the present extractor reads it; otherwise as it is.

    Attributes:
        snapshot: as it was stored.
    """

    def __init__(self, repository: Repository, snapshot: Snapshot, beside: Snapshot | None) -> None:
        """
        Wrap a snapshot.

        Args:
            repository: the store.
            snapshot: what to read again, one record at a time and only when asked for.
            beside: the other side, from which equal sources are taken as read.
        """
        self.snapshot = snapshot
        self._repository = repository
        self._beside = beside
        self._read: dict[Reference, GuidanceRecord | None] = {}

    @property
    def revision(self) -> str:
        """The commit id, in full."""
        return self.snapshot.revision

    @property
    def observed_at(self) -> str | None:
        """When the guidance was seen so."""
        return self.snapshot.observed_at

    def absences(self) -> frozenset[Reference]:
        """References that their source no longer serves."""
        return self.snapshot.absences()

    def listed(self) -> frozenset[Reference] | None:
        """References that a source listing all guidance has named."""
        return self.snapshot.listed()

    def fetch(self, references: Iterable[Reference]) -> None:
        """Read the bytes of many records in one go."""
        self.snapshot.fetch(references)

    def fingerprints(self) -> Mapping[Reference, str]:
        """Reference to the blob id that its record has, or would have."""
        return self._fingerprints

    def record(self, reference: Reference) -> GuidanceRecord | None:
        """The record as the present extractor reads it, or None where none is held."""
        if reference not in self._read:
            self._read[reference] = self._reread(reference)
        return self._read[reference]

    @cached_property
    def _fingerprints(self) -> Mapping[Reference, str]:
        blobs = self.snapshot.fingerprints()
        return {reference: self._fingerprint(reference, blob) for reference, blob in blobs.items()}

    def _fingerprint(self, reference: Reference, blob: str) -> str:
        if self._is_present(self.snapshot):
            return blob
        if self._beside is not None and self._is_present(self._beside):
            other = self._beside.fingerprints().get(reference)
            if other is not None and (other == blob or self._same_sources(reference)):
                return other
        record = self.record(reference)
        return self._repository.blob_id(record_file.dump(record)) if record else blob

    @staticmethod
    def _is_present(snapshot: Snapshot) -> bool:
        return bool(snapshot.extractor == EXTRACTOR_VERSION)

    def _same_sources(self, reference: Reference) -> bool:
        mine = self._sources[0].get(reference)
        return mine is not None and mine == self._sources[1].get(reference)

    @cached_property
    def _sources(self) -> tuple[Mapping[Reference, set[str]], Mapping[Reference, set[str]]]:
        beside = self._beside
        return (_sources_in(self.snapshot), _sources_in(beside) if beside else {})

    def _reread(self, reference: Reference) -> GuidanceRecord | None:
        record = self.snapshot.record(reference)
        if record is None:
            return None
        entries = self.snapshot.slots(reference)
        if all(self._made_by(entry) == EXTRACTOR_VERSION for entry in entries):
            return record
        return unite([self._part(record, entry) for entry in entries])

    def _made_by(self, entry: SlotEntry) -> str | None:
        return entry.extractor or self.snapshot.extractor

    def _part(self, record: GuidanceRecord, entry: SlotEntry) -> Part:
        capture = reread(self.snapshot, record.reference, entry)
        if capture is None:
            changed = changed_since(self._made_by(entry)) - {"identity"}
            kept: list[Aspect] = [each for each in ASPECTS if each in entry.aspects]
            said = restricted(record, (each for each in kept if each not in changed))
        else:
            said = capture.record
        return part_of(entry, said)


def _sources_in(snapshot: Snapshot) -> Mapping[Reference, set[str]]:
    """The blobs of every source whose bytes are kept, by reference."""
    found: dict[Reference, set[str]] = {}
    for path, blob in snapshot.tree.items():
        reference = layout.reference_of_source(path)
        if reference is not None:
            found.setdefault(reference, set()).add(f"{path} {blob}")
    for reference, row in snapshot.all_rows():
        if row.content is not None:
            found.setdefault(reference, set()).add(f"{row.slot} {row.content.hex()}")
    return found
