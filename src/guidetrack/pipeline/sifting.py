"""
What may enter the store, and what is refused: the gate, applied to everything that arrives.

A capture that contradicts what is held is not believed at once. What merely shrank,
or came from a mirror, is believed when the next run finds the very same again; an
error page, a login page or a draft never is.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from guidetrack.events.report import Refused
from guidetrack.extract import EXTRACTOR_VERSION, Capture, Objection, extract, object_to
from guidetrack.guidance.record import to_plain
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.believing import object_to_page
from guidetrack.pipeline.incoming import Incoming
from guidetrack.pipeline.rivalling import agree, says_how_much
from guidetrack.pipeline.uniting import folded, same_capture
from guidetrack.sources.document import SourceDocument, Unreadable
from guidetrack.sources.readers import read
from guidetrack.store import layout
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot

BELIEVED_TWICE = frozenset({"shrunk", "mirror"})
"""Grounds that may be the truth: they are accepted when found again, or released by a person."""

_CATALOGUE = "catalogue"
Doubts = Mapping[tuple[str, str], str]
"""Reference and slot to the meaning of the capture that was last refused for such a ground."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A capture that may enter the store."""

    incoming: Incoming
    capture: Capture

    @property
    def reference(self) -> Reference:
        """The guidance it is."""
        return self.capture.record.reference


