"""
What to send next, to each channel, in which messages.

Channels are looked at one by one and none of them sees another, so a dead one holds nobody
else up. A digest that failed is tried again as it was, with the same key: a receiver that took
it and could not say so must be able to tell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from guidetrack.alerts.alert import Alert
from guidetrack.alerts.batch import Batch, ChannelState
from guidetrack.alerts.identity import digest_key
from guidetrack.alerts.moments import moment
from guidetrack.alerts.ordering import in_order
from guidetrack.alerts.route import Route
from guidetrack.alerts.timing import is_held, is_quiet, is_ready, was_tried

_SENT_SINGLY = ("correction", "retraction", "operator", "sample")


def batches(
    alerts: Iterable[Alert],
    routes: Iterable[Route],
    channel_states: Mapping[str, ChannelState],
    now: dt.datetime,
    digests: Mapping[str, str],
) -> tuple[Batch, ...]:
    """
    Compose every message that may go out now, by channel, the oldest first.

    `digests` gives the day (ISO) of each route's last digest. An alert of a route that is no
    longer configured goes out at once. Each alert is in one batch of a channel at most.

    Raises:
        ConfigError: a route has quiet days and the library of holidays is not installed.
    """
    waiting = in_order({alert.id: alert for alert in alerts}.values())
    by_name = {route.name: route for route in routes}
    last = {name: dt.date.fromisoformat(day) for name, day in digests.items()}
    channels = sorted({channel for alert in waiting for channel in alert.channels})
    return tuple(
        batch
        for channel in channels
        if not rests(channel_states.get(channel), now)
        for batch in _for_channel(channel, waiting, by_name, last, now)
    )


def rests(state: ChannelState | None, now: dt.datetime) -> bool:
    """Whether a channel is left alone for now, because it failed."""
    return state is not None and state.next_try is not None and moment(state.next_try) > now


def key_before(batch: Batch, find: Callable[[str], Alert | None]) -> str | None:
    """
    Give the key under which the channel had the message that a batch belongs behind.

    That is the notice itself for a reminder, and else the nearest one before it on the same
    guidance that the channel took. None where there is none, and for several alerts at once.
    """
    if len(batch.alerts) > 1:
        return None
    (alert,) = batch.alerts
    before = alert if batch.purpose != "notice" else find(alert.after or "")
    passed: set[str] = set()
    while before is not None and before.id not in passed:
        passed.add(before.id)
        taken = [each for each in before.deliveries if each.purpose == "notice"]
        for each in taken:
            if each.channel == batch.channel and each.state == "sent":
                return each.key
        before = find(before.after or "")
    return None


def _for_channel(
    channel: str,
    alerts: tuple[Alert, ...],
    routes: Mapping[str, Route],
    last: Mapping[str, dt.date],
    now: dt.datetime,
) -> list[Batch]:
    waiting = [alert for alert in alerts if alert.waits_for(channel)]
    held_back: set[str] = set()
    groups: dict[str, list[Alert]] = {}
    for alert in waiting:
        route = routes.get(alert.route)
        if not _may_go(alert, route, held_back, last, now):
            held_back.add(alert.id)
            continue
        groups.setdefault(_group(alert, route, channel), []).append(alert)
    return [_composed(channel, group, routes) for group in groups.values()]


def _may_go(
    alert: Alert,
    route: Route | None,
    held_back: set[str],
    last: Mapping[str, dt.date],
    now: dt.datetime,
) -> bool:
    """Whether an alert goes out now; what it corrects or retracts goes out before it."""
    if alert.of in held_back:
        return False
    if route is None:
        return True
    today = now.astimezone(dt.UTC).date()
    if alert.kind in _SENT_SINGLY:
        return not is_held(route, alert) or not is_quiet(today, route.quiet)
    return is_ready(route, alert, today, last.get(route.name))


def _group(alert: Alert, route: Route | None, channel: str) -> str:
    """The same word for alerts that go out together."""
    together = f"of {alert.route}" if _waits_for_a_day(alert, route) else alert.id
    return _failed_key(alert, channel) or together


def _waits_for_a_day(alert: Alert, route: Route | None) -> bool:
    if route is None or route.every == "immediately" or alert.kind in _SENT_SINGLY:
        return False
    return is_held(route, alert)


def _failed_key(alert: Alert, channel: str) -> str | None:
    """The key of the message in which an alert failed last on a channel."""
    tried = (each for each in alert.deliveries if each.purpose == "notice")
    keys = [each.key for each in tried if each.channel == channel]
    return keys[-1] if keys else None


def _composed(channel: str, group: list[Alert], routes: Mapping[str, Route]) -> Batch:
    first = group[0]
    ids = [alert.id for alert in group]
    key = first.id if len(ids) == 1 else digest_key(ids, channel)
    route = routes.get(first.route)
    return Batch(
        channel=channel,
        route=first.route,
        key=_failed_key(first, channel) or key,
        alerts=tuple(group),
        is_digest=any(_waits_for_a_day(each, route) and not was_tried(each) for each in group),
    )
