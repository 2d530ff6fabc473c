"""
What a route would have got: a watch tried on everything that is held and that happened.

A watch that matches nothing looks exactly like a quiet year, so it is tried before it is
trusted, part by part.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import msgspec

from guidetrack.alerts.matching import Known, matches
from guidetrack.alerts.route import Route, Watch
from guidetrack.config import Place
from guidetrack.errors import ConfigError
from guidetrack.events.event import Event, Priority
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.pipeline.alerting import route_named
from guidetrack.pipeline.raising import known_of
from guidetrack.pipeline.recounting import history
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot, Snapshots

_LISTS = {
    "references": "reference",
    "prefixes": "prefix",
    "origin": "origin",
    "title": "title",
    "codes": "code",
    "kinds": "kind",
}
"""What a watch names several of, any of which is enough, and what one of them is called."""


class WatchedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Held guidance of which a route is told what happens to it."""

    reference: str
    title: str | None
    why: tuple[str, ...]


class WatchedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened, and that a route would have been told."""

    observed_at: str | None
    """When it was first seen so, ISO 8601 in UTC."""
    id: str
    kind: str
    priority: Priority
    reference_before: str | None
    reference_after: str | None
    summary: str
    why: tuple[str, ...]


class RouteTest(msgspec.Struct, frozen=True, kw_only=True):
    """What one route would have got."""

    route: str
    records: tuple[WatchedRecord, ...]
    events: tuple[WatchedEvent, ...]
    """The newest first."""
    without_match: tuple[str, ...] = ()
    """What its watch names and nothing held or past fits: `watch 2: title "valve"`."""


class WatchTest(msgspec.Struct, frozen=True, kw_only=True):
    """What routes would have got."""

    schema_version: int = 1
    since: str | None
    """The first day (ISO) whose events were looked at; None for the whole history."""
    routes: tuple[RouteTest, ...]


class _Happened(NamedTuple):
    event: Event
    observed_at: str | None


def try_watches(
    place: Place, route: str | None = None, *, since: dt.date | None = None
) -> WatchTest:
    """
    Say what a route, or each of them, would have got of all that is held and that happened.

    Raises:
        ConfigError: no route is configured, or none of that name; a register that is watched
            cannot be read; or nothing was captured yet.
        StoreError: the store is damaged.
    """
    chosen = _chosen(place, route)
    past = [
        _Happened(event, report.new.observed_at)
        for report in history(place, since=since)
        for event in report.events
    ]
    with Repository.open(place.store) as repository:
        newest = Snapshots(repository).latest()
        if newest is None:
            raise ConfigError("there is no snapshot yet", hint="Take one: guidetrack snapshot DIR.")
        known = _remembering(known_of(newest, chosen, place))
        held = tuple(_records(newest))
        return WatchTest(
            since=since.isoformat() if since else None,
            routes=tuple(_tried(each, held, past, known) for each in chosen),
        )


def references_told_to_nobody(newest: Snapshot, place: Place) -> tuple[str, ...]:
    """
    Name the held guidance that no route is told anything of.

    Raises:
        ConfigError: a register that is watched cannot be read.
    """
    routes = [_for_records(each) for each in place.config.routes.values()]
    if any(Watch() in each.watch and not each.ignore for each in routes):
        return ()
    known = _remembering(known_of(newest, routes, place))
    return tuple(
        str(record.reference)
        for record in _records(newest)
        if all(matches(each, _as_event(record), known) is None for each in routes)
    )


def _chosen(place: Place, name: str | None) -> tuple[Route, ...]:
    routes = place.config.routes
    if not routes:
        raise ConfigError(
            "guidetrack.yaml names no route, so nobody is told anything",
            hint="Add 'routes:'; guidetrack init writes a file with every setting explained.",
        )
    return (routes[route_named(place, name)],) if name else tuple(routes.values())


def _tried(
    route: Route, held: Sequence[GuidanceRecord], past: Sequence[_Happened], known: Known
) -> RouteTest:
    return RouteTest(
        route=route.name,
        records=tuple(_watched_records(route, held, known)),
        events=tuple(_watched_events(route, past, known)),
        without_match=tuple(
            f"watch {number}: {what}"
            for number, watch in enumerate(route.watch, 1)
            for what, part in _parts(watch)
            if not _fits_anything(part, held, past, known)
        ),
    )


def _watched_records(
    route: Route, held: Iterable[GuidanceRecord], known: Known
) -> Iterator[WatchedRecord]:
    of_records = _for_records(route)
    for record in held:
        why = matches(of_records, _as_event(record), known)
        if why is not None:
            yield WatchedRecord(reference=str(record.reference), title=record.title, why=why)


def _watched_events(
    route: Route, past: Iterable[_Happened], known: Known
) -> Iterator[WatchedEvent]:
    for event, observed_at in past:
        why = matches(route, event, known)
        if why is not None:
            yield WatchedEvent(
                observed_at=observed_at,
                id=event.id,
                kind=event.kind,
                priority=event.priority,
                reference_before=event.reference_before,
                reference_after=event.reference_after,
                summary=event.summary,
                why=why,
            )


def _parts(watch: Watch) -> Iterator[tuple[str, Watch]]:
    """The whole watch, and each thing alone that it names beside others of its sort."""
    named = [(field, value) for field in _LISTS for value in getattr(watch, field)]
    if watch.register is not None:
        named.append(("register", watch.register))
    whole = ", ".join(_say(field, value) for field, value in named)
    yield whole or "everything", watch
    if len(named) > 1:
        for field, value in named:
            alone = value if field == "register" else (value,)
            yield _say(field, value), msgspec.structs.replace(Watch(), **{field: alone})


def _say(field: str, value: str) -> str:
    word = _LISTS.get(field, field)
    return f'{word} "{value}"' if field == "title" else f"{word} {value}"


def _fits_anything(
    watch: Watch, held: Iterable[GuidanceRecord], past: Iterable[_Happened], known: Known
) -> bool:
    alone = Route(name="", watch=(watch,), channels=())
    if not watch.kinds and any(matches(alone, _as_event(each), known) for each in held):
        return True
    return any(matches(alone, each.event, known) for each in past)


def _for_records(route: Route) -> Route:
    """The route as it looks at guidance rather than at what happens to it."""
    return msgspec.structs.replace(
        route,
        watch=tuple(msgspec.structs.replace(each, kinds=()) for each in route.watch),
        ignore=tuple(each for each in route.ignore if not each.kinds),
    )


def _as_event(record: GuidanceRecord) -> Event:
    """The record as a watch sees it: as if the most urgent thing happened to it."""
    reference = str(record.reference)
    return Event(
        id="",
        kind="",
        priority="act",
        confidence="confirmed",
        reference_before=reference,
        reference_after=reference,
        origin_programme=record.origin_programme,
        title=record.title,
        summary="",
    )


def _records(newest: Snapshot) -> Iterator[GuidanceRecord]:
    newest.fetch(newest.references())
    yield from filter(None, map(newest.record, newest.references()))


def _remembering(known: Known) -> Known:
    return replace(known, threads=cache(known.threads), codes=cache(known.codes))
