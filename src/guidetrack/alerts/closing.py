"""
Due dates that have been dealt with, for the channels that keep them.

A calendar entered the local deadline when the notice came, and would go on asking for it. So
an alert that somebody acknowledges goes there once more: the same alert, now with the answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from guidetrack.alerts.alert import Alert, Delivery
from guidetrack.alerts.batch import Batch, ChannelState
from guidetrack.alerts.batching import rests
from guidetrack.alerts.moments import moment
from guidetrack.alerts.ordering import in_order

_STEP = 1
"""Whatever is acknowledged a second time was closed by the first."""


def to_close(alert: Alert, keeping: Collection[str]) -> tuple[str, ...]:
    """
    Give the channels that hold a due date of an alert that was acknowledged since, in order.

    `keeping` names the channels that keep due dates. One that took the alert after the
    acknowledgement never entered it.
    """
    if alert.deadline is None or not alert.is_acknowledged:
        return ()
    answered = moment(alert.acknowledgements[0].at)
    entered = (
        each.channel
        for each in alert.deliveries
        if each.state == "sent" and moment(each.at) <= answered
    )
    done = {each.channel for each in alert.deliveries if _settles(each)}
    return tuple(each for each in dict.fromkeys(entered) if each in keeping and each not in done)


def closings_due(
    alerts: Iterable[Alert],
    keeping: Collection[str],
    now: dt.datetime,
    *,
    channel_states: Mapping[str, ChannelState],
) -> tuple[Batch, ...]:
    """Compose what tells channels that a due date has been dealt with, by channel, oldest first."""
    found = [
        Batch(
            channel=channel,
            route=alert.route,
            key=f"{alert.id}-A{_STEP}",
            alerts=(alert,),
            purpose="acknowledgement",
            step=_STEP,
        )
        for alert in in_order(alerts)
        for channel in to_close(alert, keeping)
        if not rests(channel_states.get(channel), now)
    ]
    return tuple(sorted(found, key=lambda batch: batch.channel))


def _settles(delivery: Delivery) -> bool:
    return delivery.purpose == "acknowledgement" and delivery.state != "failed"
