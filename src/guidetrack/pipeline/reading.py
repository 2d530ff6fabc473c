"""
One document to what it says, in whichever process this runs.

Nothing here knows the store: what is held, and whether a document may be believed beside it,
is asked where the store is open. So a document can be read in another process, or on another
machine, and its capture comes back packed, because most of them wait on a shelf anyway.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from guidetrack.extract import Capture, Objection, extract, object_to_itself
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.believing import object_to_page
from guidetrack.pipeline.shelf import pack
from guidetrack.pipeline.spreading import ENDED
from guidetrack.sources.document import SourceDocument, Unreadable
from guidetrack.sources.readers import read


class Errand(NamedTuple):
    """A document to be read, and what is known of it beforehand."""

    document: SourceDocument
    asked: Reference | None = None
    """The guidance that somebody says it is."""
    must_confirm: bool = False
    """Whether its address proves nothing about what it is."""
    with_blocks: bool = True
    """Whether its text is wanted as well as what was found in it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document says, as this process found it."""

    capture: Capture
    own: Objection | None = None
    """Why it must not enter any store."""
    unconfirmed: Objection | None = None
    """Why it is not believed to be what it was fetched as."""


class PackedReading(NamedTuple):
    """A reading as one process hands it to another: what is looked at first, and the rest."""

    reference: Reference
    slot: str
    own: Objection | None
    unconfirmed: Objection | None
    packed: bytes
    """The capture."""


Answer = Reading | PackedReading | Unreadable


def take_up(errand: Errand) -> Reading | Unreadable:
    """Read and extract one document."""
    document = errand.document
    parsed = read(document)
    taken = parsed if isinstance(parsed, Unreadable) else extract(parsed, reference=errand.asked)
    if isinstance(taken, Unreadable):
        return taken
    own = object_to_itself(taken)
    unconfirmed = object_to_page(document, taken) if errand.must_confirm and not own else None
    if not errand.with_blocks:
        taken = replace(taken, document=replace(taken.document, blocks=()))
    return Reading(taken, own, unconfirmed)


def take_up_packed(errand: Errand) -> PackedReading | Unreadable:
    """Read and extract one document for another process."""
    reading = take_up(errand)
    if isinstance(reading, Unreadable):
        return reading
    taken = reading.capture
    reference = taken.record.reference
    return PackedReading(reference, taken.slot, reading.own, reading.unconfirmed, pack(taken))


def lose(errand: Errand) -> Unreadable:
    """What is said of a document that ends every process which reads it."""
    return Unreadable(errand.document.name, ENDED, sha256=errand.document.sha256)


def weigh(errand: Errand) -> int:
    """How many bytes there are to read."""
    return len(errand.document.content)
