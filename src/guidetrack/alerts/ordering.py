"""
The order in which alerts are told: the oldest first, and never depending on chance.

A correction or retraction stands behind what it is about, and of alerts raised together the
most urgent comes first.
"""

from __future__ import annotations

from collections.abc import Iterable

from guidetrack.alerts.alert import Alert
from guidetrack.alerts.matching import references_of
from guidetrack.alerts.moments import moment
from guidetrack.events.event import PRIORITIES, Event


def in_order(alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """Put alerts into the order in which they are told."""
    return tuple(sorted(alerts, key=_place))


def events_in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Put events into the order in which they are told, each once."""
    once = {event.id: event for event in events}
    return tuple(sorted(once.values(), key=_place_of_event))


def _place(alert: Alert) -> tuple[object, ...]:
    first = _place_of_event(alert.events[0]) if alert.events else (0,)
    urgency = -PRIORITIES.index(alert.priority)
    return (moment(alert.raised_at), alert.of is not None, urgency, first, alert.id)


def _place_of_event(event: Event) -> tuple[object, ...]:
    return (-PRIORITIES.index(event.priority), references_of(event), event.kind, event.id)
