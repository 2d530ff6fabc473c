"""
What becomes of an alert: pending, then sent, failed or given up, and acknowledged.

The outbox has no state beside its alerts. Every step adds a line to one and changes none, a
step taken twice is taken once, and what is left to do is always computed from the lines, so
that a crash at any point is answered by computing it again.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from guidetrack.alerts.addresses import refuse_addresses, without_addresses
from guidetrack.alerts.alert import Acknowledgement, Alert, Delivery, Purpose
from guidetrack.alerts.amending import correct, retract
from guidetrack.alerts.batch import Batch, ChannelState
from guidetrack.alerts.batching import batches, key_before
from guidetrack.alerts.closing import closings_due, to_close
from guidetrack.alerts.moments import moment, written
from guidetrack.alerts.reminding import awaits_acknowledgement, reminders_due
from guidetrack.errors import ConfigError

__all__ = [
    "Batch",
    "ChannelState",
    "State",
    "acknowledge",
    "again",
    "awaits_acknowledgement",
    "batches",
    "channel_failed",
    "channel_works",
    "closings_due",
    "correct",
    "delivered",
    "failed",
    "given_up",
    "key_before",
    "pending",
    "reminders_due",
    "retract",
    "state",
    "to_close",
    "tried_in_vain",
]

State = Literal["silenced", "given-up", "failed", "pending", "acknowledged", "sent"]
"""The one that most needs somebody's eye comes first."""

GIVE_UP_AFTER = 60
"""Days after which a delivery that keeps failing is given up, unless configured otherwise."""
_FIRST_WAIT = dt.timedelta(minutes=5)
_LONGEST_WAIT = dt.timedelta(days=1)


def pending(alert: Alert, now: dt.datetime | None = None) -> tuple[str, ...]:
    """
    Give the channels that the notice still has to go to, in order.

    With `now`, only those where no later time for the next attempt was set.
    """
    waiting = (channel for channel in dict.fromkeys(alert.channels) if alert.waits_for(channel))
    return tuple(each for each in waiting if now is None or not _rests(alert, each, now))


def tried_in_vain(alert: Alert) -> tuple[str, ...]:
    """
    Give the channels that did not take what was tried last and is tried again, in order.

    That may be the notice or anything that follows it. A reminder of what somebody has
    acknowledged since is not tried again.
    """
    last = {each.channel: each for each in alert.deliveries}
    return tuple(
        channel
        for channel, each in last.items()
        if each.state == "failed"
        and not (each.purpose == "notice" and not alert.waits_for(channel))
        and not (alert.is_acknowledged and each.purpose in {"reminder", "escalation"})
    )


def given_up(alert: Alert) -> tuple[str, ...]:
    """Give the channels that will never have the notice, in order."""
    return tuple(each for each in dict.fromkeys(alert.channels) if alert.is_given_up(each))


def state(alert: Alert) -> State:
    """Say in one word what has become of an alert."""
    if alert.silenced_by:
        return "silenced"
    if given_up(alert):
        return "given-up"
    waiting = pending(alert)
    if any(each.channel in waiting for each in alert.deliveries if each.purpose == "notice"):
        return "failed"
    if waiting:
        return "pending"
    return "acknowledged" if alert.is_acknowledged else "sent"


def delivered(  # noqa: PLR0913 - what a delivery is, each by its name
    alert: Alert,
    channel: str,
    now: dt.datetime,
    *,
    key: str,
    purpose: Purpose = "notice",
    step: int = 0,
    says: str | None = None,
) -> Alert:
    """Add that a channel took the alert; what is there already is not added again."""
    return _with_delivery(
        alert,
        Delivery(
            channel=channel,
            at=written(now),
            state="sent",
            key=key,
            purpose=purpose,
            step=step,
            attempt=_attempt(alert, channel, purpose, step),
            says=without_addresses(says) if says else None,
        ),
    )


def failed(  # noqa: PLR0913 - what a failure is, each by its name
    alert: Alert,
    channel: str,
    now: dt.datetime,
    *,
    key: str,
    transient: bool,
    retry_after: float | None = None,
    purpose: Purpose = "notice",
    step: int = 0,
    says: str | None = None,
    give_up_after: int = GIVE_UP_AFTER,
) -> Alert:
    """
    Add that a channel did not take the alert, and when it is tried again, if ever.

    It is given up at once where it cannot pass, and otherwise when the alert has waited for
    more than `give_up_after` days and this was not the first attempt.
    """
    attempt = _attempt(alert, channel, purpose, step)
    waited = now - moment(_queued_at(alert, channel, purpose))
    too_old = waited > dt.timedelta(days=give_up_after) and attempt > 1
    given_up = not transient or too_old
    return _with_delivery(
        alert,
        Delivery(
            channel=channel,
            at=written(now),
            state="given-up" if given_up else "failed",
            key=key,
            purpose=purpose,
            step=step,
            attempt=attempt,
            next_try=None if given_up else written(now + _wait(attempt, retry_after)),
            says=without_addresses(says) if says else None,
        ),
    )


