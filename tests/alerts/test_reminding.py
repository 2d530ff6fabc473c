"""Reminders in working days until somebody acknowledges, then somebody else is told."""

from __future__ import annotations

import datetime as dt

from tests.alerts.making import WEDNESDAY, alert, event, route

from guidetrack.alerts.alert import Alert
from guidetrack.alerts.batch import Batch, ChannelState
from guidetrack.alerts.outbox import acknowledge, delivered, failed, reminders_due, retract
from guidetrack.alerts.reminding import awaits_acknowledgement
from guidetrack.alerts.route import Reminding

DAY = dt.timedelta(days=1)
ROUTES = (
    route(remind=Reminding(after=2, times=2, escalate_to="lead"), channels=("mail", "feed")),
    route("lead", channels=("hook",)),
)
SENT = delivered(alert(channels=("mail",)), "mail", WEDNESDAY, key="GA-AAAAAAAAAAAAAAAA")


def due(told: Alert, days: int, **states: ChannelState) -> tuple[Batch, ...]:
    return reminders_due([told], ROUTES, WEDNESDAY + days * DAY, channel_states=states)


def keys(told: Alert, days: int) -> list[str]:
    return [f"{each.channel} {each.key[-2:]}" for each in due(told, days)]


def test_steps_follow_each_other_in_working_days_and_end_with_an_escalation() -> None:
    told, seen = SENT, {}
    for day in range(30):
        for batch in due(told, day):
            seen[day] = (batch.channel, batch.route, batch.key, batch.purpose, batch.step)
            told = delivered(
                told,
                batch.channel,
                WEDNESDAY + day * DAY,
                key=batch.key,
                purpose=batch.purpose,
                step=batch.step,
            )
    assert seen == {
        2: ("mail", "cardiac-team", f"{SENT.id}-R1", "reminder", 1),
        6: ("mail", "cardiac-team", f"{SENT.id}-R2", "reminder", 2),
        8: ("hook", "lead", f"{SENT.id}-E1", "escalation", 1),
    }
    assert due(told, 60) == ()
    assert awaits_acknowledgement(told, ROUTES)


def test_a_month_without_a_run_brings_one_reminder() -> None:
    assert keys(SENT, 33) == ["mail R1"]


def test_no_reminder_goes_out_on_a_day_without_work() -> None:
    assert keys(SENT, 3) == []
    assert keys(SENT, 5) == ["mail R1"]


def test_who_acknowledged_is_left_alone() -> None:
    assert awaits_acknowledgement(SENT, ROUTES)
    noted = acknowledge(SENT, WEDNESDAY, by="lead")
    assert due(noted, 30) == ()
    assert not awaits_acknowledgement(noted, ROUTES)


def test_what_was_not_sent_was_silenced_or_matters_less_is_not_reminded_of() -> None:
    assert due(alert(), 30) == ()
    assert due(delivered(alert(silenced_by="GS-X"), "mail", WEDNESDAY, key="k"), 30) == ()
    minor = alert(event(priority="information"))
    assert due(delivered(minor, "mail", WEDNESDAY, key="k"), 30) == ()


def test_what_was_taken_back_is_not_reminded_of() -> None:
    back = retract(SENT, "Wrong.", "lead", now=WEDNESDAY + DAY)
    assert reminders_due([SENT, back], ROUTES, WEDNESDAY + 30 * DAY) == ()


def test_a_reminder_that_failed_is_tried_again_with_the_same_key() -> None:
    now = WEDNESDAY + 2 * DAY
    key = f"{SENT.id}-R1"
    tried = failed(SENT, "mail", now, key=key, transient=True, purpose="reminder", step=1)
    rests = ChannelState(failing_since="x", failures=1, next_try="2026-01-16T09:05:00Z")
    assert due(tried, 2, mail=rests) == ()
    assert [each.key for each in due(tried, 5, mail=rests)] == [key]


def test_a_reminder_given_up_does_not_keep_the_escalation_away() -> None:
    told = SENT
    for step in (1, 2):
        told = failed(
            told,
            "mail",
            WEDNESDAY + 2 * step * DAY,
            key=f"{SENT.id}-R{step}",
            transient=False,
            purpose="reminder",
            step=step,
        )
    assert keys(told, 7) == ["hook E1"]


def test_a_reminder_goes_where_the_notice_went() -> None:
    two = alert(channels=("mail", "feed"))
    half = delivered(two, "feed", WEDNESDAY, key="k")
    assert keys(half, 2) == ["feed R1"]
    both = delivered(half, "mail", WEDNESDAY + DAY, key="k")
    assert keys(both, 2) == ["feed R1", "mail R1"]