@dataclass(frozen=True, slots=True)
class Known:
    """A source whose very bytes are held."""

    incoming: Incoming
    reference: Reference
    in_list: bool = False
    """Whether it is a row of a list, of which another list may say more."""


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A source that was refused."""

    incoming: Incoming
    refused: Refused
    ground: str | None = None
    slot: str | None = None
    meaning: str | None = None
    """What it says, as a digest; None where nobody may believe it later."""


Outcome = Taken | Known | NotTaken


def sift(
    arrived: Iterable[Incoming], base: Snapshot | None, doubts: Doubts, repository: Repository
) -> list[Outcome]:
    """Read everything that arrived, and say of each whether it may enter the store."""
    same_extractor = base is not None and base.extractor == EXTRACTOR_VERSION
    held = _Held(base, repository) if base and same_extractor else None
    outcomes: list[Outcome] = []
    for incoming in arrived:
        content = incoming.content
        known = held.find(incoming, content) if held and content is not None else None
        outcomes.append(known or _take(incoming, base, doubts))
    return _settle(_with_rivals_read(outcomes, base, doubts))


def doubts_in(entries: Sequence[Mapping[str, Any]]) -> Doubts:
    """
    What the journal remembers of captures that were refused and may be true.

    Only the newest run that learnt anything about a reference counts: a capture that
    was contradicted since would have to be found twice anew.
    """
    found: dict[tuple[str, str], str] = {}
    settled: set[str] = set()
    for entry in reversed(entries):
        doubted = [each for each in entry.get("refused", ()) if each.get("meaning")]
        for each in doubted:
            if each["reference"] not in settled:
                found[each["reference"], each["slot"]] = each["meaning"]
        settled.update(each["reference"] for each in doubted)
        settled.update(entry.get("recorded", ()), entry.get("unchanged", ()))
    return found


class _Held:
    """The bytes of every stored source, so that equal ones need no extraction."""

    def __init__(self, base: Snapshot, repository: Repository) -> None:
        self._rows = {
            content: reference
            for reference, row in base.all_rows()
            if row.is_whole and (content := row.content) is not None
        }
        named = ((blob, layout.reference_of_source(path)) for path, blob in base.tree.items())
        self._blobs = {blob: reference for blob, reference in named if reference is not None}
        self._blob_id = repository.blob_id

    def find(self, incoming: Incoming, content: bytes) -> Known | None:
        """Give the source as known, where these very bytes are held of what was asked for."""
        row = self._rows.get(content)
        owner = row or self._blobs.get(self._blob_id(content))
        if owner is None or incoming.asked not in {None, owner}:
            return None
        return Known(incoming, owner, in_list=row is not None)


def _with_rivals_read(
    outcomes: list[Outcome], base: Snapshot | None, doubts: Doubts
) -> list[Outcome]:
    """
    Read known rows of lists after all, where another list of the run says something else.

    Else the other would win only because it is new, and lose again in the next run.
    """
    told = {
        each.reference
        for each in outcomes
        if isinstance(each, Taken) and each.capture.slot == _CATALOGUE
    }
    return [
        _take(each.incoming, base, doubts)
        if isinstance(each, Known) and each.in_list and each.reference in told
        else each
        for each in outcomes
    ]


def _take(incoming: Incoming, base: Snapshot | None, doubts: Doubts) -> Outcome:
    """Read and extract one source, and ask the gate."""
    document = incoming.document
    parsed = read(document) if isinstance(document, SourceDocument) else document
    taken = parsed if isinstance(parsed, Unreadable) else extract(parsed, reference=incoming.asked)
    if isinstance(taken, Unreadable):
        named = taken.reference or (str(incoming.asked) if incoming.asked else None)
        return NotTaken(incoming, _refused(incoming, named, taken.problem))
    reference = taken.record.reference
    held = base.record(reference) if base else None
    objection = object_to(taken, held) or _object_as_fetched(incoming, taken)
    return _judge(incoming, taken, objection, doubts) if objection else Taken(incoming, taken)


def _object_as_fetched(incoming: Incoming, taken: Capture) -> Objection | None:
    """Rows of a list say themselves what they are; only what we asked for by number may not."""
    document = incoming.document
    if not incoming.fetched or incoming.asked is None or isinstance(document, Unreadable):
        return None
    return object_to_page(document, taken)


def _judge(
    incoming: Incoming, taken: Capture, objection: Objection, doubts: Doubts
) -> Taken | NotTaken:
    """Believe a capture in spite of an objection that a second look or a person settles."""
    reference = str(taken.record.reference)
    refused = _refused(incoming, reference, objection.sentence)
    if objection.ground not in BELIEVED_TWICE:
        return NotTaken(incoming, refused, objection.ground, taken.slot)
    meaning = _meaning(taken)
    if incoming.released or doubts.get((reference, taken.slot)) == meaning:
        return Taken(incoming, taken)
    return NotTaken(incoming, refused, objection.ground, taken.slot, meaning)


def _meaning(capture: Capture) -> str:
    """A digest of what a capture says, whatever its typography and its bytes."""
    plain = folded(to_plain(capture.record))
    return hashlib.sha256(msgspec.json.encode(plain, order="sorted")).hexdigest()


def _refused(incoming: Incoming, reference: str | None, problem: str) -> Refused:
    return Refused(source=incoming.name, reference=reference, problems=(problem,))


def _settle(outcomes: list[Outcome]) -> list[Outcome]:
    """
    Refuse all captures of a slot that contradict each other; equal ones count once.

    Rows of several lists need not state the same things; the one that states most counts.
    """
    rivals: dict[tuple[Reference, str], list[Taken]] = defaultdict(list)
    for outcome in outcomes:
        if isinstance(outcome, Taken):
            rivals[outcome.reference, outcome.capture.slot].append(outcome)
    settled: list[Outcome] = [each for each in outcomes if not isinstance(each, Taken)]
    for (reference, slot), captures in rivals.items():
        if same_capture(each.capture for each in captures):
            settled.append(captures[0])
        elif slot == _CATALOGUE and agree(each.capture for each in captures):
            settled.append(max(captures, key=lambda each: says_how_much(each.capture)))
        else:
            settled.extend(_contradicted(each, captures, reference, slot) for each in captures)
    return settled


def _contradicted(one: Taken, rivals: Iterable[Taken], reference: Reference, slot: str) -> NotTaken:
    others = ", ".join(other.incoming.name for other in rivals if other is not one)
    problem = (
        f"differs from {others}, which was given as the {slot} of {reference} too; give one of them"
    )
    return NotTaken(one.incoming, _refused(one.incoming, str(reference), problem))