def again(alert: Alert, now: dt.datetime) -> Alert:
    """
    Put what was given up back into the queue, on every channel; the key stays the same.

    Raises:
        ConfigError: nothing of the alert was given up.
    """
    lost = given_up(alert)
    if not lost:
        raise ConfigError(
            f"{alert.id} was not given up on any channel",
            hint="guidetrack alerts list --state given-up names those that were.",
        )
    for channel in lost:
        notices = (each for each in alert.deliveries if each.purpose == "notice")
        key = [each.key for each in notices if each.channel == channel][-1]
        added = Delivery(channel=channel, at=written(now), state="again", key=key)
        alert = _with_delivery(alert, added)
    return alert


def acknowledge(
    alert: Alert, now: dt.datetime, *, by: str, outcome: str | None = None, note: str | None = None
) -> Alert:
    """
    Add that somebody took note.

    Raises:
        ConfigError: no role is given, or the words hold an e-mail address.
    """
    for what, words in (("the role", by), ("the outcome", outcome), ("the note", note)):
        refuse_addresses(what, words)
    if not by.strip():
        raise ConfigError("the role that acknowledges is missing", hint="Give --by ROLE.")
    added = Acknowledgement(at=written(now), by=by.strip(), outcome=outcome, note=note)
    if added in alert.acknowledgements:
        return alert
    return msgspec.structs.replace(alert, acknowledgements=(*alert.acknowledgements, added))


def channel_failed(
    held: ChannelState, now: dt.datetime, *, retry_after: float | None = None
) -> ChannelState:
    """Give the state of a channel after a failure that may pass."""
    failures = held.failures + 1
    return ChannelState(
        failing_since=held.failing_since or written(now),
        failures=failures,
        next_try=written(now + _wait(failures, retry_after)),
        told=held.told,
    )


def channel_works() -> ChannelState:
    """Give the state of a channel that just took something."""
    return ChannelState()


def _wait(attempt: int, retry_after: float | None) -> dt.timedelta:
    """Five minutes, doubling; longer where the receiver asks for it; never above a day."""
    doubled = _FIRST_WAIT.total_seconds() * 2.0 ** min(attempt - 1, 16)
    asked = max(doubled, retry_after or 0.0)
    return dt.timedelta(seconds=min(asked, _LONGEST_WAIT.total_seconds()))


def _with_delivery(alert: Alert, added: Delivery) -> Alert:
    """Add a delivery, unless the same outcome was written down before a crash."""
    if _told_apart(added) in map(_told_apart, alert.deliveries):
        return alert
    return msgspec.structs.replace(alert, deliveries=(*alert.deliveries, added))


def _told_apart(delivery: Delivery) -> tuple[object, ...]:
    """What makes two attempts two; the rest is computed from the attempts before."""
    came_to = delivery.state if delivery.state in {"sent", "again"} else "failed"
    return (delivery.channel, delivery.at, delivery.key, delivery.purpose, delivery.step, came_to)


def _attempt(alert: Alert, channel: str, purpose: Purpose, step: int) -> int:
    """Which attempt comes next, since it was put into the queue."""
    mine = (channel, purpose, step)
    states = [
        each.state for each in alert.deliveries if (each.channel, each.purpose, each.step) == mine
    ]
    return 1 + next(
        (at for at, each in enumerate(reversed(states)) if each == "again"), len(states)
    )


def _queued_at(alert: Alert, channel: str, purpose: Purpose) -> str:
    """Since when it waits: from the beginning, or since somebody asked for it again."""
    asked = (each for each in reversed(alert.deliveries) if each.state == "again")
    mine = (each.at for each in asked if (each.channel, each.purpose) == (channel, purpose))
    return next(mine, alert.raised_at)


def _rests(alert: Alert, channel: str, now: dt.datetime) -> bool:
    last = next((each for each in reversed(alert.deliveries) if each.channel == channel), None)
    return last is not None and last.next_try is not None and moment(last.next_try) > now
