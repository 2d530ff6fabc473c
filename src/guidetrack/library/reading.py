"""
One store, read by many threads: the open repository, and what was read of it.

Git's open process answers one question at a time, so whatever goes through it takes
turns behind one lock; records and lineages are immutable and shared. A store that another
program adds to is followed: the tip of the branch is asked for with every question.
"""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections import OrderedDict
from typing import TypeVar

import msgspec

from guidetrack.config import Place
from guidetrack.errors import ConfigError, StoreError
from guidetrack.events.report import Side
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.lineage import Lineage
from guidetrack.pipeline.remembered_lineage import RememberedLineage, lineage_of
from guidetrack.store.history import Revision, observed_until
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot, Snapshots

_KEPT = 8
"""Snapshots of which the table of contents and the lineage stay in memory."""
_T = TypeVar("_T")


class Reading:
    """
    An open store. Every method may be called from any thread.

    After a fork, a process opens a repository of its own: two must not talk to one git.
    """

    def __init__(self, place: Place) -> None:
        self.place = msgspec.structs.replace(place, remembers=False)
        self._closed = False
        self._open()

    def _open(self) -> None:
        self._process = os.getpid()
        self._lock = threading.RLock()
        self._repository = Repository.open(self.place.store, remembers=False)
        self._snapshots = Snapshots(self._repository)
        self._tip: str | None = None
        self._revisions: list[Revision] = []
        self._views: OrderedDict[str, Snapshot] = OrderedDict()
        self._lineages: OrderedDict[str, Lineage] = OrderedDict()

    def check_open(self) -> Place:
        """
        The place of the store.

        Raises:
            StoreError: it was closed.
        """
        if self._closed:
            raise StoreError(
                f"the store {self.place.store} was closed", hint="Open it again: Store.open(path)."
            )
        if self._process != os.getpid():
            self._open()
        return self.place

    def snapshot(self, day: dt.date | None) -> Snapshot:
        """
        The newest snapshot, or the last one up to the end of the day in UTC.

        Raises:
            ConfigError: there is none.
        """
        self.check_open()
        with self._lock:
            self._follow()
            newest = self._revisions[0] if self._revisions else None
            found = observed_until(self._revisions, day) if day else newest
            if found is None:
                raise _no_snapshot(day)
            return _kept(self._views, found.commit) or _keep(
                self._views, found.commit, self._snapshots.of(found)
            )

    def references(self, snapshot: Snapshot) -> tuple[Reference, ...]:
        """Every reference held, in order."""
        self.check_open()
        with self._lock:
            return snapshot.references()

    def record(self, snapshot: Snapshot, reference: Reference) -> GuidanceRecord | None:
        """The record of the reference in the snapshot, or None."""
        self.check_open()
        with self._lock:
            return snapshot.record(reference)

    def known(self, day: dt.date | None) -> tuple[Lineage, Side]:
        """
        All relations known today or on a day, and the snapshot they were read from.

        They are built once while no snapshot is added. Before the first, they are the facts
        that guidetrack ships.

        Raises:
            ConfigError: there are snapshots, and none up to the day.
        """
        self.check_open()
        with self._lock:
            self._follow()
            snapshot = self.snapshot(day) if self._revisions else None
            revision = snapshot.revision if snapshot else None
            name = f"{revision} {day or ''}"
            lineage = _kept(self._lineages, name) or _keep(
                self._lineages, name, self._lineage(snapshot, day)
            )
        return lineage, Side(
            revision=revision, observed_at=snapshot.observed_at if snapshot else None
        )

    def close(self) -> None:
        """End the git processes, unless they are another process's."""
        self._closed = True
        if self._process == os.getpid():
            with self._lock:
                self._repository.close()

    def _lineage(self, snapshot: Snapshot | None, day: dt.date | None) -> Lineage:
        """The relations in a snapshot; texts are read when they are compared, in any thread."""
        if snapshot is None:
            return lineage_of(None, as_of=day)
        facts = snapshot.facts
        return lineage_of(
            snapshot,
            RememberedLineage(self._repository),
            as_of=day,
            load=lambda reference: self._load(facts, reference),
        )

    def _load(self, revision: Revision, reference: Reference) -> GuidanceRecord | None:
        """A record of a revision, also in a process that was forked since it was first asked."""
        self.check_open()
        with self._lock:
            return self._snapshots.of(revision).record(reference)

    def _follow(self) -> None:
        """Learn of snapshots that were added since the last question."""
        tip = self._repository.head()
        if tip is not None and tip != self._tip:
            self._revisions = self._repository.revisions(tip)
            self._tip = tip


def _kept(views: OrderedDict[str, _T], revision: str) -> _T | None:
    if revision in views:
        views.move_to_end(revision)
    return views.get(revision)


def _keep(views: OrderedDict[str, _T], revision: str, view: _T) -> _T:
    views[revision] = view
    if len(views) > _KEPT:
        views.popitem(last=False)
    return view


def _no_snapshot(day: dt.date | None) -> ConfigError:
    if day is None:
        return ConfigError("there is no snapshot yet", hint="Take one: guidetrack snapshot FOLDER.")
    return ConfigError(
        f"there is no snapshot up to the end of {day}",
        hint="guidetrack log lists what was captured when.",
    )
