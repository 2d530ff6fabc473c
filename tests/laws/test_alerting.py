"""What is always true of alerts: nothing is lost, nothing is told twice, order is kept."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from random import Random
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.alerts.making import WEDNESDAY, event, raised, threads

from guidetrack.alerts.alert import Alert
from guidetrack.alerts.batch import Batch, ChannelState
from guidetrack.alerts.matching import Known, matches
from guidetrack.alerts.moments import moment, written
from guidetrack.alerts.ordering import in_order
from guidetrack.alerts.outbox import (
    batches,
    channel_failed,
    channel_works,
    delivered,
    failed,
    reminders_due,
)
from guidetrack.alerts.raising import changes_a_recommendation
from guidetrack.alerts.route import Reminding, Route, Silence, Watch
from guidetrack.events.event import PRIORITIES, Event

KNOWN = threads(["IPG9001", "HTG9001"], ["IPG9002", "HTG9002", "HTG9003"])
REFERENCES = ("IPG9001", "HTG9001", "IPG9002", "HTG9002", "HTG9003", "MTG9004")
KINDS = ("migrated", "category-changed", "recommendation-reworded", "withdrawn", "dates-changed")
CHANNELS = ("feed", "hook", "mail")
DAY = dt.timedelta(days=1)

events = st.builds(
    event,
    st.sampled_from(KINDS),
    st.sampled_from(REFERENCES),
    st.sampled_from(REFERENCES),
    priority=st.sampled_from(PRIORITIES),
    direction=st.sampled_from([None, "tighter", "looser"]),
    verdict=st.sampled_from([None, "identical", "changed"]),
    summary=st.integers(0, 9).map(str),
)
waves = st.integers(15, 30).map(
    lambda size: [
        event("dates-changed", f"IPG{9100 + at}", priority="information") for at in range(size)
    ]
)
many_events = st.builds(
    lambda single, wave: [*single, *wave],
    st.lists(events, max_size=8),
    st.one_of(st.just([]), waves),
)
watches = st.builds(
    Watch,
    references=st.lists(st.sampled_from(REFERENCES), max_size=2).map(tuple),
    prefixes=st.sampled_from([(), ("IPG",), ("HTG",)]),
    kinds=st.lists(st.sampled_from(KINDS), max_size=2).map(tuple),
)


def routes_named(name: str) -> st.SearchStrategy[Route]:
    return st.builds(
        Route,
        name=st.just(name),
        watch=st.lists(watches, min_size=1, max_size=2).map(tuple),
        ignore=st.lists(st.builds(Watch, kinds=st.just(("dates-changed",))), max_size=1).map(tuple),
        priority=st.sampled_from(PRIORITIES),
        every=st.sampled_from(["immediately", "daily", "weekly"]),
        weekday=st.sampled_from(["monday", "thursday", "sunday"]),
        hold_act=st.booleans(),
        quiet=st.sampled_from([None, "scotland"]),
        channels=st.lists(st.sampled_from(CHANNELS), min_size=1, max_size=3, unique=True).map(
            tuple
        ),
        remind=st.one_of(st.none(), st.just(Reminding(after=2, times=1, escalate_to="a"))),
    )


many_routes = st.tuples(routes_named("a"), routes_named("b"))
silences = st.lists(
    st.builds(
        Silence,
        id=st.sampled_from(["GS-A", "GS-B"]),
        route=st.sampled_from([None, "a"]),
        references=st.lists(st.sampled_from(REFERENCES), max_size=1).map(tuple),
        kinds=st.lists(st.sampled_from(KINDS), max_size=1).map(tuple),
        reason=st.just("known"),
        by=st.just("lead"),
        since=st.just("2026-01-01T00:00:00Z"),
        until=st.just("2026-12-31"),
    ),
    max_size=2,
)


@settings(max_examples=60)
@given(many_events, many_routes, silences, st.randoms())
def test_the_order_of_events_routes_and_silences_never_matters(
    found: list[Event],
    routes: tuple[Route, Route],
    hushed: list[Silence],
    chance: Random,
) -> None:
    told = raised(found, routes, silences=hushed, known=KNOWN)
    again = [*found, *found[:3]]
    chance.shuffle(again)
    assert raised(again, routes[::-1], silences=hushed[::-1], known=KNOWN) == told
    assert len({each.id for each in told}) == len(told)


@settings(max_examples=80)
@given(many_events, many_routes, silences)
def test_nothing_that_matches_is_lost_and_nothing_is_told_twice(
    found: list[Event], routes: tuple[Route, Route], hushed: list[Silence]
) -> None:
    told = raised(found, routes, silences=hushed, known=KNOWN)
    for route in routes:
        mine = [each for each in told if each.route == route.name]
        single = Counter(each.events[0].id for each in mine if each.kind == "notice")
        bulk = Counter(one.id for each in mine if each.kind == "bulk" for one in each.events)
        for one in {each.id: each for each in found}.values():
            if matches(route, one, KNOWN) is None:
                assert single[one.id] == bulk[one.id] == 0
            elif bulk[one.id]:
                assert (bulk[one.id], single[one.id]) == (1, int(changes_a_recommendation(one)))
            else:
                assert single[one.id] == 1


@settings(max_examples=80)
@given(many_events, many_routes, silences)
def test_no_silence_hides_a_tightening_or_anything_to_act_on(
    found: list[Event], routes: tuple[Route, Route], hushed: list[Silence]
) -> None:
    for told in raised(found, routes, silences=hushed, known=KNOWN):
        if told.silenced_by:
            assert all(one.priority != "act" for one in told.events)
            assert all(one.direction != "tighter" for one in told.events)


class Sent(NamedTuple):
    """What one run sent to one channel, in one message."""

    day: int
    key: str
    alerts: tuple[str, ...]


class Post:
    """A play of many days: runs every day, with channels that are dead on some of them."""

    def __init__(self, routes: tuple[Route, ...], dead: dict[str, set[int]]) -> None:
        self.routes = routes
        self.dead = dead
        self.alerts: dict[str, Alert] = {}
        self.states: dict[str, ChannelState] = {}
        self.digests: dict[str, str] = {}
        self.sent: dict[str, list[Sent]] = {channel: [] for channel in CHANNELS}

    def run(self, day: int, found: list[Event]) -> None:
        now = WEDNESDAY + day * DAY
        told = raised(
            found, self.routes, known=KNOWN, before=self.alerts.values(), raised_at=written(now)
        )
        self.alerts |= {each.id: each for each in told}
        due = batches(self.alerts.values(), self.routes, self.states, now, self.digests)
        stopped: set[str] = set()
        for batch in due:
            self._check(batch)
            if batch.channel in stopped:
                continue
            if day in self.dead.get(batch.channel, ()):
                stopped.add(batch.channel)
                self._fail(batch, now)
            else:
                self._send(batch, now, day)

    def _check(self, batch: Batch) -> None:
        ids = [each.id for each in batch.alerts]
        assert len(set(ids)) == len(ids)
        assert all(self.alerts[each].waits_for(batch.channel) for each in ids)
        assert batch.alerts == in_order(batch.alerts)

    def _fail(self, batch: Batch, now: dt.datetime) -> None:
        for each in batch.alerts:
            self.alerts[each.id] = failed(
                self.alerts[each.id], batch.channel, now, key=batch.key, transient=True
            )
        held = self.states.get(batch.channel, ChannelState())
        self.states[batch.channel] = channel_failed(held, now)

    def _send(self, batch: Batch, now: dt.datetime, day: int) -> None:
        for each in batch.alerts:
            done = delivered(self.alerts[each.id], batch.channel, now, key=batch.key)
            assert not done.waits_for(batch.channel)
            self.alerts[each.id] = done
        self.states[batch.channel] = channel_works()
        if batch.is_digest:
            self.digests[batch.route] = now.date().isoformat()
        ids = tuple(each.id for each in batch.alerts)
        self.sent[batch.channel].append(Sent(day, batch.key, ids))


def played(
    routes: tuple[Route, ...], history: list[list[Event]], dead: dict[str, set[int]]
) -> Post:
    """Some days with news, some with dead channels, and three weeks in which all is well."""
    post = Post(routes, dead)
    for day in range(len(history) + 21):
        post.run(day, history[day] if day < len(history) else [])
    return post


histories = st.lists(st.lists(events, max_size=3), min_size=1, max_size=10)
dead_days = st.sets(st.integers(0, 9), max_size=10)


@settings(max_examples=40)
@given(many_routes, histories, dead_days)
def test_each_alert_reaches_each_of_its_channels_once_whatever_was_dead(
    routes: tuple[Route, Route], history: list[list[Event]], dead: set[int]
) -> None:
    post = played(routes, history, {"mail": dead, "hook": {0, 1}})
    for channel in CHANNELS:
        arrived = Counter(each for sent in post.sent[channel] for each in sent.alerts)
        due = {each.id for each in post.alerts.values() if channel in each.channels}
        assert arrived == Counter(due)
        keys = [sent.key for sent in post.sent[channel]]
        assert len(set(keys)) == len(keys)


@settings(max_examples=40)
@given(many_routes, histories, dead_days)
def test_a_dead_channel_changes_nothing_for_the_others(
    routes: tuple[Route, Route], history: list[list[Event]], dead: set[int]
) -> None:
    well = played(routes, history, {})
    ill = played(routes, history, {"mail": dead})
    for channel in ("feed", "hook"):
        assert ill.sent[channel] == well.sent[channel]


@settings(max_examples=40)
@given(many_routes, histories, dead_days)
def test_an_immediate_route_without_quiet_days_hears_in_order(
    routes: tuple[Route, Route], history: list[list[Event]], dead: set[int]
) -> None:
    post = played(routes, history, {"mail": dead})
    for route in routes:
        if route.every != "immediately" or route.quiet is not None:
            continue
        arrived = [
            post.alerts[each]
            for sent in post.sent["mail"]
            for each in sent.alerts
            if post.alerts[each].route == route.name
        ]
        assert tuple(arrived) == in_order(arrived)


@settings(max_examples=40)
@given(many_routes, histories, st.integers(1, 40))
def test_a_reminder_has_its_own_key_and_is_due_once_for_each_channel(
    routes: tuple[Route, Route], history: list[list[Event]], later: int
) -> None:
    post = played(routes, history, {})
    now = WEDNESDAY + (40 + later) * DAY
    due = reminders_due(post.alerts.values(), routes, now)
    once = Counter((each.channel, each.key) for each in due)
    assert all(count == 1 for count in once.values())
    assert all(each.key.startswith(f"{each.alerts[0].id}-") for each in due)
    assert all(moment(each.alerts[0].raised_at) < now for each in due)


def test_the_play_sees_digests_failures_and_catching_up() -> None:
    weekly = Route(name="a", every="weekly", weekday="monday", channels=("feed", "mail"))
    history = [[event("migrated", "IPG9001", summary=str(day))] for day in range(10)]
    post = played((weekly,), history, {"mail": set(range(12))})
    assert [sent.day for sent in post.sent["feed"]] == [5, 12]
    assert [sent.day for sent in post.sent["mail"]] == [12, 12]
    assert [len(sent.alerts) for sent in post.sent["mail"]] == [6, 4]


def test_known_is_nothing_by_default() -> None:
    assert Known().threads("IPG9001") == frozenset({"IPG9001"})
    assert Known().codes("IPG9001") == ()
