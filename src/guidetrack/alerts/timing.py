"""
When a route wants to hear: at once, once a day, once a week, and not on quiet days.

What is to be acted on is never held, unless the route says so. A digest that was missed
because nothing ran is caught up once, on the first day that something runs.
"""

from __future__ import annotations

import datetime as dt

from guidetrack.alerts.alert import Alert
from guidetrack.alerts.moments import day_of
from guidetrack.alerts.route import Calendar, Route, Weekday
from guidetrack.alerts.working_days import is_working_day

_WEEK: tuple[Weekday, ...] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_LOOKED_AHEAD = 60
"""Days; between two working days lie far fewer, and a weekly route has eight in them."""


def is_quiet(day: dt.date, calendar: Calendar | None) -> bool:
    """
    Whether nothing is sent on a day: a Saturday, a Sunday or a bank holiday there.

    Raises:
        ConfigError: the library of holidays is not installed.
    """
    return calendar is not None and not is_working_day(day, calendar)


def is_held(route: Route, alert: Alert) -> bool:
    """Whether an alert waits for the route's day and for quiet days to pass."""
    return alert.priority != "act" or route.hold_act


def is_ready(route: Route, alert: Alert, today: dt.date, last_digest: dt.date | None) -> bool:
    """
    Whether an alert may go out today; `last_digest` is the day of the route's last digest.

    An alert whose digest went out already on one channel waits on the others for nothing but a
    quiet day.

    Raises:
        ConfigError: the route has quiet days and the library of holidays is not installed.
    """
    if not is_held(route, alert):
        return True
    if is_quiet(today, route.quiet):
        return False
    if route.every == "immediately" or was_tried(alert):
        return True
    due = today if route.every == "daily" else _latest(route.weekday, today)
    return due >= day_of(alert.raised_at) and (last_digest is None or due > last_digest)


def next_ready(route: Route, alert: Alert, today: dt.date, last_digest: dt.date | None) -> dt.date:
    """
    Give the first day, from today, on which an alert may go out.

    Raises:
        ConfigError: the route has quiet days and the library of holidays is not installed.
    """
    days = (today + dt.timedelta(days=ahead) for ahead in range(_LOOKED_AHEAD))
    ready = (day for day in days if is_ready(route, alert, day, last_digest))
    return next(ready, today + dt.timedelta(days=_LOOKED_AHEAD))


def _latest(weekday: Weekday, today: dt.date) -> dt.date:
    back = (today.weekday() - _WEEK.index(weekday)) % len(_WEEK)
    return today - dt.timedelta(days=back)


def was_tried(alert: Alert) -> bool:
    """Whether the notice went out, or should have, on any channel."""
    return any(each.purpose == "notice" for each in alert.deliveries)
