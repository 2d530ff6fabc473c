"""What becomes of an alert: every step is added, and none is taken twice."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.alerts.making import WEDNESDAY, alert

from guidetrack.alerts.outbox import (
    ChannelState,
    acknowledge,
    again,
    channel_failed,
    channel_works,
    delivered,
    failed,
    given_up,
    pending,
    state,
)
from guidetrack.errors import ConfigError

NOTICE = alert(channels=("mail", "feed"))
MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)


def test_an_alert_waits_for_each_of_its_channels() -> None:
    assert pending(NOTICE) == ("mail", "feed")
    assert state(NOTICE) == "pending"
    half = delivered(NOTICE, "mail", WEDNESDAY, key=NOTICE.id)
    assert pending(half) == ("feed",)
    whole = delivered(half, "feed", WEDNESDAY, key=NOTICE.id, says="taken")
    assert state(whole) == "sent"
    assert [each.channel for each in whole.deliveries] == ["mail", "feed"]
    assert state(acknowledge(whole, WEDNESDAY, by="NICE lead")) == "acknowledged"


def test_a_failure_waits_five_minutes_and_then_ever_longer_up_to_a_day() -> None:
    now, tried, waits = WEDNESDAY, NOTICE, []
    for _ in range(12):
        tried = failed(tried, "mail", now, key=NOTICE.id, transient=True)
        last = tried.deliveries[-1].next_try
        assert last is not None
        waits.append((dt.datetime.fromisoformat(last) - now) / MINUTE)
        now = dt.datetime.fromisoformat(last)
    assert waits[:4] == [5, 10, 20, 40]
    assert waits[-2:] == [1440, 1440]
    assert [each.attempt for each in tried.deliveries] == list(range(1, 13))
    assert state(tried) == "failed"


def test_until_the_next_try_only_other_channels_are_pending() -> None:
    tried = failed(NOTICE, "mail", WEDNESDAY, key=NOTICE.id, transient=True)
    assert pending(tried, WEDNESDAY + MINUTE) == ("feed",)
    assert pending(tried, WEDNESDAY + 5 * MINUTE) == ("mail", "feed")
    assert pending(tried) == ("mail", "feed")


@pytest.mark.parametrize(
    ("asked", "minutes"),
    [(3600.0, 60), (1.0, 5), (-5.0, 5), (float("inf"), 1440), (float("nan"), 5), (None, 5)],
)
def test_the_receiver_may_ask_for_a_longer_wait_but_not_for_ever(
    asked: float | None, minutes: int
) -> None:
    tried = failed(NOTICE, "mail", WEDNESDAY, key="k", transient=True, retry_after=asked)
    end = WEDNESDAY + minutes * MINUTE
    assert tried.deliveries[0].next_try == end.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_what_cannot_pass_is_given_up_at_once_on_its_channel_alone() -> None:
    refused = failed(NOTICE, "mail", WEDNESDAY, key="k", transient=False, says="no such box")
    assert state(refused) == "given-up"
    assert refused.deliveries[0].next_try is None
    assert pending(refused) == ("feed",)


def test_what_keeps_failing_is_given_up_after_the_limit() -> None:
    first = failed(NOTICE, "mail", WEDNESDAY + 70 * DAY, key="k", transient=True)
    assert first.deliveries[-1].state == "failed"
    again = failed(first, "mail", WEDNESDAY + 71 * DAY, key="k", transient=True)
    assert again.deliveries[-1].state == "given-up"
    sooner = failed(first, "mail", WEDNESDAY + 71 * DAY, key="k", transient=True, give_up_after=90)
    assert sooner.deliveries[-1].state == "failed"


def test_an_outcome_written_down_twice_after_a_crash_counts_once() -> None:
    once = failed(NOTICE, "mail", WEDNESDAY, key="k", transient=True)
    assert failed(once, "mail", WEDNESDAY, key="k", transient=True) == once
    sent = delivered(once, "mail", WEDNESDAY + MINUTE, key="k")
    assert delivered(sent, "mail", WEDNESDAY + MINUTE, key="k") == sent
    noted = acknowledge(sent, WEDNESDAY, by="NICE lead")
    assert acknowledge(noted, WEDNESDAY, by="NICE lead") == noted


def test_no_address_is_kept_of_what_a_receiver_says() -> None:
    says = "550 <someone@example.org> unknown, see https://hooks.example.org/t/secret now"
    tried = failed(NOTICE, "mail", WEDNESDAY, key="k", transient=False, says=says)
    assert tried.deliveries[0].says == "550 <(address)> unknown, see (address) now"


def test_an_acknowledgement_names_a_role_and_no_address() -> None:
    noted = acknowledge(NOTICE, WEDNESDAY, by="NICE lead", outcome="no change", note="read")
    assert noted.is_acknowledged
    assert noted.acknowledgements[0].at == "2026-01-14T09:00:00Z"
    for words in ({"by": "a@example.org"}, {"by": " "}, {"by": "x", "note": "a@example.org"}):
        with pytest.raises(ConfigError):
            acknowledge(NOTICE, WEDNESDAY, **words)


def test_a_channel_counts_its_failures_and_forgets_them_when_it_works() -> None:
    once = channel_failed(ChannelState(), WEDNESDAY)
    twice = channel_failed(once, WEDNESDAY + 5 * MINUTE)
    assert once.failing_since == twice.failing_since == "2026-01-14T09:00:00Z"
    assert (once.next_try, twice.next_try) == ("2026-01-14T09:05:00Z", "2026-01-14T09:15:00Z")
    assert twice.failures == 2
    assert channel_works() == ChannelState()


def test_what_was_given_up_can_be_put_back_into_the_queue() -> None:
    lost = failed(NOTICE, "mail", WEDNESDAY, key="GD-SOME", transient=False)
    assert given_up(lost) == ("mail",)
    back = again(lost, WEDNESDAY)
    assert (state(back), given_up(back), pending(back)) == ("failed", (), ("mail", "feed"))
    assert back.deliveries[:-1] == lost.deliveries
    assert back.deliveries[-1].key == "GD-SOME"
    whole = delivered(back, "mail", WEDNESDAY, key="GD-SOME")
    assert pending(whole) == ("feed",)


def test_what_is_put_back_has_all_its_time_again_and_may_be_given_up_again() -> None:
    lost = failed(NOTICE, "mail", WEDNESDAY, key=NOTICE.id, transient=False)
    later = WEDNESDAY + 100 * DAY
    back = again(lost, later)
    tried = failed(back, "mail", later, key=NOTICE.id, transient=True)
    assert tried.deliveries[-1].attempt == 1
    tried = failed(tried, "mail", later + DAY, key=NOTICE.id, transient=True)
    assert (tried.deliveries[-1].attempt, state(tried)) == (2, "failed")
    assert state(failed(tried, "mail", later + 61 * DAY, key=NOTICE.id, transient=True)) == (
        "given-up"
    )
    assert given_up(failed(back, "mail", later, key=NOTICE.id, transient=False)) == ("mail",)


def test_only_what_was_given_up_can_be_put_back() -> None:
    with pytest.raises(ConfigError, match="was not given up"):
        again(failed(NOTICE, "mail", WEDNESDAY, key=NOTICE.id, transient=True), WEDNESDAY)
