"""
What arrived at a run, sorted: held already, taken, or refused.

What is held is recognised by its bytes and not read again. Everything else is read, in
this process or in several, asked about at the gate (see `admitting`), and compared with
whatever else of the run claims the same place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from guidetrack.extract import EXTRACTOR_VERSION
from guidetrack.guidance.ranges import in_ranges
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.incoming import Incoming
from guidetrack.pipeline.outcome import Doubts, Known, NotTaken, Outcome, Taken, refused
from guidetrack.pipeline.shelf import Shelf
from guidetrack.pipeline.workforce import ALONE, Workforce
from guidetrack.store import layout
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot

_CATALOGUE = "catalogue"
_Wanted = Iterator[tuple[int, Incoming]]
"""What has to be read, each with its place among all."""


def sift(  # noqa: PLR0913 - what is known of a run
    arrived: Iterable[Incoming],
    base: Snapshot | None,
    doubts: Doubts,
    repository: Repository,
    *,
    workforce: Workforce = ALONE,
    with_blocks: bool = True,
) -> list[Outcome]:
    """
    Read everything that arrived, and say of each whether it may enter the store.

    Args:
        arrived: documents, taken one by one as they are needed; no more than are being read
            are in memory at once.
        base: what is held.
        doubts: what was refused before and may be true.
        repository: the store.
        workforce: who reads; what is given does not depend on it.
        with_blocks: whether the text of what is taken is wanted beside what was found in it.
    """
    same_extractor = base is not None and base.extractor == EXTRACTOR_VERSION
    held = _Held(base, repository) if base and same_extractor else None
    shelf = Shelf()

    def read(wanted: _Wanted) -> Iterator[tuple[int, Outcome]]:
        from guidetrack.pipeline.admitting import Gate  # noqa: PLC0415 - loads the extractor
        from guidetrack.pipeline.bulk_reading import read_all  # noqa: PLC0415

        gate = Gate(base, doubts, shelf)
        yield from read_all(wanted, gate, workforce, with_blocks=with_blocks)

    sorting = _Sorting(held, read)
    return _settle(sorting.with_rivals_read(sorting.sort(arrived)), shelf)


def doubts_in(entries: Sequence[Mapping[str, Any]]) -> Doubts:
    """
    What the journal remembers of captures that were refused and may be true.

    Only the newest run that learnt anything about a reference counts: a capture that
    was contradicted since would have to be found twice anew.
    """
    found: dict[tuple[str, str], str] = {}
    later: list[Mapping[str, Any]] = []
    for entry in reversed(entries):
        for each in _doubted(entry):
            if not any(_learnt_of(each["reference"], one) for one in later):
                found[each["reference"], each["slot"]] = each["meaning"]
        later.append(entry)
    return found


def _doubted(entry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [each for each in entry.get("refused", ()) if each.get("meaning")]


def _learnt_of(reference: str, entry: Mapping[str, Any]) -> bool:
    seen = (*entry.get("recorded", ()), *entry.get("unchanged", ()))
    return in_ranges(seen, Reference.parse(reference)) or any(
        each["reference"] == reference for each in _doubted(entry)
    )


class _Held:
    """The bytes of every stored source, so that equal ones need no extraction."""

    def __init__(self, base: Snapshot, repository: Repository) -> None:
        self._rows = {
            content: reference
            for reference, row in base.all_rows()
            if row.is_whole and (content := row.content) is not None
        }
        self._paths = {
            blob: path for path, blob in base.tree.items() if path.startswith("sources/")
        }
        self._blob_id = repository.blob_id

    def find(self, incoming: Incoming, content: bytes) -> Known | None:
        """Give the source as known, where these very bytes are held of what was asked for."""
        row = self._rows.get(content) if self._rows else None  # looking up hashes all of the bytes
        owner = row or self._of_file(self._blob_id(content))
        if owner is None or incoming.asked not in {None, owner}:
            return None
        return Known(incoming, owner, in_list=row is not None)

    def _of_file(self, blob: str) -> Reference | None:
        path = self._paths.get(blob)
        return None if path is None else layout.reference_of_source(path)


class _Sorting:
    """Each document to its outcome, in the order of their arrival."""

    def __init__(
        self, held: _Held | None, read: Callable[[_Wanted], Iterator[tuple[int, Outcome]]]
    ) -> None:
        self._held = held
        self._read_all = read

    def sort(self, arrived: Iterable[Incoming]) -> list[Outcome]:
        """Read what is not held."""
        known: dict[int, Outcome] = {}
        found = dict(self._read(self._unknown(arrived, known))) | known
        return [found[place] for place in range(len(found))]

    def with_rivals_read(self, outcomes: list[Outcome]) -> list[Outcome]:
        """
        Read known rows of lists after all, where another list of the run says something else.

        Else the other would win only because it is new, and lose again in the next run.
        """
        told = {
            each.reference
            for each in outcomes
            if isinstance(each, Taken) and each.slot == _CATALOGUE
        }
        again = (
            (place, each.incoming)
            for place, each in enumerate(outcomes)
            if isinstance(each, Known) and each.in_list and each.reference in told
        )
        read = dict(self._read(again))
        return [read.get(place, each) for place, each in enumerate(outcomes)]

    def _unknown(self, arrived: Iterable[Incoming], known: dict[int, Outcome]) -> _Wanted:
        """What has to be read, with its place; what is held is found on the way."""
        for place, incoming in enumerate(arrived):
            known_as = self._find(incoming)
            if known_as is None:
                yield place, incoming
            else:
                known[place] = known_as if known_as.in_list else known_as.without_content()

    def _find(self, incoming: Incoming) -> Known | None:
        content = incoming.content
        return self._held.find(incoming, content) if self._held and content is not None else None

    def _read(self, wanted: _Wanted) -> Iterator[tuple[int, Outcome]]:
        """Read, where there is anything to be read."""
        for first in wanted:
            yield from self._read_all(chain([first], wanted))


def _settle(outcomes: list[Outcome], shelf: Shelf) -> list[Outcome]:
    """
    Refuse all captures of a slot that contradict each other; equal ones count once.

    Rows of several lists need not state the same things; the one that states most counts.
    """
    rivals: dict[tuple[Reference, str], list[Taken]] = defaultdict(list)
    for outcome in outcomes:
        if isinstance(outcome, Taken):
            rivals[outcome.reference, outcome.slot].append(outcome)
    settled: list[Outcome] = [each for each in outcomes if not isinstance(each, Taken)]
    for (_, slot), captures in rivals.items():
        settled.extend(_settle_slot(captures, slot, shelf))
    return settled


def _settle_slot(captures: list[Taken], slot: str, shelf: Shelf) -> Iterable[Outcome]:
    if len(captures) == 1:
        return captures
    from guidetrack.pipeline.rivalling import agree, says_how_much  # noqa: PLC0415 - and this too
    from guidetrack.pipeline.uniting import same_capture  # noqa: PLC0415

    if same_capture(each.capture for each in captures):
        return captures[:1]
    if slot == _CATALOGUE and agree(each.capture for each in captures):
        return [max(captures, key=lambda each: says_how_much(each.capture))]
    return [_contradicted(each, captures, shelf) for each in captures]


def _contradicted(one: Taken, rivals: Iterable[Taken], shelf: Shelf) -> NotTaken:
    others = ", ".join(other.incoming.name for other in rivals if other is not one)
    problem = (
        f"differs from {others}, which was given as the {one.slot} of {one.reference} too; give "
        "one of them"
    )
    content = one.capture.document.source.content
    why = refused(one.incoming, str(one.reference), problem)
    return NotTaken(one.incoming, why, put=shelf.put(content))
