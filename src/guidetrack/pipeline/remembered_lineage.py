"""
What lineage needs of the records, read once for each blob and remembered.

Where a number leads takes the relations of every record, and hardly any record changes from
week to week. So what each blob states, and what comparing two of them came to, is kept in
git's own folder under the ids of the blobs and a digest of the code that read them: only
what was never read before is read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import islice
from types import TracebackType
from typing import Any, Self

import msgspec

from guidetrack.events.event import Verdict
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.lineage import Lineage
from guidetrack.lineage.standing import Standing, standing_of
from guidetrack.lineage.verdicts import compare_texts
from guidetrack.pipeline.own_code import digest_code
from guidetrack.sources.shipped import ShippedFact, read_facts
from guidetrack.store.remembered_file import RememberedFile
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot

Load = Callable[[Reference], GuidanceRecord | None]

_FILE = "lineage.json"
_ROOMS = ("guidance", "diff", "events", "lineage", "store")
"""Those whose code decides what a record states and what comparing two of them comes to."""
_OTHERS = 2_000
"""Blobs of other snapshots that are remembered beside those of the one asked for last."""


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    code: str
    standings: dict[str, Standing]
    """By blob."""
    verdicts: dict[str, Verdict]
    """By the two blobs."""


class RememberedLineage:
    """What is remembered of one repository; a context manager, which keeps what it learnt."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._file = RememberedFile(repository.private_dir / _FILE)
        self._asked: Iterable[str] = ()
        self._learnt = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._learnt and self._repository.remembers:
            self._file.write(msgspec.json.encode(self._bounded(), enc_hook=str))

    def of(
        self,
        snapshot: Snapshot,
        *,
        facts: Sequence[ShippedFact] = (),
        load: Load | None = None,
    ) -> Lineage:
        """
        All relations in a snapshot.

        Args:
            snapshot: what is held.
            facts: what lies beneath it.
            load: how a record is loaded when its text is compared, where that is not
                simply asking the snapshot.

        Raises:
            RecordError: the file of a record is damaged.
        """
        records = load or snapshot.record
        return Lineage(
            self._standings(snapshot),
            absent=snapshot.absences(),
            facts=facts,
            compare=lambda old, new: self._compare(snapshot.fingerprints(), records, old, new),
        )

    def _standings(self, snapshot: Snapshot) -> Sequence[Standing]:
        blobs = snapshot.fingerprints()
        known = self._known.standings
        unknown = [each for each in blobs if blobs[each] not in known]
        for reference, record in snapshot.heads(unknown):
            known[blobs[reference]] = standing_of(record)
        self._learnt |= bool(unknown)
        self._asked = blobs.values()
        return [known[blob] for blob in blobs.values()]

    def _compare(
        self, blobs: Mapping[Reference, str], load: Load, old: Reference, new: Reference
    ) -> Verdict:
        pair = f"{blobs.get(old)} {blobs.get(new)}"
        verdict = self._known.verdicts.get(pair)
        if verdict is None:
            verdict = self._known.verdicts[pair] = compare_texts(load(old), load(new))
            self._learnt = True
        return verdict

    @cached_property
    def _known(self) -> _Kept:
        nothing = _Kept(digest_code(*_ROOMS), {}, {})
        body = None if self._repository.afresh else self._file.read()
        with suppress(msgspec.MsgspecError, ValueError):
            kept = msgspec.json.decode(body or b"", type=_Kept, dec_hook=_parse)
            if kept.code == nothing.code:
                return kept
        return nothing

    def _bounded(self) -> _Kept:
        """All of the snapshot that was asked for, and of others no more than there is room for."""
        known = self._known
        standings = {blob: known.standings[blob] for blob in self._asked}
        others = ((blob, each) for blob, each in known.standings.items() if blob not in standings)
        standings |= dict(islice(others, _OTHERS))
        verdicts = {
            pair: verdict
            for pair, verdict in known.verdicts.items()
            if standings.keys() >= set(pair.split())
        }
        return _Kept(known.code, standings, verdicts)


def lineage_of(
    snapshot: Snapshot | None,
    remembered: RememberedLineage | None = None,
    *,
    as_of: dt.date | None = None,
    with_shipped: bool = True,
    load: Load | None = None,
) -> Lineage:
    """All relations in one snapshot, or in none yet; beneath them the facts shipped by the day."""
    facts = tuple(
        each for each in read_facts() if with_shipped and (as_of is None or each.holds_on(as_of))
    )
    if snapshot is None or remembered is None:
        return Lineage((), facts=facts)
    return remembered.of(snapshot, facts=facts, load=load)


def relations_in(snapshot: Snapshot) -> Lineage:
    """All relations that the records of a snapshot state, to follow numbers to others."""
    with RememberedLineage(snapshot.repository) as remembered:
        return remembered.of(snapshot)


def _parse(kind: Any, value: str) -> Any:
    """A reference or a date, which are text in a file."""
    return kind.parse(value)
