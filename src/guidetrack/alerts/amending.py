"""
Putting right what was told: corrections and retractions.

What was sent cannot be unsent, so the same people are told again, in words that name the
first notice. The first notice itself stays as it was.
"""

from __future__ import annotations

import datetime as dt

from guidetrack.alerts.addresses import refuse_addresses
from guidetrack.alerts.alert import Alert, AlertKind
from guidetrack.alerts.identity import alert_id
from guidetrack.alerts.moments import written
from guidetrack.errors import ConfigError
from guidetrack.events.event import Event

_NEVER_AMENDED: tuple[AlertKind, ...] = ("retraction", "operator", "sample")


def retract(alert: Alert, reason: str, by: str, *, now: dt.datetime) -> Alert:
    """
    Make the alert that takes another back; retracting twice makes the same one.

    Raises:
        ConfigError: the alert is none that can be retracted, a word is missing, or the words
            hold an e-mail address.
    """
    return _amendment("retraction", alert, reason, by, now=now)


def correct(  # noqa: PLR0913 - what a correction is, each by its name
    alert: Alert,
    says: str,
    by: str,
    *,
    now: dt.datetime,
    events: tuple[Event, ...] | None = None,
    occurrence: int = 1,
) -> Alert:
    """
    Make the alert that puts another right; `events` where they are others than it told of.

    `occurrence` is 1 and the number of corrections of the alert that there are already.

    Raises:
        ConfigError: the alert is none that can be corrected, a word is missing, or the words
            hold an e-mail address.
    """
    return _amendment("correction", alert, says, by, now=now, events=events, occurrence=occurrence)


def _amendment(  # noqa: PLR0913 - the words of both, each by its name
    kind: AlertKind,
    alert: Alert,
    says: str,
    by: str,
    *,
    now: dt.datetime,
    events: tuple[Event, ...] | None = None,
    occurrence: int = 1,
) -> Alert:
    if alert.kind in _NEVER_AMENDED:
        raise ConfigError(f"{alert.id} is a {alert.kind}, which cannot be taken back or corrected")
    for what, words in (("the reason", says), ("the role", by)):
        refuse_addresses(what, words)
        if not words.strip():
            raise ConfigError(f"{what} of a {kind} is missing")
    told = alert.events if events is None else events
    return Alert(
        id=alert_id(alert.route, (event.id for event in told), occurrence, kind=kind, of=alert.id),
        kind=kind,
        route=alert.route,
        events=told,
        occurrence=occurrence,
        why=(f"You were sent {alert.id}.",),
        raised_at=written(now),
        seen_before=alert.seen_before,
        seen_first=alert.seen_first,
        published=alert.published,
        deadline=alert.deadline if kind == "correction" else None,
        deadline_rule=alert.deadline_rule if kind == "correction" else None,
        channels=_reached(alert),
        of=alert.id,
        after=alert.id,
        says=says.strip(),
        by=by.strip(),
        silenced_by=alert.silenced_by,
    )


def _reached(alert: Alert) -> tuple[str, ...]:
    """All channels that had the alert or will have it, those of an escalation as well."""
    escalated = (each.channel for each in alert.deliveries if each.state == "sent")
    return tuple(dict.fromkeys((*alert.channels, *escalated)))
