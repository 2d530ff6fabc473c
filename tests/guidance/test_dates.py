"""A date keeps the precision of its source."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidetrack.guidance.dates import PartialDate

days = st.dates(min_value=dt.date(1999, 1, 1)).map(
    lambda day: PartialDate(day.year, day.month, day.day)
)
months = st.dates(min_value=dt.date(1999, 1, 1)).map(lambda day: PartialDate(day.year, day.month))
partial_dates = days | months


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("28 July 2004", "2004-07-28"),
        ("28\u00a0July\u00a02004", "2004-07-28"),
        ("1st Sept 2011", "2011-09-01"),
        ("January 2026", "2026-01"),
        ("Jan 2026", "2026-01"),
        ("2004-07-28", "2004-07-28"),
        ("2026-01", "2026-01"),
        ("2018-07-11T12:00:00", "2018-07-11"),
        ("2020-09-02T08:58:37.35792Z", "2020-09-02"),
    ],
)
def test_every_form_of_a_date_is_read(written: str, meant: str) -> None:
    assert str(PartialDate.parse(written)) == meant


@pytest.mark.parametrize(
    "written",
    ["", "2004", "31 February 2004", "2026-13", "1066-01-01", "28 Juli 2004", "July", "20040728"],
)
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(written)


@given(partial_dates)
def test_both_printed_forms_read_back(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date
    assert PartialDate.parse(date.printed()) == date


@given(days, days)
def test_days_are_ordered_as_the_calendar_orders_them(one: PartialDate, two: PartialDate) -> None:
    calendar = [dt.date.fromisoformat(str(day)) for day in (one, two)]
    assert (one < two) == (calendar[0] < calendar[1])


def test_a_month_comes_before_its_days_and_is_none_of_them() -> None:
    assert PartialDate(2026, 1) < PartialDate(2026, 1, 1) < PartialDate(2026, 2)
    assert PartialDate(2026, 1) != PartialDate(2026, 1, 1)
