"""
Which days are working days, by the bank holidays of each part of the United Kingdom.

Bank holidays are announced by proclamation, so they come from a library that is kept up to
date and not from a formula. A day that the library does not know yet (an extra bank holiday
announced after its release, a year beyond its table) counts as a working day: a deadline then
falls too early and a notice goes out too soon, never the other way round.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from guidetrack.alerts.route import Calendar
from guidetrack.errors import ConfigError

_SUBDIVISIONS: dict[Calendar, str] = {
    "england-and-wales": "ENG",
    "scotland": "SCT",
    "northern-ireland": "NIR",
}
_SATURDAY = 5


def is_working_day(day: dt.date, calendar: Calendar) -> bool:
    """
    Whether a day is neither Saturday, Sunday nor bank holiday there.

    Raises:
        ConfigError: the library of holidays is not installed.
    """
    return day.weekday() < _SATURDAY and day not in _bank_holidays(calendar, day.year)


def add_working_days(start: dt.date, count: int, calendar: Calendar) -> dt.date:
    """
    Give the day that lies so many working days after another; the first is not counted.

    Raises:
        ConfigError: the library of holidays is not installed.
    """
    day = start
    while count > 0:
        day += dt.timedelta(days=1)
        count -= is_working_day(day, calendar)
    return day


@lru_cache(maxsize=256)
def _bank_holidays(calendar: Calendar, year: int) -> frozenset[dt.date]:
    """All of a year; empty where the library's table does not reach so far."""
    try:
        from holidays import country_holidays  # noqa: PLC0415 - slow, and an extra
    except ImportError as error:
        raise ConfigError(
            "working days and quiet days need the bank holidays, which are not installed",
            hint="Install them with: pip install 'guidetrack[notify]'",
        ) from error
    return frozenset(country_holidays("GB", subdiv=_SUBDIVISIONS[calendar], years=year))
