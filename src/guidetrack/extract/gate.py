"""
The gate: what may enter the store.

An error page stored as guidance would tell a trust that its guidance vanished.
So a capture is let in only when it is guidance, and when it is not a shrunken
shadow of what is already held; the old record stands until then.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from guidetrack.extract.capture import Capture
from guidetrack.extract.refusals import draft_words, error_page
from guidetrack.guidance.record import GuidanceRecord

Ground = Literal["error-page", "draft", "empty", "shrunk", "mirror", "unstated"]
"""What kind of reason it is; the last two are found by whoever knows how a page was fetched."""

_LEAST = 0.5
"""The share of what is held that a new capture must still have."""
_GONE = frozenset({"replaced-by", "migrated-to"})


class Objection(NamedTuple):
    """Why a capture must not enter the store."""

    ground: Ground
    sentence: str


def admit(capture: Capture, held: GuidanceRecord | None) -> str | None:
    """
    Say why a capture must not enter the store, in one sentence, or None where it may.

    Args:
        capture: what was read.
        held: the record the store holds of the same reference, or None.
    """
    objection = object_to(capture, held)
    return objection.sentence if objection else None


def object_to(capture: Capture, held: GuidanceRecord | None) -> Objection | None:
    """As `admit`, with the ground: what merely shrank may be true, the rest never is."""
    return object_to_itself(capture) or object_beside(capture.record, capture.slot, held)


def object_to_itself(capture: Capture) -> Objection | None:
    """Why a capture must not enter any store, whatever that holds; None where it may."""
    error = error_page(capture.document)
    if error:
        return Objection("error-page", f"it is {error}, not guidance")
    draft = draft_words(capture.document)
    if draft:
        return Objection("draft", f'it is a draft for consultation ("{draft[:60]}"), not guidance')
    record = capture.record
    if not record.title and not record.recommendations and not _says_something(record):
        return Objection("empty", "it has neither a title nor a recommendation")
    return None


def object_beside(
    record: GuidanceRecord, slot: str, held: GuidanceRecord | None
) -> Objection | None:
    """Why what a capture of a slot says is not believed beside what is held; None where it is."""
    if held is not None and held.reference == record.reference and not _announces(record):
        sentence = _shrunk(record, slot, held)
        return Objection("shrunk", sentence) if sentence else None
    return None


def _says_something(record: GuidanceRecord) -> bool:
    """Whether a chapter or stub carries an aspect besides its number."""
    return any(aspect != "identity" for aspect in record.captured) or record.status != "published"


def _announces(record: GuidanceRecord) -> bool:
    """Whether the publisher says that the guidance was withdrawn or went elsewhere."""
    return record.status != "published" or any(each.kind in _GONE for each in record.relationships)


def _shrunk(record: GuidanceRecord, slot: str, held: GuidanceRecord) -> str | None:
    before, now = len(held.recommendations), len(record.recommendations)
    if "recommendations" in record.captured and now < before * _LEAST:
        return (
            f"it shrank: it has {now} of the {before} recommendations held, and no word of the"
            " publisher's about it"
        )
    before, now = _paragraphs(held), _paragraphs(record)
    if slot == "document" and now < before * _LEAST:
        return (
            f"it shrank: it has {now} of the {before} paragraphs held, and no word of the"
            " publisher's about it"
        )
    return None


def _paragraphs(record: GuidanceRecord) -> int:
    return len(record.recommendations) + sum(len(each.paragraphs) for each in record.sections)
