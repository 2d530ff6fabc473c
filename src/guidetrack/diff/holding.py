"""
What a side of a comparison must offer, and the simplest thing that offers it.

A snapshot in the store and a file on the desk are compared in the same way: a
side lists its references with a fingerprint of each record, and loads a record
only when asked, so that equal records are never read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

import msgspec

from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference


class Holding(Protocol):
    """One side: the records of one revision, or of some files."""

    @property
    def revision(self) -> str | None:
        """The commit, or None for files."""

    @property
    def observed_at(self) -> str | None:
        """When the guidance was seen so, ISO 8601 in UTC; None where not known."""

    def fingerprints(self) -> Mapping[Reference, str]:
        """Reference to a fingerprint; equal fingerprints mean equal records."""

    def record(self, reference: Reference) -> GuidanceRecord | None:
        """The record of the reference, or None where none is held."""


class HeldRecords:
    """A side made of records in memory."""

    def __init__(
        self,
        records: Iterable[GuidanceRecord],
        *,
        revision: str | None = None,
        observed_at: str | None = None,
    ) -> None:
        self._records = {record.reference: record for record in records}
        self.revision = revision
        self.observed_at = observed_at

    def fingerprints(self) -> Mapping[Reference, str]:
        """Reference to a fingerprint of its record's value."""
        return {ref: _fingerprint(record) for ref, record in self._records.items()}

    def record(self, reference: Reference) -> GuidanceRecord | None:
        """The record of the reference, or None where none is held."""
        return self._records.get(reference)


def _fingerprint(record: GuidanceRecord) -> str:
    return msgspec.json.encode(record, enc_hook=str).hex()
