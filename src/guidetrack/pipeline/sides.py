"""
What a user may name as a side of a comparison.

In this order: an existing file or folder, a reference (its latest record), a day
(the last snapshot up to its end in UTC), a git revision.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from guidetrack.diff.holding import HeldRecords, Holding
from guidetrack.errors import ConfigError, NotAReferenceError
from guidetrack.events.report import Refused, Side
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.likening import alike
from guidetrack.store.history import EXTRACTOR, Revision
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot, Snapshots

if TYPE_CHECKING:
    from guidetrack.pipeline.rereading import Reread


class Chosen:
    """
    A side as the user chose it.

    Attributes:
        holding: its records.
        snapshot: where they were taken from; None for files.
        partial: the references it is about, where it is not a whole snapshot; else None.
        refused: the sources in it that could not be read.
    """

    def __init__(
        self,
        holding: Holding,
        *,
        snapshot: Snapshot | None = None,
        partial: frozenset[Reference] | None = None,
        refused: tuple[Refused, ...] = (),
    ) -> None:
        self.holding = holding
        self.snapshot = snapshot
        self.partial = partial
        self.refused = refused

    def side(self) -> Side:
        """How the report names it."""
        return Side(revision=self.holding.revision, observed_at=self.holding.observed_at)

    def about(self, references: frozenset[Reference]) -> Chosen:
        """The same side without what has nothing to do with the references."""
        if self.partial is not None or self.snapshot is None:
            return self
        from guidetrack.pipeline.remembered_lineage import (  # noqa: PLC0415 - rarely needed
            relations_in,
        )

        lineage = relations_in(self.snapshot)
        threads = frozenset[Reference]().union(*map(lineage.thread, references))
        kept = (self.holding.record(each) for each in sorted(threads & lineage.records.keys()))
        return Chosen(
            HeldRecords(
                (record for record in kept if record is not None),
                revision=self.holding.revision,
                observed_at=self.holding.observed_at,
            )
        )


def choose(text: str, place_store: Path, snapshots: Snapshots | None, largest: int) -> Chosen:
    """
    Find the side a user names.

    `snapshots` is None where there is no store.

    Raises:
        ConfigError: the text names nothing that is there.
        SourceError: it names a file that cannot be read as guidance.
    """
    path = Path(text)
    if path.exists():
        return _from_files(path, largest)
    try:
        reference = Reference.parse(text)
    except NotAReferenceError:
        reference = None
    if snapshots is None:
        raise ConfigError(
            f"{text} is no file, and there is no store at {place_store} to look it up in",
            hint="Check the path, or name the store with --store.",
        )
    if reference is not None:
        return _latest_record(reference, snapshots)
    snapshot = _on_day(text, snapshots) or snapshots.named(text)
    if snapshot is None:
        raise ConfigError(
            f"{text!r} is no file, no reference, no day with a snapshot and no revision",
            hint="A side is a file, a reference (IPG75), a day (2026-01-31) or a git revision.",
        )
    return Chosen(snapshot, snapshot=snapshot)


def latest(snapshots: Snapshots | None) -> Chosen:
    """
    The newest snapshot.

    Raises:
        ConfigError: nothing was captured yet.
    """
    snapshot = snapshots.latest() if snapshots else None
    if snapshot is None:
        raise ConfigError("there is no snapshot yet", hint="Take one: guidetrack snapshot FOLDER.")
    return Chosen(snapshot, snapshot=snapshot)


def find_snapshot(snapshots: Snapshots, as_of: dt.date | None) -> Snapshot:
    """
    The newest snapshot, or the last one up to the end of a day in UTC.

    Raises:
        ConfigError: there is none.
    """
    found = snapshots.on(as_of) if as_of else snapshots.latest()
    if found is None:
        raise ConfigError(
            f"there is no snapshot up to the end of {as_of}"
            if as_of
            else "there is no snapshot yet",
            hint="guidetrack log lists what was captured when."
            if as_of
            else "Take one: guidetrack snapshot FOLDER.",
        )
    return found


def read_alike(repository: Repository, one: Chosen, two: Chosen) -> tuple[Chosen, Chosen]:
    """
    Both sides as one extractor reads them.

    A file is read by the present one, and so is everything that it is compared with.
    """
    if one.snapshot is not None and two.snapshot is not None:
        sides = alike(repository, one.snapshot, two.snapshot)
        return _instead(one, sides[0]), _instead(two, sides[1])
    return _afresh(repository, one), _afresh(repository, two)


def _afresh(repository: Repository, side: Chosen) -> Chosen:
    if side.snapshot is None:
        return side
    from guidetrack.pipeline.rereading import Reread  # noqa: PLC0415 - loads the extractor

    return _instead(side, Reread(repository, side.snapshot, None))


def _instead(side: Chosen, holding: Snapshot | Reread) -> Chosen:
    """The side with its records read by another extractor, and else as the user chose it."""
    if holding is side.snapshot:
        return side
    if side.partial is None:
        return Chosen(holding, snapshot=side.snapshot)
    return Chosen(
        HeldRecords(
            (record for each in sorted(side.partial) if (record := holding.record(each))),
            revision=holding.revision,
            observed_at=holding.observed_at,
        ),
        snapshot=side.snapshot,
        partial=side.partial,
    )


def steps(repository: Repository, snapshots: Snapshots) -> Iterator[tuple[Snapshot, Snapshot]]:
    """
    Each snapshot with the one before it, newest first.

    The earlier one of a pair is the later one of the next; no other is kept.

    A technical upgrade is no step of its own. The snapshot after it is compared with
    what the upgrade made of the one before, so that a better reader is no change.
    """
    revisions = repository.revisions()
    old: Snapshot | None = None
    for index, revision in enumerate(revisions[:-1]):
        if revision.technical_upgrade or not revision.observed_at:
            continue
        before = _seen_when_last_captured(revisions[index + 1 :])
        if before is not None:
            new = old if old and old.facts == revision else snapshots.of(revision)
            old = snapshots.of(before)
            yield old, new


def _seen_when_last_captured(earlier: list[Revision]) -> Revision | None:
    """The state just before, dated by the last real capture in it."""
    captured = next(
        (each for each in earlier if each.observed_at and not each.technical_upgrade), None
    )
    if captured is None:
        return None
    made_by = earlier[0].extractor or captured.extractor
    trailers = {**captured.trailers, **({EXTRACTOR: made_by} if made_by else {})}
    return Revision(earlier[0].commit, earlier[0].committed_at, trailers)


def _on_day(text: str, snapshots: Snapshots) -> Snapshot | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return snapshots.on(day)


def _latest_record(reference: Reference, snapshots: Snapshots) -> Chosen:
    snapshot = snapshots.latest()
    record = snapshot.record(reference) if snapshot else None
    if snapshot is None or record is None:
        raise ConfigError(
            f"{reference} is not held in the store",
            hint=f"guidetrack resolve {reference} says where the number leads.",
        )
    holding = HeldRecords([record], revision=snapshot.revision, observed_at=snapshot.observed_at)
    return Chosen(holding, snapshot=snapshot, partial=frozenset({reference}))


def _from_files(path: Path, largest: int) -> Chosen:
    from guidetrack.pipeline.desk import read_desk  # noqa: PLC0415 - loads readers and extractor

    records, refused = read_desk(path, largest)
    return Chosen(HeldRecords(records.values()), partial=frozenset(records), refused=refused)
