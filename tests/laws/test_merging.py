"""What is always true when two sides of an outbox are put together, however often."""

from __future__ import annotations

import datetime as dt

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.alerts.making import WEDNESDAY, alert

from guidetrack.alerts.alert import Alert
from guidetrack.alerts.batch import ChannelState
from guidetrack.alerts.claim import Claim
from guidetrack.alerts.merging import merge_alerts, merge_silences
from guidetrack.alerts.outbox import acknowledge, again, delivered, failed, given_up, pending
from guidetrack.alerts.route import Silence
from guidetrack.pipeline.outbox import Index

CHANNELS = ("hook", "mail")
CLONES = ("one", "two", "three")
DAYS = ("2026-01-14", "2026-01-15", "2026-01-16")

steps = st.tuples(
    st.sampled_from(["sent", "failed", "lost", "again", "acknowledge"]),
    st.sampled_from(CHANNELS),
    st.integers(0, 3),
)
times = st.sampled_from(DAYS).map(lambda day: f"{day}T09:00:00Z")


def lived(told: Alert, taken: list[tuple[str, str, int]]) -> Alert:
    """What becomes of an alert on one side; a step that makes no sense there is none."""
    now = WEDNESDAY
    for what, channel, wait in taken:
        now += dt.timedelta(hours=1 + wait)
        if what == "acknowledge":
            told = acknowledge(told, now, by=channel)
        elif what == "again" and given_up(told):
            told = again(told, now)
        elif what == "sent" and channel in pending(told):
            told = delivered(told, channel, now, key=told.id)
        elif what in {"failed", "lost"} and channel in pending(told):
            told = failed(told, channel, now, key=told.id, transient=what == "failed")
    return told


begun = alert(channels=CHANNELS)
sides = st.builds(
    lambda taken, raised_at, silence: lived(
        msgspec.structs.replace(begun, raised_at=raised_at, silenced_by=silence), taken
    ),
    st.lists(steps, max_size=6),
    times,
    st.sampled_from([None, None, "GS-A"]),
)
silences = st.lists(
    st.builds(
        Silence,
        id=st.sampled_from(["GS-A", "GS-B", "GS-C"]),
        reason=st.sampled_from(["Known", "In review"]),
        by=st.just("NICE lead"),
        since=times,
        until=st.sampled_from(DAYS),
    ),
    unique_by=lambda each: each.id,
    max_size=3,
).map(lambda found: merge_silences(found, ()))
indexes = st.builds(
    Index,
    open=st.lists(st.sampled_from(["GA-A", "GA-B", "GA-C"]), unique=True).map(tuple),
    digests=st.dictionaries(st.sampled_from(["lead", "team"]), st.sampled_from(DAYS)),
    channels=st.dictionaries(
        st.sampled_from(CHANNELS),
        st.builds(ChannelState, failing_since=times, failures=st.integers(1, 3), next_try=times),
    ),
    claim=st.one_of(st.just(msgspec.UNSET), st.builds(Claim, by=st.sampled_from(CLONES), at=times)),
)


def as_set(index: Index) -> tuple[object, ...]:
    """An index, its open alerts in no order."""
    return (frozenset(index.open), index.digests, index.channels, index.claim)


@settings(max_examples=60)
@given(sides, sides, sides)
def test_alerts_are_the_same_whoever_takes_in_whose(one: Alert, two: Alert, three: Alert) -> None:
    assert merge_alerts(one, two) == merge_alerts(two, one)
    left = merge_alerts(merge_alerts(one, two), three)
    assert left == merge_alerts(one, merge_alerts(two, three))
    assert merge_alerts(left, one) == left
    assert merge_alerts(one, one) == one


@settings(max_examples=60)
@given(sides, sides)
def test_no_delivery_and_no_answer_is_lost(one: Alert, two: Alert) -> None:
    both = merge_alerts(one, two)
    assert set(both.deliveries) == {*one.deliveries, *two.deliveries}
    assert set(both.acknowledgements) == {*one.acknowledgements, *two.acknowledgements}


@settings(max_examples=60)
@given(sides, sides)
def test_what_was_sent_is_sent_and_never_waits_again(one: Alert, two: Alert) -> None:
    sent = {each.channel for side in (one, two) for each in side.deliveries if each.state == "sent"}
    both = merge_alerts(one, two)
    assert not sent.intersection(pending(both))
    assert not sent.intersection(given_up(both))


@settings(max_examples=60)
@given(indexes, indexes, indexes)
def test_what_is_left_to_do_is_the_same_whoever_takes_in_whose(
    one: Index, two: Index, three: Index
) -> None:
    assert as_set(one.merged(two)) == as_set(two.merged(one))
    left = one.merged(two).merged(three)
    assert as_set(left) == as_set(one.merged(two.merged(three)))
    assert as_set(left.merged(two)) == as_set(left)
    assert one.merged(one) == one
    assert set(left.open) == {*one.open, *two.open, *three.open}


@settings(max_examples=60)
@given(silences, silences, silences)
def test_silences_of_all_sides_hold(
    one: tuple[Silence, ...], two: tuple[Silence, ...], three: tuple[Silence, ...]
) -> None:
    assert merge_silences(one, two) == merge_silences(two, one)
    left = merge_silences(merge_silences(one, two), three)
    assert left == merge_silences(one, merge_silences(two, three))
    assert merge_silences(left, left) == left
    assert {each.id for each in left} == {each.id for each in (*one, *two, *three)}
