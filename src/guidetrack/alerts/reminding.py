"""
Reminders until somebody acknowledges, and then somebody else is told.

Steps are counted in working days from the step before, so that a machine that was off for a
month sends one reminder and not four. They go where the notice went, and never on a day on
which nobody works.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from guidetrack.alerts.alert import Alert, Delivery, Purpose
from guidetrack.alerts.batch import Batch, ChannelState
from guidetrack.alerts.batching import rests
from guidetrack.alerts.moments import day_of
from guidetrack.alerts.ordering import in_order
from guidetrack.alerts.route import Calendar, Reminding, Route
from guidetrack.alerts.working_days import add_working_days, is_working_day
from guidetrack.events.event import PRIORITIES

_REMINDED_OF = ("notice", "bulk", "correction")
_Step = tuple[Purpose, int]


def reminders_due(
    alerts: Iterable[Alert],
    routes: Iterable[Route],
    now: dt.datetime,
    *,
    channel_states: Mapping[str, ChannelState] | None = None,
    calendar: Calendar = "england-and-wales",
) -> tuple[Batch, ...]:
    """
    Compose the reminders and escalations that are due, by channel, the oldest first.

    Give all alerts: one that was corrected or retracted is not reminded of, and only the
    alerts show it. `calendar` counts the working days of routes that have no quiet days.

    Raises:
        ConfigError: the library of holidays is not installed.
    """
    ordered = in_order(alerts)
    amended = {alert.of for alert in ordered if alert.of is not None}
    by_name = {route.name: route for route in routes}
    states = channel_states or {}
    found = [
        batch
        for alert in ordered
        if alert.id not in amended and (route := by_name.get(alert.route)) is not None
        for batch in _due(alert, route, by_name, now.astimezone(dt.UTC).date(), calendar)
        if not rests(states.get(batch.channel), now)
    ]
    return tuple(sorted(found, key=lambda batch: batch.channel))


def awaits_acknowledgement(alert: Alert, routes: Iterable[Route]) -> bool:
    """
    Whether a route asks for an answer to an alert, and nobody has given one.

    That nobody is reminded any more, after the last escalation, does not answer it.
    """
    route = next((each for each in routes if each.name == alert.route), None)
    return route is not None and route.remind is not None and _is_reminded_of(alert, route.remind)


def _due(
    alert: Alert,
    route: Route,
    routes: Mapping[str, Route],
    today: dt.date,
    calendar: Calendar,
) -> Iterator[Batch]:
    remind, days = route.remind, route.quiet or calendar
    if remind is None or not _is_reminded_of(alert, remind):
        return
    settled = _last_settled(alert)
    if settled is None or not is_working_day(today, days):
        return
    step = _next_step(settled, remind)
    if step is None or today < add_working_days(day_of(settled.at), remind.after, days):
        step = (settled.purpose, settled.step)
    if step[0] == "notice":
        return
    told = _told(route, step, routes)
    for channel in _channels(alert, told, step):
        yield _batch(alert, channel, told.name if told else route.name, step)


def _is_reminded_of(alert: Alert, remind: Reminding) -> bool:
    if alert.silenced_by or alert.is_acknowledged or alert.kind not in _REMINDED_OF:
        return False
    return PRIORITIES.index(alert.priority) >= PRIORITIES.index(remind.priority)


def _last_settled(alert: Alert) -> Delivery | None:
    """The first delivery of the last step that some channel took, or that was given up."""
    if not any(each.state == "sent" for each in alert.deliveries):
        return None
    done = [each for each in alert.deliveries if each.state == "sent" or each.step > 0]
    settled = [each for each in done if each.state != "failed"]
    return max(settled, key=lambda each: (each.purpose == "escalation", each.step))


def _next_step(settled: Delivery, remind: Reminding) -> _Step | None:
    if settled.purpose == "escalation":
        return None
    if settled.step < remind.times:
        return ("reminder", settled.step + 1)
    return ("escalation", 1) if remind.escalate_to else None


def _told(route: Route, step: _Step, routes: Mapping[str, Route]) -> Route | None:
    """The route that a step goes to; None where no such route is configured."""
    if step[0] != "escalation" or route.remind is None:
        return route
    return routes.get(route.remind.escalate_to or "")


def _channels(alert: Alert, told: Route | None, step: _Step) -> tuple[str, ...]:
    """Where a step still has to go: to whoever had the notice, or to the route told as well."""
    if told is None:
        return ()
    had = {each.channel for each in alert.deliveries if each.state == "sent"}
    reached = tuple(each for each in dict.fromkeys(alert.channels) if each in had)
    asked = tuple(dict.fromkeys(told.channels)) if step[0] == "escalation" else reached
    done = {
        each.channel
        for each in alert.deliveries
        if (each.purpose, each.step) == step and each.state != "failed"
    }
    return tuple(channel for channel in asked if channel not in done)


def _batch(alert: Alert, channel: str, route: str, step: _Step) -> Batch:
    purpose, number = step
    letter = "E" if purpose == "escalation" else "R"
    return Batch(
        channel=channel,
        route=route,
        key=f"{alert.id}-{letter}{number}",
        alerts=(alert,),
        purpose=purpose,
        step=number,
    )
