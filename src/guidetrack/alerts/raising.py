"""
Events to alerts: each route is told each event once, and a wave as one.

Everything that could make two runs disagree is settled by content: events and routes may come
in any order, and identities hold no clock. What was told before is asked of the outbox, so
that the same thing happening again is told again and not mistaken for a repeat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Protocol

import msgspec

from guidetrack.alerts.alert import Alert, AlertKind
from guidetrack.alerts.deadlines import deadline_for
from guidetrack.alerts.identity import alert_id
from guidetrack.alerts.matching import Known, matches, thread_of
from guidetrack.alerts.moments import day_of
from guidetrack.alerts.ordering import events_in_order, in_order
from guidetrack.alerts.route import Policy, Route, Silence
from guidetrack.alerts.silencing import silence_for
from guidetrack.events.event import Event

BULK_FROM = 20
"""So many events of one kind in a run become one alert for a route."""
_REASONS_IN_BULK = 5


class Held(Protocol):
    """What was told before: the outbox, as far as raising has to know it."""

    def occurrences(self, route: str, event_ids: Iterable[str], kind: AlertKind) -> int:
        """How many alerts of a kind the route has had for exactly these events."""

    def newest_in_thread(self, route: str, references: frozenset[str]) -> str | None:
        """The id of the newest alert of the route about any of the references."""


@dataclass(frozen=True, slots=True)
class _Run:
    """What all alerts raised together share."""

    known: Known
    outbox: Held
    silences: tuple[Silence, ...]
    policy: Policy | None
    raised_at: str
    seen_before: Callable[[Event], str | None]
    seen_first: str | None
    published: Callable[[Event], str | None]


@dataclass(frozen=True, slots=True)
class _Matched:
    """An event that a route is told, why, and the silence that keeps it back."""

    event: Event
    why: tuple[str, ...]
    silence: str | None


def raise_alerts(  # noqa: PLR0913 - what a run knows, each by its name
    events: Iterable[Event],
    routes: Iterable[Route],
    *,
    known: Known,
    outbox: Held,
    silences: Iterable[Silence],
    policy: Policy | None,
    raised_at: str,
    seen_before: Callable[[Event], str | None],
    seen_first: str | None,
    published: Callable[[Event], str | None],
) -> tuple[Alert, ...]:
    """
    Raise one alert for each event and route that want each other, in the order of telling.

    Twenty or more events of one kind become one `bulk` alert, whose list is complete; those
    that changed a recommendation are raised singly as well. A silenced alert is raised with
    `silenced_by` and never delivered. Events of equal identity count once.

    Raises:
        ConfigError: a register was not read, or a deadline is set without the library of
            holidays.
    """
    run = _Run(
        known=replace(known, threads=cache(known.threads), codes=cache(known.codes)),
        outbox=outbox,
        silences=tuple(silences),
        policy=policy,
        raised_at=raised_at,
        seen_before=seen_before,
        seen_first=seen_first,
        published=published,
    )
    ordered = events_in_order(events)
    raised = [
        alert
        for route in sorted(routes, key=lambda each: each.name)
        for alert in _raise_for(route, ordered, run)
    ]
    return in_order(raised)


def changes_a_recommendation(event: Event) -> bool:
    """Whether an event of a wave is told singly as well: its recommendations changed."""
    if event.verdict == "changed":
        return True
    about_one = event.kind == "category-changed" or event.kind.startswith("recommendation-")
    return about_one and event.priority in {"act", "review"}


def _raise_for(route: Route, events: tuple[Event, ...], run: _Run) -> tuple[Alert, ...]:
    matched = [found for event in events if (found := _match(route, event, run)) is not None]
    groups: dict[tuple[str, str | None], list[_Matched]] = {}
    for each in matched:
        groups.setdefault((each.event.kind, each.silence), []).append(each)
    raised: list[Alert] = []
    for group in groups.values():
        single = group
        if len(group) >= BULK_FROM:
            raised.append(_alert("bulk", route, group, run))
            single = [each for each in group if changes_a_recommendation(each.event)]
        raised.extend(_alert("notice", route, [each], run) for each in single)
    return _chained(in_order(raised), route, run)


def _match(route: Route, event: Event, run: _Run) -> _Matched | None:
    why = matches(route, event, run.known)
    if why is None:
        return None
    found = silence_for(
        event, route.name, run.silences, at=run.raised_at, threads=run.known.threads
    )
    return _Matched(event, why, found.id if found else None)


def _alert(kind: AlertKind, route: Route, group: list[_Matched], run: _Run) -> Alert:
    events = tuple(each.event for each in group)
    ids = tuple(event.id for event in events)
    occurrence = 1 + run.outbox.occurrences(route.name, ids, kind)
    deadline = deadline_for(events, run.policy, day_of(run.raised_at))
    return Alert(
        id=alert_id(route.name, ids, occurrence, kind=kind),
        kind=kind,
        route=route.name,
        events=events,
        occurrence=occurrence,
        why=_reasons(group),
        raised_at=run.raised_at,
        seen_before=run.seen_before(events[0]),
        seen_first=run.seen_first,
        published=run.published(events[0]) if kind == "notice" else None,
        deadline=deadline.day.isoformat() if deadline else None,
        deadline_rule=deadline.rule if deadline else None,
        channels=tuple(dict.fromkeys(route.channels)),
        silenced_by=group[0].silence,
    )


def _reasons(group: list[_Matched]) -> tuple[str, ...]:
    """Why a route got it; of the many reasons for a wave those that hold most often."""
    if len(group) == 1:
        return group[0].why
    counts: dict[str, int] = {}
    for sentence in (sentence for each in group for sentence in each.why):
        counts[sentence] = counts.get(sentence, 0) + 1
    ranked = sorted(counts, key=lambda sentence: (-counts[sentence], sentence))
    left = len(ranked) - _REASONS_IN_BULK
    rest = (f"{left} more reasons hold for parts of the list.",) if left > 1 else ()
    return (*ranked[: _REASONS_IN_BULK if rest else len(ranked)], *rest)


def _chained(alerts: tuple[Alert, ...], route: Route, run: _Run) -> tuple[Alert, ...]:
    """Say of each notice which one on the same guidance went before it."""
    newest: dict[str, str] = {}
    chained = []
    for alert in alerts:
        if alert.kind != "notice" or alert.silenced_by:
            chained.append(alert)
            continue
        thread = thread_of(alert.events[0], run.known.threads)
        in_this_run = (newest[reference] for reference in sorted(thread) if reference in newest)
        after = next(in_this_run, None) or run.outbox.newest_in_thread(route.name, thread)
        chained.append(msgspec.structs.replace(alert, after=after))
        newest |= dict.fromkeys(thread, alert.id)
    return tuple(chained)
