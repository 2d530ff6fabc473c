"""Which messages go out next, on which channel, in which order, with which key."""

from __future__ import annotations

import datetime as dt

from tests.alerts.making import WEDNESDAY, alert, event, raised, route

from guidetrack.alerts.alert import Alert
from guidetrack.alerts.batch import Batch, ChannelState
from guidetrack.alerts.outbox import batches, correct, delivered, failed, key_before, retract
from guidetrack.alerts.route import Route

DAY = dt.timedelta(days=1)
MONDAY = WEDNESDAY + 5 * DAY
WEEKLY = route(every="weekly", channels=("mail", "feed"))
KINDS = ("retitled", "codes-changed", "superseded")


def due(
    alerts: tuple[Alert, ...],
    routes: tuple[Route, ...],
    now: dt.datetime = WEDNESDAY,
    digests: dict[str, str] | None = None,
    **states: ChannelState,
) -> tuple[Batch, ...]:
    return batches(alerts, routes, states, now, digests or {})


def test_an_immediate_route_gets_one_message_for_each_alert() -> None:
    told = raised([event(kind) for kind in KINDS], [route()])
    found = due(told, (route(),))
    assert [each.alerts for each in found] == [(each,) for each in told]
    assert [each.key for each in found] == [each.id for each in told]
    assert not any(each.is_digest for each in found)


def test_a_weekly_route_gets_one_digest_on_each_channel() -> None:
    told = raised([event(kind) for kind in KINDS], [WEEKLY])
    assert due(told, (WEEKLY,)) == ()
    feed, mail = due(told, (WEEKLY,), MONDAY)
    assert (feed.channel, mail.channel) == ("feed", "mail")
    assert feed.alerts == mail.alerts == told
    assert feed.key.startswith("GD-")
    assert feed.key != mail.key
    assert feed.is_digest


def test_a_digest_of_one_alert_has_the_key_of_the_alert_and_counts_as_the_days() -> None:
    told = raised([event()], [WEEKLY])
    found = due(told, (WEEKLY,), MONDAY)
    assert {each.key for each in found} == {told[0].id}
    assert all(each.is_digest for each in found)


def test_what_is_to_be_acted_on_goes_out_alone_before_the_digest() -> None:
    told = raised([event("withdrawn", priority="act"), event("retitled")], [WEEKLY])
    found = due(told, (WEEKLY,))
    assert [(each.channel, each.key) for each in found] == [
        ("feed", told[0].id),
        ("mail", told[0].id),
    ]


def test_a_digest_that_failed_is_sent_again_as_it_was() -> None:
    told = raised([event("retitled"), event("codes-changed")], [WEEKLY])
    first = next(each for each in due(told, (WEEKLY,), MONDAY) if each.channel == "mail")
    tried = tuple(
        failed(each, "mail", MONDAY, key=first.key, transient=True) for each in first.alerts
    )
    fresh = raised([event("superseded")], [WEEKLY], raised_at="2026-01-19T08:00:00Z")
    again, newer = (
        each for each in due((*tried, *fresh), (WEEKLY,), MONDAY + DAY) if each.channel == "mail"
    )
    assert again.key == first.key
    assert [each.id for each in again.alerts] == [each.id for each in first.alerts]
    assert not again.is_digest
    assert newer.alerts == fresh


def test_a_resting_channel_gets_nothing_and_changes_no_other() -> None:
    told = raised([event(kind) for kind in KINDS], [WEEKLY])
    rests = ChannelState(failing_since="x", failures=1, next_try="2026-01-19T09:05:00Z")
    alone = due(told, (WEEKLY,), MONDAY, mail=rests)
    assert alone == tuple(each for each in due(told, (WEEKLY,), MONDAY) if each.channel == "feed")
    later = due(told, (WEEKLY,), MONDAY + dt.timedelta(minutes=5), mail=rests)
    assert {each.channel for each in later} == {"mail", "feed"}


def test_the_oldest_goes_first() -> None:
    old = alert(id="GA-B", raised_at="2026-01-10T09:00:00Z")
    new = alert(id="GA-A", raised_at="2026-01-14T09:00:00Z")
    assert [each.key for each in due((new, old), (route(),))] == ["GA-B", "GA-A"]


def test_a_retraction_never_overtakes_what_it_takes_back() -> None:
    (told,) = raised([event()], [WEEKLY])
    back = retract(told, "A reading error.", "NICE lead", now=WEDNESDAY + DAY)
    assert due((told, back), (WEEKLY,), WEDNESDAY + DAY) == ()
    mail = [each for each in due((told, back), (WEEKLY,), MONDAY) if each.channel == "mail"]
    assert [each.alerts[0].id for each in mail] == [told.id, back.id]
    sent = delivered(told, "mail", MONDAY, key=told.id)
    mail = [each for each in due((sent, back), (WEEKLY,), MONDAY) if each.channel == "mail"]
    assert [each.key for each in mail] == [back.id]


def test_an_alert_of_a_route_that_is_gone_goes_out_at_once() -> None:
    told = raised([event()], [WEEKLY])
    assert {each.channel for each in due(told, ())} == {"mail", "feed"}


def test_what_was_sent_or_silenced_is_in_no_batch() -> None:
    sent = delivered(alert(), "mail", WEDNESDAY, key="k")
    hushed = alert(id="GA-B", silenced_by="GS-X")
    assert due((sent, hushed), (route(),)) == ()


def test_a_retry_and_a_retraction_wait_for_a_quiet_day_to_pass() -> None:
    quiet = route(quiet="scotland")
    saturday = WEDNESDAY + 3 * DAY
    (told,) = raised([event()], [quiet])
    tried = failed(told, "mail", WEDNESDAY, key=told.id, transient=True)
    assert due((tried,), (quiet,), saturday) == ()
    sent = delivered(told, "mail", WEDNESDAY, key=told.id)
    back = retract(sent, "A reading error.", "NICE lead", now=saturday)
    assert due((sent, back), (quiet,), saturday) == ()
    assert [each.key for each in due((sent, back), (quiet,), MONDAY)] == [back.id]


def test_a_correction_stands_behind_its_notice_however_urgent_it_is() -> None:
    (told,) = raised([event()], [route()])
    urgent = (event("withdrawn", priority="act"),)
    right = correct(told, "It is withdrawn.", "NICE lead", now=WEDNESDAY, events=urgent)
    assert [each.key for each in due((right, told), (route(),))] == [told.id, right.id]


def test_a_message_belongs_behind_what_its_channel_took_before() -> None:
    first = delivered(alert(id="GA-A"), "mail", WEDNESDAY, key="GD-DIGEST")
    second = alert(id="GA-B", after="GA-A")
    third = alert(id="GA-C", after="GA-B", channels=("mail", "feed"))
    held = {each.id: each for each in (first, second, third)}
    mail = Batch(channel="mail", route="r", key="GA-C", alerts=(third,))
    feed = Batch(channel="feed", route="r", key="GA-C", alerts=(third,))
    assert key_before(mail, held.get) == "GD-DIGEST"
    assert key_before(feed, held.get) is None
    reminder = Batch(channel="mail", route="r", key="GA-A-R1", alerts=(first,), purpose="reminder")
    assert key_before(reminder, held.get) == "GD-DIGEST"
    digest = Batch(channel="mail", route="r", key="GD-X", alerts=(second, third))
    assert key_before(digest, held.get) is None
