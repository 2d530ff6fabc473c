"""
Two sides to a report: one run of `diff`.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import ExitStack

import msgspec

from guidetrack.config import Place
from guidetrack.errors import StoreError
from guidetrack.events import detect
from guidetrack.events.event import PRIORITIES, Event, Priority
from guidetrack.events.report import Report
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.sides import Chosen, choose, latest, read_alike, steps
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshots


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which events a user wants to see."""

    only: Reference | None = None
    """Events about this reference, on either side."""
    kinds: Collection[str] = ()
    """Events of these kinds; all where empty."""
    min_priority: Priority = "information"

    def admits(self, event: Event) -> bool:
        """Whether the event is wanted."""
        if self.only and str(self.only) not in {event.reference_before, event.reference_after}:
            return False
        if self.kinds and event.kind not in self.kinds:
            return False
        return PRIORITIES.index(event.priority) >= PRIORITIES.index(self.min_priority)


def compare(
    place: Place, old: str | None = None, new: str | None = None, *, wanted: Filter | None = None
) -> Report:
    """
    Say what happened between two sides.

    A side is an existing file or folder, a reference, a day, or a git revision. With
    none, the last two snapshots are compared; with one, that side and the latest.

    Raises:
        ConfigError: a side names nothing that is there.
        SourceError: a side is a file that cannot be read as guidance.
        StoreError: the store is damaged.
    """
    with ExitStack() as stack:
        snapshots = _open(place, stack, needed=old is None or new is None)
        if old is None and snapshots is not None:
            before, after = _last_two(snapshots)
        else:
            largest = place.config.largest_document
            before = choose(old or "", place.store, snapshots, largest)
            after = choose(new, place.store, snapshots, largest) if new else latest(snapshots)
        if snapshots is not None:
            before, after = read_alike(snapshots.repository, before, after)
        return _report(before, after, wanted or Filter())


def _open(place: Place, stack: ExitStack, *, needed: bool) -> Snapshots | None:
    try:
        repository = Repository.open(place.store, remembers=place.remembers)
        return Snapshots(stack.enter_context(repository))
    except StoreError:
        if needed:
            raise
        return None


def _last_two(snapshots: Snapshots) -> tuple[Chosen, Chosen]:
    pair = next(iter(steps(snapshots.repository, snapshots)), None)
    if pair is None:
        newest = latest(snapshots)
        return newest, newest
    before, after = pair
    return Chosen(before, snapshot=before), Chosen(after, snapshot=after)


def _report(before: Chosen, after: Chosen, wanted: Filter) -> Report:
    subjects = frozenset[Reference]()
    if before.partial is None or after.partial is None:
        subjects = (before.partial or frozenset()) | (after.partial or frozenset())
    if subjects:
        before, after = before.about(subjects), after.about(subjects)
    events = detect(before.holding, after.holding)
    names = {str(each) for each in subjects}
    return Report(
        old=before.side(),
        new=after.side(),
        events=tuple(
            event
            for event in events
            if wanted.admits(event)
            and (not names or names & {event.reference_before, event.reference_after})
        ),
        refused=(*before.refused, *after.refused),
    )
