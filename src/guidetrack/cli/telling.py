"""
What was told to whom, in lines for a terminal.

Several commands say these things: `alerts`, `run` and `status`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guidetrack.alerts.alert import Acknowledgement, Delivery
    from guidetrack.pipeline.alert_listing import ListedAlert, ListedSilence, ShownAlert
    from guidetrack.pipeline.delivery_stock import ChannelStock, DeliveryStock
    from guidetrack.pipeline.run_result import Delivered, Shared

_STATES = {"sent": "taken", "failed": "not taken", "given-up": "given up", "again": "to try again"}

_LISTED = 20


def say_alerts(alerts: Iterable[ListedAlert]) -> Iterator[str]:
    """Say alerts in short, three lines each at most."""
    from guidetrack.events.reading import printed_moment  # noqa: PLC0415 - keeps --help light

    none = True
    for each in alerts:
        none = False
        when = printed_moment(each.raised_at)
        urgent = f"  {each.priority}" if each.priority else ""
        yield f"{each.id}  {each.state}{urgent}  {each.route}  {when}"
        yield f"  {each.says}"
        yield from (f"  {line}" for line in _standing(each))
    if none:
        yield "There are no such notices."


def _standing(alert: ListedAlert) -> Iterator[str]:
    if alert.given_up:
        yield f"Given up on: {', '.join(alert.given_up)}"
    if alert.waiting and alert.silenced_by is None:
        yield f"Waits to go to: {', '.join(alert.waiting)}"
    if alert.silenced_by:
        yield f"Kept back by {alert.silenced_by}"
    if alert.deadline:
        yield f"Local deadline: {_day(alert.deadline)}"
    if alert.acknowledged_by:
        yield f"Acknowledged by {', '.join(alert.acknowledged_by)}"


def say_shown(shown: ShownAlert) -> Iterator[str]:
    """Say one alert as it was told, and what became of it."""
    alert = shown.alert
    yield f"Subject: {shown.subject}"
    yield ""
    yield from shown.text.rstrip("\n").split("\n")
    yield ""
    yield f"What became of {alert.id}: {shown.state}"
    if alert.silenced_by:
        yield f"  Kept back by {alert.silenced_by}"
    yield from (f"  {_say_delivery(each)}" for each in alert.deliveries)
    yield from (f"  {_say_acknowledgement(each)}" for each in alert.acknowledgements)


def _say_delivery(delivery: Delivery) -> str:
    from guidetrack.events.reading import printed_moment  # noqa: PLC0415

    what = f" ({delivery.purpose} {delivery.step})" if delivery.step else ""
    said = f": {delivery.says}" if delivery.says else ""
    later = f"; next try {printed_moment(delivery.next_try)}" if delivery.next_try else ""
    state = _STATES[delivery.state]
    return f"{printed_moment(delivery.at)}  {delivery.channel}{what}  {state}{said}{later}"


def _say_acknowledgement(given: Acknowledgement) -> str:
    from guidetrack.events.reading import printed_moment  # noqa: PLC0415

    outcome = f": {given.outcome}" if given.outcome else ""
    note = f" ({given.note})" if given.note else ""
    return f"{printed_moment(given.at)}  acknowledged by {given.by}{outcome}{note}"


def say_silences(silences: Iterable[ListedSilence]) -> Iterator[str]:
    """Say silences with what they are about, and until when they hold."""
    none = True
    for each in silences:
        none, silence = False, each.silence
        verb = "ended" if each.ended else "holds to the end of"
        yield f"{silence.id}  {verb} {_day(silence.until)}  by {silence.by}"
        yield f"  {silence.reason}"
        about = [silence.route or "all routes", *silence.references, *silence.kinds]
        yield f"  About: {', '.join(about)}"
    if none:
        yield "There are no silences."


def say_delivered(done: Delivered) -> Iterator[str]:
    """Say what a delivery came to."""
    noun = "message" if done.sent == 1 else "messages"
    yield f"Delivered: {done.sent:,} {noun}"
    if done.failed:
        yield f"Not delivered, and queued: {', '.join(done.failed)}"
    yield from (f"  {problem}" for problem in done.problems)
    if done.given_up:
        yield f"Given up: {', '.join(done.given_up)} (guidetrack alerts list --state given-up)"
    if done.left_to:
        yield f"Left to another collector, which is sending: {done.left_to}"
    if done.waiting:
        noun = "notice waits" if done.waiting == 1 else "notices wait"
        yield f"Waiting: {done.waiting:,} {noun} for a day or a channel"


def say_shared(shared: Shared) -> Iterator[str]:
    """Say what came of sharing the store."""
    where = f"{shared.remote}, branch {shared.branch}"
    if shared.replays:
        noun = "time" if shared.replays == 1 else "times"
        yield f"Another collector was first {shared.replays:,} {noun}; this follows on from it."
    if shared.problem:
        yield f"Not shared through {where}: {shared.problem}"
        yield from (f"  {hint}" for hint in (shared.hint,) if hint)
        yield "  This clone went on alone; what it recorded is published by the next run."
    elif shared.pushed:
        yield f"Shared through {where}"


def say_delivery_stock(stock: DeliveryStock) -> Iterator[str]:
    """Say what waits, which channels fail, what was given up, and what nobody has answered."""
    from guidetrack.events.reading import printed_day  # noqa: PLC0415

    if stock.pending:
        noun = "notice" if stock.pending == 1 else "notices"
        oldest = printed_day(stock.oldest)
        yield f"To be delivered: {stock.pending:,} {noun}, the oldest of {oldest}"
    yield from (f"  {_say_channel(each)}" for each in stock.channels)
    if stock.given_up:
        yield f"Given up, and to be told by hand: {len(stock.given_up):,}"
    for each in stock.given_up:
        yield f"  {each.id}  {each.route}, on {', '.join(each.given_up)}: {each.says}"
    if stock.unacknowledged:
        yield f"Told, and not acknowledged: {len(stock.unacknowledged):,}"
    for each in stock.unacknowledged[:_LISTED]:
        yield f"  {each.id}  {each.route}: {each.says}"
    if len(stock.unacknowledged) > _LISTED:
        yield f"  and {len(stock.unacknowledged) - _LISTED:,} more"


def _say_channel(stock: ChannelStock) -> str:
    from guidetrack.events.reading import printed_moment  # noqa: PLC0415

    if stock.failing_since is None:
        return f"{stock.channel}: {stock.waiting:,}"
    since = printed_moment(stock.failing_since)
    later = f"; next try {printed_moment(stock.next_try)}" if stock.next_try else ""
    return f"{stock.channel}: {stock.waiting:,}, FAILING since {since}{later}"


def _day(day: str) -> str:
    from guidetrack.events.reading import printed_day  # noqa: PLC0415

    return printed_day(day) or day
