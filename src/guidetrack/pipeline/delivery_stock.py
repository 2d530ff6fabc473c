"""
How delivery stands: what waits, which channels fail, what was given up, who has not answered.

All of it is computed from the alerts that something is still to be done about; the rest of
the outbox is not read.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from guidetrack.alerts.alert import Alert
from guidetrack.alerts.outbox import awaits_acknowledgement, given_up, pending, tried_in_vain
from guidetrack.config import Place
from guidetrack.errors import ConfigError
from guidetrack.pipeline.alert_listing import ListedAlert, in_short
from guidetrack.pipeline.outbox import Outbox
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot


class ChannelStock(msgspec.Struct, frozen=True, kw_only=True):
    """How one channel has been doing."""

    channel: str
    waiting: int
    """Notices that still have to go to it, today or later."""
    oldest: str | None
    """When the oldest of them was raised, ISO 8601 in UTC."""
    failing_since: str | None = None
    """ISO 8601 in UTC; None for one that works."""
    failures: int = 0
    """In a row."""
    next_try: str | None = None
    """ISO 8601 in UTC."""


class DeliveryStock(msgspec.Struct, frozen=True, kw_only=True):
    """How delivery stands."""

    pending: int
    """Notices that still have to go somewhere, today or later."""
    oldest: str | None
    """When the oldest of them was raised, ISO 8601 in UTC."""
    channels: tuple[ChannelStock, ...]
    """Those that fail, and those that something waits for."""
    given_up: tuple[ListedAlert, ...]
    """What a channel will never take, and nobody has acknowledged."""
    unacknowledged: tuple[ListedAlert, ...]
    """What was told and asks for an answer that nobody gave."""

    @property
    def is_failing(self) -> bool:
        """Whether something is not delivered that should be."""
        return bool(self.given_up) or any(
            each.failing_since and each.waiting for each in self.channels
        )


def take_delivery_stock(repository: Repository, place: Place) -> DeliveryStock:
    """
    Say how delivery stands. Only reads.

    Raises:
        StoreError: an alert in the store is damaged.
    """
    outbox = Outbox(repository)
    alerts = outbox.open()
    waiting = {alert.id: {*pending(alert), *tried_in_vain(alert)} for alert in alerts}
    routes = tuple(place.config.routes.values())
    amended = {alert.of for alert in alerts}
    names = {name for named in waiting.values() for name in named} | set(outbox.index.channels)
    return DeliveryStock(
        pending=sum(bool(named) for named in waiting.values()),
        oldest=_oldest(alert for alert in alerts if waiting[alert.id]),
        channels=tuple(
            _channel_stock(name, [each for each in alerts if name in waiting[each.id]], outbox)
            for name in sorted(names)
        ),
        given_up=tuple(
            in_short(alert) for alert in alerts if given_up(alert) and not alert.is_acknowledged
        ),
        unacknowledged=tuple(
            in_short(alert)
            for alert in alerts
            if alert.id not in amended
            and _was_told(alert)
            and awaits_acknowledgement(alert, routes)
        ),
    )


def not_routed(newest: Snapshot | None, place: Place) -> tuple[tuple[str, ...], str | None]:
    """
    Name the held guidance that no route is told of, or the problem that keeps it from being known.

    Empty where no route is configured: then nobody is told anything, on purpose.
    """
    if newest is None or not place.config.routes:
        return (), None
    from guidetrack.pipeline.watching import references_told_to_nobody  # noqa: PLC0415 - lineage

    try:
        return references_told_to_nobody(newest, place), None
    except ConfigError as problem:
        return (), str(problem)


def _channel_stock(name: str, waiting: list[Alert], outbox: Outbox) -> ChannelStock:
    state = outbox.index.channels.get(name)
    return ChannelStock(
        channel=name,
        waiting=len(waiting),
        oldest=_oldest(waiting),
        failing_since=state.failing_since if state else None,
        failures=state.failures if state else 0,
        next_try=state.next_try if state else None,
    )


def _oldest(alerts: Iterable[Alert]) -> str | None:
    return min((alert.raised_at for alert in alerts), default=None)


def _was_told(alert: Alert) -> bool:
    return any(each.state == "sent" for each in alert.deliveries)
