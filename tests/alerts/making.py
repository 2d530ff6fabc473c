"""Invented events, routes and alerts, with only what a test is about spelt out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import msgspec

from guidetrack.alerts.alert import Alert
from guidetrack.alerts.held import HeldAlerts
from guidetrack.alerts.matching import Known
from guidetrack.alerts.raising import raise_alerts
from guidetrack.alerts.route import Policy, Route, Silence
from guidetrack.events.event import Event
from guidetrack.events.identity import event_id

WEDNESDAY = dt.datetime(2026, 1, 14, 9, tzinfo=dt.UTC)


def event(kind: str = "migrated", before: str = "IPG9075", after: str = "", **more: Any) -> Event:
    """An event that is about one guidance, with an identity made from what it is given."""
    made = Event(
        id="",
        kind=kind,
        priority="review",
        confidence="confirmed",
        reference_before=before,
        reference_after=after or before,
        origin_programme="IPG",
        title="Balloon dilatation of the example vein in adults",
        summary="Something changed.",
    )
    made = msgspec.structs.replace(made, **more)
    if made.id:
        return made
    said = [str(value) for value in msgspec.structs.asdict(made).values()]
    named = event_id(kind, (made.reference_before, made.reference_after), said)
    return msgspec.structs.replace(made, id=named)


def route(name: str = "cardiac-team", **more: Any) -> Route:
    return Route(name=name, **{"channels": ("mail",), **more})


def alert(of: Event | None = None, **more: Any) -> Alert:
    given: dict[str, Any] = {
        "id": "GA-AAAAAAAAAAAAAAAA",
        "kind": "notice",
        "route": "cardiac-team",
        "events": (of or event(),),
        "raised_at": "2026-01-14T09:00:00Z",
        "channels": ("mail",),
    }
    return Alert(**{**given, **more})


def threads(*groups: Iterable[str]) -> Known:
    """What is known where each group of numbers belongs to one guidance."""
    held = [frozenset(group) for group in groups]

    def thread(reference: str) -> frozenset[str]:
        return frozenset({reference}).union(*(group for group in held if reference in group))

    return Known(threads=thread)


def raised(  # noqa: PLR0913 - what a run knows, each by its name
    events: Iterable[Event],
    routes: Iterable[Route],
    *,
    before: Iterable[Alert] = (),
    silences: Iterable[Silence] = (),
    policy: Policy | None = None,
    known: Known | None = None,
    raised_at: str = "2026-01-14T09:00:00Z",
) -> tuple[Alert, ...]:
    return raise_alerts(
        events,
        routes,
        known=known or Known(),
        outbox=HeldAlerts(before),
        silences=silences,
        policy=policy,
        raised_at=raised_at,
        seen_before=lambda _: "2026-01-13T09:00:00Z",
        seen_first="2026-01-14T09:00:00Z",
        published=lambda _event: "2004-07-28",
    )
