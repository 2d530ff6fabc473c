"""
What a record was read from, as the manifest says it.

Whoever makes a pack and whoever checks it describe a source by the same function, so a
source that was changed no longer is what the manifest says.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from guidetrack.evidence.manifest import Kept, SourceEntry
from guidetrack.guidance.reference import Reference
from guidetrack.store.layout import SlotEntry


class Source(NamedTuple):
    """One slot with what is kept of it."""

    entry: SlotEntry
    content: bytes | None
    """The bytes as captured, or only the text in them, or None."""
    file: str | None
    """The file of the pack that holds it: its own, or that of many rows of a list."""

    def is_whole(self) -> bool:
        """Whether its bytes are kept as captured."""
        return (
            self.content is not None
            and hashlib.sha256(self.content).hexdigest() == self.entry.sha256
        )


def describe(revision: str, reference: Reference, source: Source) -> SourceEntry | None:
    """Say what a source is; None where what is kept cannot be what was captured."""
    entry = source.entry
    kept: Kept = "nothing"
    if source.is_whole():
        kept = "all"
    elif source.content is not None:
        if entry.file is None or not entry.file.endswith(".txt"):
            return None
        kept = "text"
    return SourceEntry(
        revision=revision,
        reference=str(reference),
        slot=entry.slot,
        address=entry.address,
        retrieved_at=entry.observed_at,
        sha256=entry.sha256,
        kept=kept,
        file=source.file,
    )
