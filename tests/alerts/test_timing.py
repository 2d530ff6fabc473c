"""When a route hears: at once, daily, weekly; quiet days; missed runs."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from tests.alerts.making import WEDNESDAY, alert, event, route

from guidetrack.alerts.outbox import failed
from guidetrack.alerts.timing import is_ready, next_ready

WED = WEDNESDAY.date()
THU, FRI, SAT, SUN, MON, TUE = (WED + dt.timedelta(days=ahead) for ahead in range(1, 7))
WEEKLY = route(every="weekly", weekday="monday")
DAILY = route(every="daily")
URGENT = alert(event("withdrawn", priority="act"))


def test_an_immediate_route_hears_at_once() -> None:
    assert is_ready(route(), alert(), WED, None)


def test_a_daily_route_hears_once_a_day() -> None:
    assert is_ready(DAILY, alert(), WED, None)
    assert not is_ready(DAILY, alert(), WED, WED)
    assert is_ready(DAILY, alert(), THU, WED)


def test_a_weekly_route_waits_for_its_day_even_after_quiet_months() -> None:
    assert [is_ready(WEEKLY, alert(), day, None) for day in (WED, THU, SUN, MON)] == [
        False,
        False,
        False,
        True,
    ]
    long_ago = dt.date(2025, 9, 1)
    assert next_ready(WEEKLY, alert(), WED, long_ago) == MON


def test_a_missed_day_is_caught_up_once() -> None:
    assert is_ready(WEEKLY, alert(), TUE, None)
    later = alert(raised_at="2026-01-20T09:00:00Z")
    assert not is_ready(WEEKLY, later, TUE, TUE)
    assert next_ready(WEEKLY, later, TUE, TUE) == MON + dt.timedelta(days=7)


def test_an_alert_raised_after_the_digest_of_the_day_waits_for_the_next() -> None:
    late = alert(raised_at="2026-01-19T10:00:00Z")
    assert is_ready(WEEKLY, late, MON, None)
    assert not is_ready(WEEKLY, late, MON, MON)
    assert next_ready(WEEKLY, late, MON, MON) == MON + dt.timedelta(days=7)


def test_what_is_to_be_acted_on_is_held_only_if_the_route_says_so() -> None:
    holding = msgspec.structs.replace(WEEKLY, hold_act=True)
    assert is_ready(WEEKLY, URGENT, WED, WED)
    assert not is_ready(holding, URGENT, WED, None)
    assert is_ready(holding, URGENT, MON, None)


@pytest.mark.parametrize("every", ["immediately", "daily", "weekly"])
def test_nothing_but_act_goes_out_on_a_quiet_day(every: str) -> None:
    quiet = msgspec.convert(
        {
            "name": "r",
            "every": every,
            "weekday": "saturday",
            "quiet": "scotland",
            "channels": ["m"],
        },
        type(WEEKLY),
    )
    assert not is_ready(quiet, alert(), SAT, None)
    assert next_ready(quiet, alert(), SAT, None) == MON
    assert is_ready(quiet, URGENT, SAT, None)


def test_a_digest_that_went_out_elsewhere_waits_for_no_second_day() -> None:
    tried = failed(alert(), "feed", WEDNESDAY, key="GA-X", transient=True)
    assert is_ready(WEEKLY, tried, WED, WED)
