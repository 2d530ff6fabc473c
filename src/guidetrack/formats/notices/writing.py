"""
Alerts to one letter: the notices in order of urgency, and what stands around them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import msgspec

from guidetrack.alerts.alert import Alert, Purpose
from guidetrack.events.event import PRIORITIES
from guidetrack.events.reading import TO_DO, printed_day
from guidetrack.events.report import ATTRIBUTION
from guidetrack.events.summaries import listed
from guidetrack.formats.notices.amending import (
    tell_correction,
    tell_operator,
    tell_retraction,
    tell_sample,
)
from guidetrack.formats.notices.bulk import tell_many
from guidetrack.formats.notices.letter import Letter, Notice
from guidetrack.formats.notices.subject import subject_of
from guidetrack.formats.notices.telling import tell

Find = Callable[[str], Alert | None]
"""Answers with an alert told before, by its id."""


class Occasion(msgspec.Struct, frozen=True, kw_only=True):
    """Why alerts are written about now, and to whom."""

    route: str
    organisation: str | None = None
    purpose: Purpose = "notice"
    step: int = 0


def write_letter(alerts: Sequence[Alert], occasion: Occasion, find: Find) -> Letter:
    """Write the letter about one alert, or about several, those to act on first."""
    ordered = sorted(alerts, key=lambda alert: -PRIORITIES.index(alert.priority))
    several = len(ordered) > 1
    introduction = tuple(_introduction(ordered, occasion))
    return Letter(
        subject=subject_of(ordered, purpose=occasion.purpose, step=occasion.step),
        sender=_sender(ordered, occasion),
        heading=_heading(ordered, occasion) if several else None,
        introduction=introduction,
        notices=tuple(notice_of(alert, find) for alert in ordered),
        closing=tuple(_closing(ordered)),
    )


def notice_of(alert: Alert, find: Find) -> Notice:
    """Make the notice of one alert."""
    original = find(alert.of) if alert.of else None
    match alert.kind:
        case "correction":
            return tell_correction(alert, original)
        case "retraction":
            return tell_retraction(alert, original)
        case "operator":
            return tell_operator(alert)
        case "sample":
            return tell_sample(alert)
        case "notice" | "bulk":
            one = len(alert.events) == 1 and alert.kind == "notice"
            return tell(alert, alert.events[0]) if one else tell_many(alert)


def _heading(alerts: Sequence[Alert], occasion: Occasion) -> str:
    return f"{len(alerts):,} guidance change notices for {occasion.route}"


def _introduction(alerts: Sequence[Alert], occasion: Occasion) -> Iterator[str]:
    if len(alerts) > 1:
        counts = Counter(alert.priority for alert in alerts)
        parts = [f"{counts[each]:,} {words}" for each, words in TO_DO.items() if counts[each]]
        yield f"{listed(parts).capitalize()}. The most urgent come first."
    sent = _day_sent(alerts[0])
    if occasion.purpose == "reminder":
        yield (
            f"This is reminder {occasion.step}: the notice was sent on {sent}, and nobody has "
            "said yet that it has been dealt with."
        )
    elif occasion.purpose == "escalation":
        yield (
            f"You get this because it was sent to {alerts[0].route} on {sent}"
            f"{_reminded(alerts[0])}, and nobody has said yet that it has been dealt with."
        )
    elif occasion.purpose == "acknowledgement":
        yield f"This was sent on {sent}, and somebody has said since that it has been dealt with."


def _day_sent(alert: Alert) -> str | None:
    """The day on which somebody got it first; that on which it was raised where nobody knows."""
    sent = [each.at for each in alert.deliveries if each.state == "sent"]
    return printed_day(min(sent, default=alert.raised_at))


def _reminded(alert: Alert) -> str:
    """How often they were reminded, as far as the outbox knows."""
    steps = [each.step for each in alert.deliveries if each.purpose == "reminder"]
    if not steps:
        return ""
    times = max(steps)
    return f", followed by {times:,} {'reminder' if times == 1 else 'reminders'}"


def _sender(alerts: Sequence[Alert], occasion: Occasion) -> str:
    operational = all(alert.kind == "operator" for alert in alerts)
    what = "Notice for the operator of guidetrack" if operational else "Guidance change notice"
    what += "s" if len(alerts) > 1 and not operational else ""
    by = f" from {occasion.organisation}" if occasion.organisation else ""
    return f"{what}{by}, for {occasion.route}."


def _closing(alerts: Sequence[Alert]) -> Iterator[str]:
    if not any(alert.events for alert in alerts):
        return
    days = {printed_day(alert.seen_first or alert.raised_at) for alert in alerts if alert.events}
    if len(days) == 1:
        yield f"Guidance texts as retrieved on {days.pop()}."
    else:
        yield "Guidance texts as retrieved on the days first seen, given in each notice."
    yield ATTRIBUTION
