"""Events become alerts: one each, a wave as one, and again when it happens again."""

from __future__ import annotations

import datetime as dt

from tests.alerts.making import WEDNESDAY, event, raised, route, threads

from guidetrack.alerts.route import DeadlineRule, Policy, Watch
from guidetrack.alerts.silencing import silence
from guidetrack.events.event import Event


def wave(count: int) -> list[Event]:
    return [
        event("migrated", f"IPG{9000 + at}", f"HTG{9000 + at}", verdict="identical")
        for at in range(count)
    ]


def test_an_alert_says_what_when_why_and_where_to() -> None:
    (told,) = raised([event("withdrawn", priority="act")], [route(channels=("mail", "feed"))])
    assert told.kind == "notice"
    assert told.id.startswith("GA-")
    assert len(told.id) == 19
    assert told.channels == ("mail", "feed")
    assert told.why == ("This route watches all guidance.",)
    assert (told.seen_before, told.seen_first) == ("2026-01-13T09:00:00Z", "2026-01-14T09:00:00Z")
    assert told.published == "2004-07-28"
    assert told.deadline is None


def test_each_route_gets_its_own_alert_with_its_own_identity() -> None:
    first, second = raised([event()], [route("one"), route("two")])
    assert first.id != second.id
    assert {first.route, second.route} == {"one", "two"}


def test_nineteen_of_a_kind_are_told_singly_and_twenty_as_one() -> None:
    assert [each.kind for each in raised(wave(19), [route()])] == ["notice"] * 19
    (bulk,) = raised(wave(20), [route()])
    assert bulk.kind == "bulk"
    assert len(bulk.events) == 20


def test_a_wave_of_700_is_one_alert_and_three_single_ones() -> None:
    changed = [
        event("migrated", f"IPG{9900 + at}", f"HTG{9900 + at}", verdict="changed")
        for at in range(3)
    ]
    told = raised([*wave(697), *changed], [route()])
    bulk = [each for each in told if each.kind == "bulk"]
    single = [each.events[0] for each in told if each.kind == "notice"]
    assert [len(each.events) for each in bulk] == [700]
    assert sorted(each.id for each in single) == sorted(each.id for each in changed)


def test_the_reasons_for_a_wave_are_few() -> None:
    watched = tuple(f"IPG{9000 + at}" for at in range(20))
    each_one = tuple(Watch(references=(reference,)) for reference in watched)
    (bulk,) = raised(wave(20), [route(watch=each_one)])
    assert len(bulk.why) == 6
    assert bulk.why[-1] == "15 more reasons hold for parts of the list."


def test_the_same_thing_happening_again_is_told_again() -> None:
    gone = event("withdrawn", priority="act")
    back = event("reinstated")
    first = raised([gone], [route()])
    second = raised([back], [route()], before=first, raised_at="2026-02-01T09:00:00Z")
    third = raised([gone], [route()], before=(*first, *second), raised_at="2026-03-01T09:00:00Z")
    assert [each.occurrence for each in (*first, *second, *third)] == [1, 1, 2]
    assert third[0].id != first[0].id
    assert second[0].after == first[0].id
    assert third[0].after == second[0].id


def test_a_thread_follows_the_guidance_across_its_numbers() -> None:
    known = threads(["IPG9075", "HTG9046"])
    first = raised([event("retitled", "IPG9075")], [route()], known=known)
    second = raised(
        [event("withdrawn", "HTG9046")],
        [route()],
        known=known,
        before=first,
        raised_at="2026-02-01T09:00:00Z",
    )
    assert second[0].after == first[0].id


def test_alerts_of_one_run_about_one_guidance_follow_each_other() -> None:
    told = raised([event("retitled"), event("withdrawn", priority="act")], [route()])
    assert [each.events[0].kind for each in told] == ["withdrawn", "retitled"]
    assert [each.after for each in told] == [None, told[0].id]


def test_another_route_has_a_thread_of_its_own() -> None:
    first = raised([event("retitled")], [route("one")])
    second = raised([event("withdrawn")], [route("two")], before=first)
    assert second[0].after is None


def test_a_silenced_event_is_recorded_and_not_delivered() -> None:
    quiet = silence(reason="known", by="NICE lead", now=WEDNESDAY, until=dt.date(2026, 2, 1))
    hushed, loud = sorted(
        raised(
            [event("retitled"), event("withdrawn", priority="act")], [route()], silences=[quiet]
        ),
        key=lambda each: each.silenced_by is None,
    )
    assert hushed.silenced_by == quiet.id
    assert not hushed.waits_for("mail")
    assert loud.silenced_by is None
    assert loud.waits_for("mail")


def test_what_is_silenced_of_a_wave_is_kept_apart_from_it() -> None:
    about = [f"IPG{9000 + at}" for at in range(5)]
    quiet = silence(
        reason="known", by="lead", now=WEDNESDAY, until=dt.date(2026, 2, 1), references=about
    )
    told = raised(wave(25), [route()], silences=[quiet])
    assert [(each.kind, len(each.events)) for each in told if each.silenced_by is None] == [
        ("bulk", 20)
    ]
    assert sum(each.silenced_by == quiet.id for each in told) == 5


def test_a_deadline_comes_from_the_policy_alone() -> None:
    policy = Policy(
        name="Our policy",
        deadlines=(DeadlineRule(working_days=2, priorities=("act",)),),
    )
    acted, other = raised(
        [event("withdrawn", priority="act"), event("retitled")], [route()], policy=policy
    )
    assert acted.deadline == "2026-01-16"
    assert acted.deadline_rule == "Our policy: 2 working days for act"
    assert other.deadline is None
