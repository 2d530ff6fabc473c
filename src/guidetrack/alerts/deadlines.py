"""
By when something has to be done, by the organisation's own policy and by nothing else.

guidetrack invents no deadlines. Where no line of the policy fits, none is set, and the notice
says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from guidetrack.alerts.route import DeadlineRule, Policy
from guidetrack.alerts.working_days import add_working_days
from guidetrack.events.event import Event


class Deadline(NamedTuple):
    """A day, and the line of the policy that set it."""

    day: dt.date
    rule: str


def deadline_for(events: Iterable[Event], policy: Policy | None, start: dt.date) -> Deadline | None:
    """
    Give the earliest deadline of events that people are told of on a day; None if none is set.

    Of the policy's lines the first that fits an event holds. The day itself is not counted.

    Raises:
        ConfigError: a deadline is set and the library of holidays is not installed.
    """
    if policy is None:
        return None
    fitting = {rule for event in events if (rule := _first_fitting(event, policy)) is not None}
    if not fitting:
        return None
    soonest = min(fitting, key=lambda rule: (rule.working_days, rule.kinds, rule.priorities))
    day = add_working_days(start, soonest.working_days, policy.calendar)
    return Deadline(day, f"{policy.name}: {_in_words(soonest)}")


def _first_fitting(event: Event, policy: Policy) -> DeadlineRule | None:
    return next((rule for rule in policy.deadlines if _fits(rule, event)), None)


def _fits(rule: DeadlineRule, event: Event) -> bool:
    of_kind = not rule.kinds or event.kind in rule.kinds
    return of_kind and (not rule.priorities or event.priority in rule.priorities)


def _in_words(rule: DeadlineRule) -> str:
    days = "1 working day" if rule.working_days == 1 else f"{rule.working_days} working days"
    what = ", ".join((*rule.priorities, *rule.kinds))
    return f"{days} for {what}" if what else days
