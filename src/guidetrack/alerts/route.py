"""
Who is told what: the routes of an organisation, as types.

A route is an audience: what it watches, from which priority on, how often it wants to
hear, and over which channels. The words are those of `guidetrack.yaml`.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from guidetrack.events.event import Priority

Frequency = Literal["immediately", "daily", "weekly"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Calendar = Literal["england-and-wales", "scotland", "northern-ireland"]
Days = Annotated[int, msgspec.Meta(ge=1, le=366)]


class _Setting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all settings of a route share."""


class Watch(_Setting, frozen=True, kw_only=True):
    """
    One thing to watch. All that is given must hold; an empty one watches everything.
    """

    references: tuple[str, ...] = ()
    """With every successor and predecessor of each."""
    prefixes: tuple[str, ...] = ()
    """`NG`: all guidance with that prefix, on either side of the change."""
    origin: tuple[str, ...] = ()
    """`IPG`: also what was born as IPG and migrated since."""
    title: tuple[str, ...] = ()
    """Words or phrases; one of them in the title is enough. Case does not matter."""
    codes: tuple[str, ...] = ()
    """Clinical codes; `K62` covers `K62.5`."""
    register: str | None = None
    """A file of the organisation whose citations are watched, relative to `guidetrack.yaml`."""
    kinds: tuple[str, ...] = ()
    """Event kinds."""


class Reminding(_Setting, frozen=True, kw_only=True):
    """What happens while nobody acknowledges."""

    after: Days = 5
    """Working days until the first reminder, and between reminders."""
    times: Annotated[int, msgspec.Meta(ge=1, le=50)] = 3
    priority: Priority = "review"
    """The lowest priority that is reminded of."""
    escalate_to: str | None = None
    """The route that is told as well, after the last reminder."""


class Route(_Setting, frozen=True, kw_only=True):
    """One audience."""

    name: str = ""
    """Its key in `routes`."""
    watch: tuple[Watch, ...] = (Watch(),)
    """Any of these."""
    ignore: tuple[Watch, ...] = ()
    """None of these."""
    priority: Priority = "information"
    """The lowest that is told."""
    every: Frequency = "immediately"
    weekday: Weekday = "monday"
    """The day of a weekly route."""
    hold_act: bool = False
    """Whether `act` waits for the day of the route as well; it does not unless this says so."""
    quiet: Calendar | None = None
    """Whose bank holidays, and Saturdays and Sundays, are days on which nothing is sent."""
    channels: tuple[str, ...]
    remind: Reminding | None = None
    attach: tuple[Literal["csv", "xlsx", "json"], ...] = ()
    """Tables that go with each message."""
    columns: dict[str, str] = {}
    """Heading to field of these tables; all fields under their own names where not given."""


class DeadlineRule(_Setting, frozen=True, kw_only=True):
    """One line of the organisation's own policy: how many working days something may take."""

    working_days: Days
    kinds: tuple[str, ...] = ()
    """Empty for all."""
    priorities: tuple[Priority, ...] = ()
    """Empty for all."""


class Policy(_Setting, frozen=True, kw_only=True):
    """The organisation's own deadlines; guidetrack invents none."""

    name: str
    """What it is called in a notice, such as "New interventional procedures policy 2026"."""
    calendar: Calendar = "england-and-wales"
    deadlines: tuple[DeadlineRule, ...]
    """The first that fits holds."""


class Silence(msgspec.Struct, frozen=True, kw_only=True):
    """Something nobody wants to hear of for a while, and why."""

    id: str
    """`GS-` and 16 characters of base32."""
    route: str | None = None
    """None for all routes."""
    references: tuple[str, ...] = ()
    """Empty for all; with successors and predecessors."""
    kinds: tuple[str, ...] = ()
    """Empty for all."""
    reason: str
    by: str
    """A role."""
    since: str
    """ISO 8601 in UTC."""
    until: str
    """The last day (ISO) on which it holds. A tightening breaks through all the same."""
