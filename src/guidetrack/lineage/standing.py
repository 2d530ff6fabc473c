"""
What a record says of its own place among the others: its title, its status, its relations.

Where numbers lead follows from this alone, and it is a hundredth of a record; so a graph
of thousands of records is made without their recommendations, which are read only where
two texts have to be compared.
"""

from __future__ import annotations

import msgspec

from guidetrack.guidance.record import GuidanceRecord, Relationship
from guidetrack.guidance.reference import Reference


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What lineage needs of a record; each field is that of the record."""

    reference: Reference
    title: str | None
    url: str | None
    status: str
    status_stated: str | None
    relationships: tuple[Relationship, ...]


def standing_of(record: GuidanceRecord) -> Standing:
    """Take what lineage needs from a record."""
    return Standing(
        reference=record.reference,
        title=record.title,
        url=record.url,
        status=record.status,
        status_stated=record.status_stated,
        relationships=record.relationships,
    )
