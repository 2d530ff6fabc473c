"""
What an export consists of, one thing at a time.

A store of many years does not fit into memory, so everything that is written comes by as a
stream of these, and each kind of export makes its own lines or rows of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from guidetrack.events.event import Event
from guidetrack.events.report import Side
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.lineage.crosswalk import CrosswalkRow
from guidetrack.store.history import Revision
from guidetrack.store.layout import SlotEntry


class TakenSnapshot(NamedTuple):
    """A commit that touched the guidance in the store."""

    facts: Revision
    position: int
    """Its place in the history, from 0 for the oldest."""


class Written(NamedTuple):
    """A record, as it is and as one line of JSON; it is encoded once for all exports."""

    record: GuidanceRecord
    text: str
    sha256: str
    """Of its file in the store, in hexadecimal."""


class HeldRecord(NamedTuple):
    """What the newest snapshot holds of a reference."""

    written: Written
    since: Revision
    """The snapshot in which it took this form."""
    is_absent: bool
    """Whether its source no longer serves it."""


class Version(NamedTuple):
    """What became of a reference in one snapshot."""

    reference: Reference
    seen: Revision
    written: Written | None
    """None where the snapshot no longer holds the reference."""


class HeldSource(NamedTuple):
    """One captured source of the newest snapshot."""

    reference: Reference
    entry: SlotEntry
    file: str | None
    """Where an export of files puts it; None where only its hash is kept."""
    content: bytes | None


class Led(NamedTuple):
    """A row of the crosswalk."""

    row: CrosswalkRow
    position: int


class Happened(NamedTuple):
    """An event, between the two snapshots that show it."""

    old: Side
    new: Side
    event: Event
    position: int
    """Its place among the events of the same snapshot, from 0."""


class Other(NamedTuple):
    """Something that is not about what guidance says: it is exported as it is kept."""

    kind: Literal["absences", "alerts", "runs"]
    plain: Mapping[str, Any]


Item = TakenSnapshot | HeldRecord | Version | HeldSource | Led | Happened | Other
