"""
Questions about what is held: where numbers lead, one by one or all of them.

All of them only read, and none takes a lock. Where numbers lead can be asked before
anything was captured, because some of it is shipped as facts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from guidetrack.config import Place
from guidetrack.events.report import Side
from guidetrack.guidance.reference import Reference
from guidetrack.lineage import Crosswalk, Lineage, Resolution, build_crosswalk, resolve
from guidetrack.lineage.following import Comparing
from guidetrack.pipeline.remembered_lineage import RememberedLineage, lineage_of
from guidetrack.pipeline.sides import find_snapshot
from guidetrack.store.discovery import NoRepositoryError
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshots


def resolve_numbers(
    place: Place,
    queries: Sequence[str],
    *,
    as_of: dt.date | None = None,
    with_former: bool = False,
) -> tuple[Resolution, ...]:
    """
    Where numbers lead, one answer for each query in its order.

    Where nothing was captured yet, the answers rest on the facts that guidetrack ships, and
    say so.

    Args:
        place: the store.
        queries: numbers in any written form.
        as_of: as it was known at the end of this day in UTC; None for today.
        with_former: whether every number that led to each is given as well.

    Raises:
        NotAReferenceError: a query is no guidance reference.
        ConfigError: there are snapshots, and none up to the day.
    """
    for query in queries:
        Reference.parse(query)
    with _open_known(place, as_of) as (lineage, _):
        comparing = Comparing(lineage)
        return tuple(
            resolve(lineage, query, with_former=with_former, comparing=comparing)
            for query in queries
        )


def draw_crosswalk(place: Place, *, as_of: dt.date | None = None) -> Crosswalk:
    """
    Every old number with what stands in its place, today or on a day.

    Raises:
        ConfigError: there are snapshots, and none up to the day.
    """
    with _open_known(place, as_of) as (lineage, side):
        return build_crosswalk(lineage, revision=side.revision, observed_at=side.observed_at)


@contextmanager
def open_lineage(
    place: Place, *, as_of: dt.date | None = None, with_shipped: bool = True
) -> Iterator[Lineage]:
    """
    All relations among what is held, today or on a day; beneath them the shipped facts.

    The store stays open meanwhile, since two texts are compared when that is asked for.

    Raises:
        ConfigError: there is no snapshot.
    """
    with (
        Repository.open(place.store, remembers=place.remembers) as repository,
        RememberedLineage(repository) as remembered,
    ):
        snapshot = find_snapshot(Snapshots(repository), as_of)
        yield lineage_of(snapshot, remembered, as_of=as_of, with_shipped=with_shipped)


@contextmanager
def _open_known(place: Place, as_of: dt.date | None) -> Iterator[tuple[Lineage, Side]]:
    """
    What is known with or without a store, and the snapshot that it was read from.

    Raises:
        ConfigError: there are snapshots, and none up to the day.
    """
    nothing = Side(revision=None, observed_at=None)
    try:
        repository = Repository.open(place.store, remembers=place.remembers)
    except NoRepositoryError:
        yield lineage_of(None, as_of=as_of), nothing
        return
    with repository, RememberedLineage(repository) as remembered:
        snapshots = Snapshots(repository)
        if snapshots.latest() is None:
            yield lineage_of(None, as_of=as_of), nothing
            return
        snapshot = find_snapshot(snapshots, as_of)
        side = Side(revision=snapshot.revision, observed_at=snapshot.observed_at)
        yield lineage_of(snapshot, remembered, as_of=as_of), side
