"""
What was told to whom, for whoever asks: alerts in short, one whole, and silences.

All of it only reads, and none takes a lock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

import msgspec

from guidetrack.alerts.alert import Alert, AlertKind
from guidetrack.alerts.matching import references_of
from guidetrack.alerts.moments import day_of
from guidetrack.alerts.ordering import in_order
from guidetrack.alerts.outbox import State, given_up, pending, state
from guidetrack.alerts.route import Silence
from guidetrack.alerts.silencing import is_over
from guidetrack.config import Place
from guidetrack.errors import ConfigError
from guidetrack.events.event import Priority
from guidetrack.pipeline.outbox import Outbox
from guidetrack.store.repository import Repository

_SHOWN = 3
"""References in the sentence for a wave."""


class ListedAlert(msgspec.Struct, frozen=True, kw_only=True):
    """An alert in short."""

    id: str
    kind: AlertKind
    route: str
    state: State
    priority: Priority | None
    """None for a word to the operator."""
    raised_at: str
    """ISO 8601 in UTC."""
    references: tuple[str, ...]
    """Of both sides, the old one first; of every event of a wave."""
    says: str
    """The decisive sentence."""
    waiting: tuple[str, ...] = ()
    """Channels that it still has to go to."""
    given_up: tuple[str, ...] = ()
    """Channels that will never have it."""
    deadline: str | None = None
    """A local deadline (ISO day); None where none is set."""
    of: str | None = None
    """The alert that it corrects or retracts."""
    silenced_by: str | None = None
    acknowledged_by: tuple[str, ...] = ()
    """Roles."""


class AlertList(msgspec.Struct, frozen=True, kw_only=True):
    """Alerts, the newest first."""

    schema_version: int = 1
    alerts: tuple[ListedAlert, ...]


class ShownAlert(msgspec.Struct, frozen=True, kw_only=True):
    """One alert with the words in which it was told."""

    schema_version: int = 1
    state: State
    subject: str
    text: str
    alert: Alert


class ListedSilence(msgspec.Struct, frozen=True, kw_only=True):
    """A silence, and whether it still holds."""

    silence: Silence
    ended: bool


class SilenceList(msgspec.Struct, frozen=True, kw_only=True):
    """Every silence that was ever asked for, oldest first."""

    schema_version: int = 1
    silences: tuple[ListedSilence, ...]


def list_alerts(
    place: Place,
    *,
    route: str | None = None,
    states: Collection[State] = (),
    since: dt.date | None = None,
) -> AlertList:
    """
    List alerts, the newest first: of one route, in some states, raised on a day or later.

    Raises:
        StoreError: there is no store, or an alert in it is damaged.
    """
    with Repository.open(place.store) as repository:
        wanted = (
            alert
            for alert in Outbox(repository).all()
            if (route is None or alert.route == route)
            and (since is None or day_of(alert.raised_at) >= since)
            and (not states or is_among(alert, states))
        )
        return AlertList(alerts=tuple(map(in_short, reversed(in_order(wanted)))))


def is_among(alert: Alert, states: Collection[State]) -> bool:
    """
    Whether an alert is in one of some states.

    Somebody may have taken note of what still has to go to another channel, so whatever was
    acknowledged is found under that word as well.
    """
    return state(alert) in states or (alert.is_acknowledged and "acknowledged" in states)


def show_alert(place: Place, name: str) -> ShownAlert:
    """
    Give one alert with the words in which it was told; the beginning of its id is enough.

    Raises:
        ConfigError: no alert begins so, or several do.
        StoreError: there is no store, or the alert is damaged.
    """
    from guidetrack.formats.notices import compose  # noqa: PLC0415 - templates are slow to load

    with Repository.open(place.store) as repository:
        outbox = Outbox(repository)
        alert = find(outbox, name)
        message = compose(
            (alert,),
            key=alert.id,
            route_name=alert.route,
            organisation=place.config.delivery.organisation,
            find=outbox.alert,
        )
    return ShownAlert(state=state(alert), subject=message.subject, text=message.text, alert=alert)


def list_silences(place: Place, *, today: dt.date) -> SilenceList:
    """
    List every silence, also those that have ended.

    Raises:
        StoreError: there is no store, or the file of silences is damaged.
    """
    with Repository.open(place.store) as repository:
        held = Outbox(repository).silences()
    return SilenceList(
        silences=tuple(ListedSilence(silence=each, ended=is_over(each, today)) for each in held)
    )


def find(outbox: Outbox, name: str) -> Alert:
    """
    Find the alert whose id begins with a name; `GA-` may be left out, and case does not matter.

    Raises:
        ConfigError: no alert begins so, or several do.
    """
    wanted = f"GA-{name.strip().upper().removeprefix('GA-')}"
    found = [each for each in outbox.ids() if each.startswith(wanted)] if name.strip() else []
    alert = outbox.alert(found[0]) if len(found) == 1 else None
    if alert is None:
        raise ConfigError(
            f"{'several alerts begin' if found else 'no alert begins'} with {name!r}",
            hint="guidetrack alerts list names them all.",
        )
    return alert


def in_short(alert: Alert) -> ListedAlert:
    """Say an alert in one line."""
    named = (reference for event in alert.events for reference in references_of(event))
    return ListedAlert(
        id=alert.id,
        kind=alert.kind,
        route=alert.route,
        state=state(alert),
        priority=alert.priority if alert.events else None,
        raised_at=alert.raised_at,
        references=tuple(dict.fromkeys(named)),
        says=decisive_sentence(alert),
        waiting=pending(alert),
        given_up=given_up(alert),
        deadline=alert.deadline,
        of=alert.of,
        silenced_by=alert.silenced_by,
        acknowledged_by=tuple(dict.fromkeys(each.by for each in alert.acknowledgements)),
    )


def decisive_sentence(alert: Alert) -> str:
    """Say what an alert is about in one sentence."""
    if alert.says:
        return alert.says if alert.of is None else f"{alert.kind.capitalize()}: {alert.says}"
    if len(alert.events) == 1:
        return alert.events[0].summary
    return _say_wave(alert)


def _say_wave(alert: Alert) -> str:
    kinds = dict.fromkeys(event.kind for event in alert.events)
    named = [event.reference_after or event.reference_before or "?" for event in alert.events]
    more = f" and {len(named) - _SHOWN:,} more" if len(named) > _SHOWN else ""
    return f"{len(alert.events):,} x {_joined(kinds)}: {', '.join(named[:_SHOWN])}{more}"


def _joined(kinds: Iterable[str]) -> str:
    return ", ".join(each.replace("-", " ") for each in kinds)
