"""
What happened so far: the whole history, or that of one thread of numbers.

Reading only, without a lock. What a step of the history meant is found once and remembered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Iterable, Iterator

from guidetrack.config import Place
from guidetrack.events.report import Report, Side
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.likening import was_upgraded
from guidetrack.pipeline.remembered_events import RememberedEvents
from guidetrack.pipeline.sides import find_snapshot, steps
from guidetrack.pipeline.workforce import ALONE, Workforce
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot, Snapshots


def history(
    place: Place,
    reference: Reference | None = None,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    workforce: Workforce = ALONE,
) -> Generator[Report, None, None]:
    """
    What happened from snapshot to snapshot, newest first; steps without events are left out.

    With a reference, its whole thread: everything that happened to the guidance under
    every number it has had. `workforce` finds what is not remembered of a whole history.

    Raises:
        ConfigError: there is no snapshot.
    """
    with Repository.open(place.store, remembers=place.remembers) as repository:
        snapshots = Snapshots(repository)
        repository.revisions()  # all of them are needed; so git is asked once
        newest = find_snapshot(snapshots, None)
        thread = None if reference is None else _thread(newest, reference)
        yield from history_of(snapshots, thread, since=since, until=until, workforce=workforce)


def _thread(newest: Snapshot, reference: Reference) -> frozenset[Reference]:
    from guidetrack.pipeline.remembered_lineage import relations_in  # noqa: PLC0415 - not for all

    return relations_in(newest).thread(reference)


def history_of(
    snapshots: Snapshots,
    thread: Iterable[Reference] | None,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    workforce: Workforce = ALONE,
) -> Generator[Report, None, None]:
    """What happened to any of the references, or to all that is held, in an open repository."""
    repository = snapshots.repository
    names = None if thread is None else frozenset(map(str, thread))
    upgraded = was_upgraded(repository)
    with RememberedEvents(repository, upgraded=upgraded) as remembered:
        if names is None:
            remembered.look_ahead(_steps_within(snapshots, since, until), workforce)
        for before, after in _steps_within(snapshots, since, until):
            events = remembered.between(before, after, names)
            if events:
                yield Report(
                    old=Side(revision=before.revision, observed_at=before.observed_at),
                    new=Side(revision=after.revision, observed_at=after.observed_at),
                    events=events,
                )


def _steps_within(
    snapshots: Snapshots, since: dt.date | None, until: dt.date | None
) -> Iterator[tuple[Snapshot, Snapshot]]:
    for before, after in steps(snapshots.repository, snapshots):
        if _within(after.observed_at, since, until):
            yield before, after


def _within(observed_at: str | None, since: dt.date | None, until: dt.date | None) -> bool:
    day = (observed_at or "")[:10]
    return (since is None or day >= str(since)) and (until is None or day <= str(until))
