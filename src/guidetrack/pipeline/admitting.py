"""
The gate beside what is held: whether what a document says may enter the store.

A capture that contradicts what is held is not believed at once. What merely shrank,
or came from a mirror, is believed when the next run finds the very same again; an
error page, a login page or a draft never is.
"""

from __future__ import annotations

import hashlib

import msgspec

from guidetrack.extract import Capture, object_beside
from guidetrack.guidance.record import to_plain
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.incoming import Incoming
from guidetrack.pipeline.outcome import Doubts, NotTaken, Taken, refused
from guidetrack.pipeline.reading import Answer, PackedReading, Reading
from guidetrack.pipeline.shelf import Put, Shelf
from guidetrack.pipeline.uniting import folded
from guidetrack.sources.document import Unreadable
from guidetrack.store.snapshot import Snapshot

BELIEVED_TWICE = frozenset({"shrunk", "mirror"})
"""Grounds that may be the truth: they are accepted when found again, or released by a person."""


class Gate:
    """What is held and what was doubted before, beside which every reading is judged."""

    def __init__(self, base: Snapshot | None, doubts: Doubts, shelf: Shelf) -> None:
        self._base = base
        self._doubts = doubts
        self._shelf = shelf

    def admit(self, incoming: Incoming, said: Answer) -> Taken | NotTaken:
        """Say whether what a document was read as may enter the store."""
        if isinstance(said, Unreadable):
            return self.refuse(incoming, said)
        if not isinstance(said, PackedReading):
            return self._judge(incoming, said, said.capture, self._shelf.put(said.capture))
        put: Put[Capture] = self._shelf.put_packed(said.packed)
        if said.own or said.unconfirmed or self._holds(said.reference):
            return self._judge(incoming, said, put.take(), put)
        return Taken(incoming.without_content(), said.reference, said.slot, put)

    def refuse(self, incoming: Incoming, taken: Unreadable) -> NotTaken:
        """Say that nothing could be made of a source."""
        named = taken.reference or (str(incoming.asked) if incoming.asked else None)
        why = refused(incoming, named, taken.problem)
        return NotTaken(incoming.without_content(), why, put=self._aside(incoming))

    def _aside(self, incoming: Incoming) -> Put[bytes] | None:
        """The bytes of what is refused, for the quarantine."""
        return self._shelf.put(incoming.content) if incoming.content else None

    def _holds(self, reference: Reference) -> bool:
        return self._base is not None and reference in self._base.fingerprints()

    def _judge(
        self,
        incoming: Incoming,
        said: Reading | PackedReading,
        taken: Capture,
        put: Put[Capture],
    ) -> Taken | NotTaken:
        """Believe a capture in spite of an objection that a second look or a person settles."""
        reference = taken.record.reference
        held = self._base.record(reference) if self._base else None
        objection = said.own or object_beside(taken.record, taken.slot, held) or said.unconfirmed
        admitted = Taken(incoming.without_content(), reference, taken.slot, put)
        if objection is None:
            return admitted
        meaning = _meaning(taken) if objection.ground in BELIEVED_TWICE else None
        doubted = self._doubts.get((str(reference), taken.slot))
        if meaning is not None and (incoming.released or doubted == meaning):
            return admitted
        return NotTaken(
            incoming.without_content(),
            refused(incoming, str(reference), objection.sentence),
            objection.ground,
            taken.slot,
            meaning,
            self._aside(incoming),
        )


def _meaning(capture: Capture) -> str:
    """A digest of what a capture says, whatever its typography and its bytes."""
    plain = folded(to_plain(capture.record))
    return hashlib.sha256(msgspec.json.encode(plain, order="sorted")).hexdigest()
