"""Working days, bank holidays, deadlines and quiet days."""

from __future__ import annotations

import datetime as dt
import sys

import pytest
from tests.alerts.making import event

from guidetrack.alerts import working_days
from guidetrack.alerts.deadlines import deadline_for
from guidetrack.alerts.route import Calendar, DeadlineRule, Policy
from guidetrack.alerts.timing import is_quiet
from guidetrack.alerts.working_days import add_working_days, is_working_day
from guidetrack.errors import ConfigError


@pytest.mark.parametrize(
    ("day", "calendar", "works"),
    [
        ("2026-01-14", "england-and-wales", True),
        ("2026-01-17", "england-and-wales", False),  # a Saturday
        ("2026-01-18", "england-and-wales", False),
        ("2026-04-06", "england-and-wales", False),  # Easter Monday
        ("2026-04-06", "scotland", True),
        ("2026-04-06", "northern-ireland", False),
        ("2026-01-02", "scotland", False),
        ("2026-01-02", "england-and-wales", True),
        ("2026-03-17", "northern-ireland", False),
        ("2026-03-17", "scotland", True),
        ("2026-12-28", "england-and-wales", False),  # for Boxing Day, a Saturday
        ("2151-12-27", "england-and-wales", True),  # beyond the table
        ("2151-12-25", "england-and-wales", False),  # where Saturdays are still known
    ],
)
def test_bank_holidays_differ_by_country(day: str, calendar: Calendar, works: bool) -> None:  # noqa: FBT001
    asked = dt.date.fromisoformat(day)
    assert is_working_day(asked, calendar) is works
    assert is_quiet(asked, calendar) is not works


def test_no_day_is_quiet_where_no_calendar_is_set() -> None:
    assert not is_quiet(dt.date(2026, 12, 25), None)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-01-14", 1, "2026-01-15"),
        ("2026-01-16", 1, "2026-01-19"),
        ("2026-01-17", 1, "2026-01-19"),
        ("2026-12-23", 3, "2026-12-30"),
        ("2026-12-31", 1, "2027-01-04"),
    ],
)
def test_the_day_itself_is_not_counted(start: str, count: int, end: str) -> None:
    found = add_working_days(dt.date.fromisoformat(start), count, "england-and-wales")
    assert found == dt.date.fromisoformat(end)


def test_the_first_line_of_a_policy_that_fits_holds() -> None:
    policy = Policy(
        name="Policy",
        deadlines=(
            DeadlineRule(working_days=1, kinds=("withdrawn",)),
            DeadlineRule(working_days=10, priorities=("act", "review")),
        ),
    )
    start = dt.date(2026, 1, 14)
    gone = event("withdrawn", priority="act")
    assert deadline_for([gone], policy, start) == (
        dt.date(2026, 1, 15),
        "Policy: 1 working day for withdrawn",
    )
    later = deadline_for([event("retitled")], policy, start)
    assert later is not None
    assert later.day == dt.date(2026, 1, 28)
    assert deadline_for([event("retitled"), gone], policy, start) == deadline_for(
        [gone], policy, start
    )
    assert deadline_for([event(priority="information")], policy, start) is None
    assert deadline_for([gone], None, start) is None


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    working_days._bank_holidays.cache_clear()  # noqa: SLF001 - as in a process without it
    with pytest.raises(ConfigError) as raised:
        is_quiet(dt.date(2026, 1, 14), "scotland")
    assert "guidetrack[notify]" in raised.value.hint
