"""
What people do with alerts: take note, ask for silence, put right, take back, try again.

Each step is added to what is there and is a commit of its own, so that the store shows years
later who decided what. Nothing is sent from here but by delivery itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

import msgspec

from guidetrack.alerts.alert import Alert
from guidetrack.alerts.identity import alert_id
from guidetrack.alerts.outbox import acknowledge, again, correct, retract, to_close
from guidetrack.alerts.route import Silence
from guidetrack.alerts.silencing import silence
from guidetrack.config import Place
from guidetrack.errors import ConfigError
from guidetrack.pipeline.alert_listing import find
from guidetrack.pipeline.concluding import LastSteps
from guidetrack.pipeline.due_dates import keepers_of_due_dates
from guidetrack.pipeline.opening import opened
from guidetrack.pipeline.outbox import Outbox, commit_outbox
from guidetrack.pipeline.run_result import Delivered
from guidetrack.pipeline.sharing import settings_of, sharing
from guidetrack.sources.fetch import Clock
from guidetrack.store.repository import Repository


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a decision about an alert."""

    schema_version: int = 1
    alert: Alert
    """The alert with what was added, or the correction or retraction that was made."""
    revision: str | None
    """The commit that says so; None where the store said so already."""


class Silenced(msgspec.Struct, frozen=True, kw_only=True):
    """A silence that was asked for."""

    schema_version: int = 1
    silence: Silence
    revision: str | None
    """The commit that says so; None where the store said so already."""


def acknowledge_alert(  # noqa: PLR0913 - the words of the command, each by its name
    place: Place,
    name: str,
    *,
    by: str,
    now: dt.datetime,
    outcome: str | None = None,
    note: str | None = None,
) -> Noted:
    """
    Record that somebody took note of an alert; nobody is reminded of it any more.

    Raises:
        ConfigError: there is no such alert, no role, or the words hold an e-mail address.
        StoreError: the store is damaged, locked, or has uncommitted changes.
    """

    def add(alert: Alert, _: Outbox) -> Alert:
        return acknowledge(alert, now, by=by, outcome=outcome, note=note)

    return _amended(place, name, add, says="Acknowledge {id}", now=now)


def retract_alert(place: Place, name: str, *, by: str, reason: str, now: dt.datetime) -> Noted:
    """
    Take an alert back: everybody who had it is told so at the next delivery.

    Raises:
        ConfigError: there is no such alert, it cannot be taken back, a word is missing, or the
            words hold an e-mail address.
        StoreError: the store is damaged, locked, or has uncommitted changes.
    """

    def make(alert: Alert, _: Outbox) -> Alert:
        return retract(alert, reason, by, now=now)

    return _amended(place, name, make, says="Retract {id}", now=now)


def correct_alert(place: Place, name: str, *, by: str, note: str, now: dt.datetime) -> Noted:
    """
    Put an alert right: everybody who had it is told so at the next delivery.

    The same words are a correction only once.

    Raises:
        ConfigError: there is no such alert, it cannot be corrected, a word is missing, or the
            words hold an e-mail address.
        StoreError: the store is damaged, locked, or has uncommitted changes.
    """

    def make(alert: Alert, outbox: Outbox) -> Alert:
        earlier = tuple(_corrections(alert, outbox))
        same = next((each for each in earlier if each.says == note.strip()), None)
        return same or correct(alert, note, by, now=now, occurrence=1 + len(earlier))

    return _amended(place, name, make, says="Correct {id}", now=now)


def add_silence(  # noqa: PLR0913 - the words of the command, each by its name
    place: Place,
    *,
    reason: str,
    by: str,
    until: dt.date,
    now: dt.datetime,
    route: str | None = None,
    references: Iterable[str] = (),
    kinds: Iterable[str] = (),
) -> Silenced:
    """
    Keep from now on something from being told, to one route or to all, up to the end of a day.

    Raises:
        ConfigError: no such route is configured, a word is missing, the day has passed, or the
            words hold an e-mail address.
        StoreError: the store is damaged, locked, or has uncommitted changes.
    """
    if route is not None:
        route_named(place, route)
    added = silence(
        reason=reason,
        by=by,
        now=now,
        until=until,
        route=route,
        references=references,
        kinds=kinds,
    )
    with opened(place, now=now) as repository:
        outbox = Outbox(repository)
        held = outbox.silences()
        if any(each.id == added.id for each in held):
            return Silenced(silence=added, revision=None)
        files = outbox.files(outbox.index, (*held, added))
        return Silenced(
            silence=added,
            revision=commit_outbox(repository, files, f"Silence {added.id} until {until}", now),
        )


def deliver_alerts(
    place: Place, *, clock: Clock, environment: Mapping[str, str], again: Iterable[str] = ()
) -> Delivered:
    """
    Deliver what is due now, without fetching anything.

    Args:
        place: the store, and the channels.
        clock: what time it is.
        environment: where secrets are looked up.
        again: alerts that were given up, and are put back into the queue first.

    Raises:
        ConfigError: no channel is configured, or an alert named was not given up.
        StoreError: the store is damaged, locked, or has uncommitted changes.
    """
    if not place.config.channels:
        raise ConfigError(
            "guidetrack.yaml names no channel to deliver through",
            hint="Add 'channels:'; guidetrack init writes a file with every setting explained.",
        )
    now = clock.now()
    with (
        opened(place, now=now) as repository,
        sharing(repository, settings_of(place, None), now) as shared,
    ):
        last = LastSteps(repository, place, clock, environment, shared, deliver=True)
        return last.deliver_alone(lambda: _put_back(repository, again, now))


def route_named(place: Place, name: str) -> str:
    """
    See that a route is configured.

    Raises:
        ConfigError: it is not; the hint names those that are.
    """
    routes = place.config.routes
    if name not in routes:
        named = ", ".join(routes) or "none"
        raise ConfigError(f"there is no route {name!r}", hint=f"Configured are: {named}.")
    return name


def _put_back(repository: Repository, names: Iterable[str], now: dt.datetime) -> None:
    outbox = Outbox(repository)
    queued = {(alert := again(find(outbox, name), now)).id: alert for name in names}
    if not queued:
        return
    outbox.put(*queued.values())
    noun = "notice" if len(queued) == 1 else "notices"
    files = outbox.files(outbox.index.with_open(queued))
    commit_outbox(repository, files, f"Try {len(queued):,} {noun} again", now)


def _amended(
    place: Place,
    name: str,
    step: Callable[[Alert, Outbox], Alert],
    *,
    says: str,
    now: dt.datetime,
) -> Noted:
    """Take a step about one alert and commit it, unless it was taken before."""
    with opened(place, now=now) as repository:
        outbox = Outbox(repository)
        before = find(outbox, name)
        after = step(before, outbox)
        is_known = after == before if after.id == before.id else after.id in outbox
        if is_known:
            return Noted(alert=outbox.alert(after.id) or after, revision=None)
        outbox.put(after)
        is_new = after.id != before.id and after.channels and not after.silenced_by
        is_due = is_new or to_close(after, keepers_of_due_dates(place.config))
        index = outbox.index.with_open((after.id,)) if is_due else outbox.index
        files = outbox.files(index)
        return Noted(
            alert=after, revision=commit_outbox(repository, files, says.format(id=before.id), now)
        )


def _corrections(alert: Alert, outbox: Outbox) -> Iterable[Alert]:
    """The corrections of an alert, in the order in which they were made."""
    ids = tuple(event.id for event in alert.events)
    number = 1
    while held := outbox.alert(alert_id(alert.route, ids, number, kind="correction", of=alert.id)):
        yield held
        number += 1
