"""
How things stand: the last good run, what failed, what nobody watches.

Silence must never be taken for "nothing changed": whoever trusts the store can ask here
whether anybody has looked lately.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from guidetrack.config import FeedSource, PagesSource, Place
from guidetrack.config.references import watched_references
from guidetrack.extract import EXTRACTOR_VERSION
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.absence import Row, rows_in
from guidetrack.pipeline.announcing import held_in, newest_run
from guidetrack.pipeline.delivery_stock import DeliveryStock, not_routed, take_delivery_stock
from guidetrack.pipeline.noticing import is_good
from guidetrack.pipeline.run_result import Missed
from guidetrack.store import journal, quarantine
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot, Snapshots


class LastRun(msgspec.Struct, frozen=True, kw_only=True):
    """A run as the journal tells it."""

    command: str
    run_at: str
    """ISO 8601 in UTC."""
    revision: str | None


class Stock(msgspec.Struct, frozen=True, kw_only=True):
    """How a store stands."""

    schema_version: int = 1
    store: str
    revision: str | None
    """The newest snapshot; None before the first."""
    observed_at: str | None
    records: int
    last_run: LastRun | None
    """The newest run, whatever it came to."""
    last_good_run: LastRun | None
    """The newest one in which some source was read."""
    stale: bool
    """Whether the last good run is older than `stale_after` days, or there is none."""
    stale_after: int
    """In days."""
    failed: Mapping[str, int]
    """Of the newest run: source to how many of its answers failed or were refused."""
    missed: tuple[Missed, ...]
    """What sources did not serve, with how often in a row."""
    absent: tuple[str, ...]
    """References recorded as absent."""
    quarantined: int
    held: bool
    """Whether a run is held: recorded, and not announced."""
    upgrade_due: bool
    """Whether the next run will read the stored sources again first."""
    not_watched: tuple[str, ...]
    """References held that no configured source is asked for or lists."""
    not_captured: tuple[str, ...]
    """References that sources are asked for, and of which nothing is held."""
    not_routed: tuple[str, ...] = ()
    """References held that no route is told of, where there are routes."""
    routes_problem: str | None = None
    """Why that cannot be said, such as a register that is not there."""
    delivery: DeliveryStock
    """What was raised and has not arrived."""

    @property
    def is_in_order(self) -> bool:
        """Whether somebody has looked lately, and whatever was to be read was read and told."""
        return not (self.stale or self.failed or self.missed or self.held or self.routes_problem)


def take_stock(place: Place, *, now: dt.datetime) -> Stock:
    """
    Say how a store stands. Only reads.

    Raises:
        ConfigError: a list of references cannot be read.
        StoreError: there is no store, or it is damaged.
    """
    with Repository.open(place.store) as repository:
        snapshot = Snapshots(repository).latest()
        entries = [each for each in journal.read(repository) if each.get("command") != "reextract"]
        last, good = _last(entries), _last([each for each in entries if is_good(each)])
        held = set(snapshot.references()) if snapshot else set()
        watched = _asked(place)
        listed = (snapshot.listed() if snapshot else None) or frozenset()
        config = place.config
        told_to_nobody, problem = not_routed(snapshot, place)
        return Stock(
            store=str(place.store),
            revision=snapshot.revision if snapshot else None,
            observed_at=snapshot.observed_at if snapshot else None,
            records=len(held),
            last_run=last,
            last_good_run=good,
            stale=_is_stale(good, now, config.stale_after),
            stale_after=config.stale_after,
            failed=newest_run(entries).get("failed", {}),
            missed=_missed(rows_in(entries), config.absence.runs),
            absent=_absent(snapshot),
            quarantined=len(quarantine.held(repository)),
            held=held_in(entries),
            upgrade_due=_is_upgrade_due(snapshot),
            not_watched=tuple(map(str, sorted(held - watched - listed))),
            not_captured=tuple(map(str, sorted(watched - held))),
            not_routed=told_to_nobody,
            routes_problem=problem,
            delivery=take_delivery_stock(repository, place),
        )


def _asked(place: Place) -> set[Reference]:
    asked: set[Reference] = set()
    for source in place.config.sources:
        if isinstance(source, PagesSource | FeedSource):
            asked.update(watched_references(source, place.folder))
    return asked


def _last(entries: Sequence[Mapping[str, Any]]) -> LastRun | None:
    if not entries:
        return None
    newest = entries[-1]
    return LastRun(
        command=newest.get("command", "snapshot"),
        run_at=newest.get("run_at", ""),
        revision=newest.get("revision"),
    )


def _is_stale(good: LastRun | None, now: dt.datetime, days: int) -> bool:
    if good is None:
        return True
    return now - dt.datetime.fromisoformat(good.run_at) > dt.timedelta(days=days)


def _missed(rows: Mapping[Reference, Row], runs: int) -> tuple[Missed, ...]:
    return tuple(
        Missed(reference=str(reference), runs=row.runs, of=runs)
        for reference, row in sorted(rows.items())
    )


def _is_upgrade_due(snapshot: Snapshot | None) -> bool:
    if snapshot is None or not snapshot.fingerprints():
        return False
    return bool(snapshot.extractor != EXTRACTOR_VERSION)


def _absent(snapshot: Snapshot | None) -> tuple[str, ...]:
    return tuple(map(str, sorted(snapshot.absences()))) if snapshot else ()
