"""
What a side of a comparison must offer, and the simplest thing that offers it.

A snapshot in the store and a file on the desk are compared in the same way: a
side lists its references with a fingerprint of each record, and loads a record
only when asked, so that equal records are never read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, runtime_checkable

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


@runtime_checkable
class Inventory(Protocol):
    """What a side may know beyond its records; a side that does not know leaves it out."""

    def absences(self) -> frozenset[Reference]:
        """References whose source no longer served them, although their record is kept."""

    def listed(self) -> frozenset[Reference] | None:
        """References named by a source that lists all guidance; None where none has run."""


@runtime_checkable
class Fetching(Protocol):
    """A side for which reading many records in one go costs less than one by one."""

    def fetch(self, references: Iterable[Reference]) -> None:
        """Read records that will be asked for one by one."""


class HeldRecords:
    """A side made of records in memory."""

    def __init__(
        self,
        records: Iterable[GuidanceRecord],
        *,
        revision: str | None = None,
        observed_at: str | None = None,
        absent: Iterable[Reference] = (),
        listed: Iterable[Reference] | None = None,
    ) -> None:
        self._records = {record.reference: record for record in records}
        self._absent = frozenset(absent)
        self._listed = None if listed is None else frozenset(listed)
        self.revision = revision
        self.observed_at = observed_at

    def fingerprints(self) -> Mapping[Reference, str]:
        """Reference to a fingerprint of its record's value."""
        return {ref: _fingerprint(record) for ref, record in self._records.items()}

    def record(self, reference: Reference) -> GuidanceRecord | None:
        """The record of the reference, or None where none is held."""
        return self._records.get(reference)

    def absences(self) -> frozenset[Reference]:
        """References whose source no longer served them."""
        return self._absent

    def listed(self) -> frozenset[Reference] | None:
        """References named by a source that lists all guidance, or None."""
        return self._listed


def absences_of(side: Holding) -> frozenset[Reference]:
    """References the side knows to be missing from their source; empty where it cannot know."""
    return side.absences() if isinstance(side, Inventory) else frozenset()


def fetch_from(side: Holding, references: Iterable[Reference]) -> None:
    """Let a side read many records in one go, where that is of use to it."""
    if isinstance(side, Fetching):
        side.fetch(references)


def listed_by(side: Holding) -> frozenset[Reference] | None:
    """References a listing source named on the side; None where no such source has run."""
    return side.listed() if isinstance(side, Inventory) else None


def _fingerprint(record: GuidanceRecord) -> str:
    return msgspec.json.encode(record, enc_hook=str).hex()
