"""
What nobody wants to hear of for a while, and what is told all the same.

A silence is a decision with a reason and an end. It keeps an alert from being delivered and
never from being recorded, and it is broken by whatever may make today's practice unsupported:
a tightened category, or anything to act on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from guidetrack.alerts.addresses import refuse_addresses
from guidetrack.alerts.identity import silence_id
from guidetrack.alerts.matching import printed, thread_of
from guidetrack.alerts.moments import day_of, moment, written
from guidetrack.alerts.route import Silence
from guidetrack.errors import ConfigError
from guidetrack.events.event import Event


def silence(  # noqa: PLR0913 - the words of the command, each by its name
    *,
    reason: str,
    by: str,
    now: dt.datetime,
    until: dt.date,
    route: str | None = None,
    references: Iterable[str] = (),
    kinds: Iterable[str] = (),
) -> Silence:
    """
    Make a silence that begins now and holds to the end of a day.

    Raises:
        ConfigError: no reason or role is given, the end has passed, or the words hold an
            e-mail address.
    """
    for what, words in (("the reason", reason), ("the role", by)):
        refuse_addresses(what, words)
        if not words.strip():
            raise ConfigError(f"{what} of a silence is missing", hint="Give --reason and --by.")
    since = written(now)
    if until < day_of(since):
        raise ConfigError(f"a silence cannot end on {until}, which has passed")
    about = tuple(sorted({printed(reference) for reference in references}))
    of_kinds = tuple(sorted(set(kinds)))
    end = until.isoformat()
    return Silence(
        id=silence_id(route, about, of_kinds, reason=reason, since=since, until=end),
        route=route,
        references=about,
        kinds=of_kinds,
        reason=reason.strip(),
        by=by.strip(),
        since=since,
        until=end,
    )


def silence_for(
    event: Event,
    route: str,
    silences: Iterable[Silence],
    *,
    at: str,
    threads: Callable[[str], frozenset[str]],
) -> Silence | None:
    """Find the silence that keeps an event from a route at a time; None where it is told."""
    if breaks_through(event):
        return None
    covering = (each for each in silences if _covers(each, event, route, at, threads))
    return min(covering, key=lambda each: each.id, default=None)


def breaks_through(event: Event) -> bool:
    """Whether no silence may hide an event: it tightens, or it is to be acted on."""
    return event.priority == "act" or event.direction == "tighter"


def is_over(silence: Silence, today: dt.date) -> bool:
    """Whether the last day of a silence has passed."""
    return today > day_of(silence.until)


def _covers(
    silence: Silence,
    event: Event,
    route: str,
    at: str,
    threads: Callable[[str], frozenset[str]],
) -> bool:
    if silence.route not in {None, route} or (silence.kinds and event.kind not in silence.kinds):
        return False
    if moment(at) < moment(silence.since) or is_over(silence, day_of(at)):
        return False
    about = {printed(reference) for reference in silence.references}
    return not about or not about.isdisjoint(thread_of(event, threads))
