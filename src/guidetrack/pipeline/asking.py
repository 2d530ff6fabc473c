"""
Questions about what is held: log, resolve.

All of them only read, and none takes a lock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from guidetrack.config import Place
from guidetrack.errors import ConfigError
from guidetrack.events import detect
from guidetrack.events.event import Event
from guidetrack.events.report import Report, Side
from guidetrack.guidance.reference import Reference
from guidetrack.lineage import Lineage, Resolution, resolve
from guidetrack.pipeline.likening import alike, was_upgraded
from guidetrack.pipeline.sides import steps
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot, Snapshots


def resolve_numbers(
    place: Place, queries: Sequence[str], *, as_of: dt.date | None = None
) -> tuple[Resolution, ...]:
    """
    Where numbers lead, one answer for each query in its order.

    Raises:
        NotAReferenceError: a query is no guidance reference.
        ConfigError: there is no snapshot.
    """
    for query in queries:
        Reference.parse(query)
    lineage = read_lineage(place, as_of=as_of)
    return tuple(resolve(lineage, query) for query in queries)


def read_lineage(place: Place, *, as_of: dt.date | None = None) -> Lineage:
    """
    All relations among what is held, today or on a day.

    Raises:
        ConfigError: there is no snapshot.
    """
    with Repository.open(place.store) as repository:
        return _lineage(_snapshot(Snapshots(repository), as_of))


def history(
    place: Place,
    reference: Reference | None = None,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Iterator[Report]:
    """
    What happened from snapshot to snapshot, newest first; steps without events are left out.

    With a reference, its whole thread: everything that happened to the guidance under
    every number it has had.

    Raises:
        ConfigError: there is no snapshot.
    """
    with Repository.open(place.store) as repository:
        snapshots = Snapshots(repository)
        newest = _snapshot(snapshots, None)
        thread = {str(each) for each in _lineage(newest).thread(reference)} if reference else None
        upgraded = was_upgraded(repository)
        for before, after in steps(repository, snapshots):
            if not _within(after.observed_at, since, until):
                continue
            sides = alike(repository, before, after, upgraded=upgraded)
            events = tuple(_about(detect(*sides), thread))
            if events:
                yield Report(
                    old=Side(revision=before.revision, observed_at=before.observed_at),
                    new=Side(revision=after.revision, observed_at=after.observed_at),
                    events=events,
                )


def _within(observed_at: str | None, since: dt.date | None, until: dt.date | None) -> bool:
    day = (observed_at or "")[:10]
    return (since is None or day >= str(since)) and (until is None or day <= str(until))


def _about(events: Sequence[Event], thread: set[str] | None) -> Iterator[Event]:
    for event in events:
        if thread is None or thread & {event.reference_before, event.reference_after}:
            yield event


def _snapshot(snapshots: Snapshots, as_of: dt.date | None) -> Snapshot:
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


def _lineage(snapshot: Snapshot) -> Lineage:
    references = snapshot.references()
    snapshot.fetch(references)
    return Lineage(record for each in references if (record := snapshot.record(each)) is not None)
