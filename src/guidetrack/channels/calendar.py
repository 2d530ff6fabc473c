"""
Local due dates as calendars, one for each route and one over all, to subscribe to.

Only what has a deadline of the organisation's own policy is entered. A due date keeps its
identity, the alert that set it: a correction moves it, a retraction or an acknowledgement
cancels it, and a calendar program follows by the number of the change.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from guidetrack.alerts.alert import Alert
from guidetrack.alerts.message import Message, Receipt
from guidetrack.alerts.moments import day_of, moment
from guidetrack.channels.channel import Channel, LocalPath
from guidetrack.channels.extras import require
from guidetrack.channels.folder import keep, kept_in, put, stem_of, writing
from guidetrack.channels.links import links_of

if TYPE_CHECKING:
    from icalendar import Event

STATE = ".due.json"
_MOST_OPEN = 2_000
_MOST_CANCELLED = 200
_MOST_SUMMARIES = 20
_STEERING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_NOTHING = "nothing to enter: no local deadline is set"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the calendars lie."""

    folder: LocalPath
    name: str = "Guidance: local due dates"
    """As calendar programs show it."""


class Due(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One due date."""

    id: str
    """Of the alert that set it first."""
    alerts: tuple[str, ...]
    """That alert, and those that moved or cancelled it."""
    route: str
    day: str
    summary: str
    text: str
    link: str | None = None
    changed_at: str
    sequence: int = 0
    """How often it changed."""
    is_cancelled: bool = False
    is_sample: bool = False
    """Whether the next due date takes its place."""


class _State(msgspec.Struct, frozen=True, kw_only=True):
    schema_version: int = 1
    dues: tuple[Due, ...] = ()
    """By day."""


def deliver(message: Message, settings: Settings, now: dt.datetime) -> Receipt:
    """
    Enter the due dates of a message, move them or cancel them.

    Raises:
        ConfigError: icalendar is not installed.
        DeliveryError: the folder cannot be written, or what is kept in it is damaged.
    """
    del now
    require("icalendar", kind="calendar")
    folder = Path(settings.folder)
    with writing(folder):
        dues = {each.id: each for each in kept_in(folder / STATE, _State).dues}
        before = dict(dues)
        for alert in message.alerts:
            _enter(dues, alert, message)
        if dues != before:
            dues = {name: each for name, each in dues.items() if _lasts(each, message)}
        kept = _newest(dues.values())
        if not kept:
            return Receipt(says=_NOTHING)
        keep(folder / STATE, _State(dues=kept))
        for route in dict.fromkeys(each.route for each in kept if not each.is_sample):
            own = [each for each in kept if each.route == route]
            put(folder / f"{stem_of(route)}.ics", _calendar(own, f"{settings.name}: {route}"))
        put(folder / "all.ics", _calendar(kept, settings.name))
    return _receipt(message, kept)


def _enter(dues: dict[str, Due], alert: Alert, message: Message) -> None:
    """Take over what an alert says of a due date; what was taken over before changes nothing."""
    known = next((each for each in dues.values() if alert.id in each.alerts), None)
    amended = next((each for each in dues.values() if alert.of in each.alerts), None)
    if known is not None:
        if alert.is_acknowledged and not known.is_cancelled:
            dues[known.id] = _cancelled(known, alert.acknowledgements[0].at)
    elif amended is not None:
        mine = msgspec.structs.replace(amended, alerts=(*amended.alerts, alert.id))
        dues[mine.id] = _moved(mine, alert, message)
    elif message.is_sample or _is_due(alert):
        dues[alert.id] = _due(alert, message)


def _is_due(alert: Alert) -> bool:
    return bool(alert.deadline) and not alert.is_acknowledged and alert.kind != "retraction"


def _moved(due: Due, alert: Alert, message: Message) -> Due:
    if alert.kind != "correction" or not alert.deadline or alert.is_acknowledged:
        return _cancelled(due, alert.raised_at)
    return msgspec.structs.replace(
        _due(alert, message), id=due.id, alerts=due.alerts, sequence=due.sequence + 1
    )


def _lasts(due: Due, message: Message) -> bool:
    """Whether a due date is a real one, or the sample that was just asked for."""
    return not due.is_sample or any(due.id == alert.id for alert in message.alerts)


def _cancelled(due: Due, at: str) -> Due:
    if due.is_cancelled:
        return due
    return msgspec.structs.replace(due, is_cancelled=True, sequence=due.sequence + 1, changed_at=at)


def _due(alert: Alert, message: Message) -> Due:
    told = [event.summary for event in alert.events[:_MOST_SUMMARIES]]
    more = len(alert.events) - len(told)
    first = told[0] if told else alert.says or message.subject
    counted = f"{len(alert.events):,} changes of guidance" if len(alert.events) > 1 else first
    links = links_of(msgspec.structs.replace(message, alerts=(alert,)))
    lines = [
        *(told or [first]),
        *([f"and {more:,} more"] if more else []),
        *([f"Due by your own policy{_rule(alert)}."] if alert.deadline else []),
        *alert.why,
        f"{alert.id}: a guidance change notice, not a safety alert.",
    ]
    return Due(
        id=alert.id,
        alerts=(alert.id,),
        route=alert.route,
        day=alert.deadline or day_of(alert.raised_at).isoformat(),
        summary=f"{'Sample, not a notice: ' if message.is_sample else 'Due: '}{counted}",
        text="\n".join(lines),
        link=links[0].address if links else None,
        changed_at=alert.raised_at,
        is_sample=message.is_sample,
    )


def _rule(alert: Alert) -> str:
    return f" ({alert.deadline_rule})" if alert.deadline_rule else ""


def _newest(dues: Iterable[Due]) -> tuple[Due, ...]:
    """Keep what is open, and what was cancelled lately: calendars have to see that once."""
    ordered = sorted(dues, key=lambda each: (each.day, each.id))
    still = [each for each in ordered if not each.is_cancelled][-_MOST_OPEN:]
    gone = sorted(
        (each for each in ordered if each.is_cancelled), key=lambda each: moment(each.changed_at)
    )[-_MOST_CANCELLED:]
    return tuple(sorted((*still, *gone), key=lambda each: (each.day, each.id)))


def _calendar(dues: Sequence[Due], name: str) -> bytes:
    from icalendar import Calendar  # noqa: PLC0415

    calendar = Calendar()
    calendar.add("prodid", "-//guidetrack//local due dates//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _plain(name))
    for each in dues:
        calendar.add_component(_event(each))
    written: bytes = calendar.to_ical()
    return written


def _event(due: Due) -> Event:
    from icalendar import Event  # noqa: PLC0415

    event = Event()
    changed = moment(due.changed_at)
    event.add("uid", f"{due.id}@guidetrack.invalid")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", due.sequence)
    event.add("status", "CANCELLED" if due.is_cancelled else "CONFIRMED")
    event.add("dtstart", dt.date.fromisoformat(due.day))
    event.add("transp", "TRANSPARENT")  # a due date keeps nobody from other appointments
    event.add("summary", _plain(due.summary))
    event.add("description", _plain(due.text))
    event.add("categories", [_plain(due.route)])
    if due.link:
        event.add("url", due.link)
    return event


def _plain(text: str) -> str:
    return _STEERING.sub(" ", text)


def _receipt(message: Message, dues: Iterable[Due]) -> Receipt:
    told = {alert.id for alert in message.alerts}
    mine = [each for each in dues if told & set(each.alerts)]
    still = sum(not each.is_cancelled for each in mine)
    gone = len(mine) - still
    said = []
    if still:
        said.append(f"{still:,} due {'date is' if still == 1 else 'dates are'} in the calendar")
    if gone:
        said.append(f"{gone:,} {'is' if gone == 1 else 'are'} cancelled")
    return Receipt(says=", ".join(said) or _NOTHING)


CHANNEL = Channel(kind="calendar", settings=Settings, deliver=deliver, keeps_due_dates=True)
