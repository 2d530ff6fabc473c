"""
From the bytes of a pack to its record, once more.

Where a pack has every source of a record, and the reader is of the same version, the
record has to come out as it is packed, byte for byte.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from guidetrack.evidence.sources import Source
from guidetrack.extract import extract, unite
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.sources.document import SourceDocument, Unreadable
from guidetrack.sources.readers import read


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    """What one slot says, as `unite` takes it."""

    slot: str
    changed_at: str
    record: GuidanceRecord
    unchanged: bool


def read_again(reference: Reference, sources: Sequence[Source]) -> GuidanceRecord | Source:
    """Give the record that the sources make, or the source that can no longer be read."""
    parts = []
    for each in sources:
        entry, content = each.entry, each.content or b""
        source = SourceDocument(content=content, name=entry.file or entry.slot, url=entry.address)
        parsed = read(source)
        capture = parsed if isinstance(parsed, Unreadable) else extract(parsed, reference=reference)
        if isinstance(capture, Unreadable):
            return each
        parts.append(
            _Part(
                slot=entry.slot,
                changed_at=entry.observed_at,
                record=capture.record,
                unchanged=entry.unchanged,
            )
        )
    try:
        return unite(parts)
    except ValueError:
        return sources[0]
