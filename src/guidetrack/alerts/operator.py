"""
Words to whoever keeps guidetrack running; clinical teams never get them.

Each names one state of affairs, and its identity is made from that state, so that a run which
finds it again says nothing new.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from guidetrack.alerts.addresses import without_addresses
from guidetrack.alerts.alert import Alert
from guidetrack.alerts.identity import alert_id
from guidetrack.events.reading import printed_moment

OPERATOR = "operator"
"""The route of these alerts; it needs no entry in the configuration."""

Topic = Literal[
    "delivery-failed",
    "delivery-recovered",
    "delivery-given-up",
    "mass-change-held",
    "stale",
    "source-failed",
    "source-recovered",
    "quarantined",
    "re-extracted",
    "heartbeat",
]
"""What a run finds (from `mass-change-held` on) is worded by the run itself."""


def operator_alert(
    topic: Topic, says: str, *, about: Iterable[str], channels: Iterable[str], raised_at: str
) -> Alert:
    """
    Make a word to the operator.

    `about` is what makes it this word and no other, such as a channel and since when it fails;
    the same topic about the same makes the same alert. Addresses in `says` are taken out.
    """
    return Alert(
        id=alert_id(OPERATOR, [topic, *(f"{at} {each}" for at, each in enumerate(about))]),
        kind="operator",
        route=OPERATOR,
        events=(),
        raised_at=raised_at,
        channels=tuple(dict.fromkeys(channels)),
        says=without_addresses(says),
        topic=topic,
    )


def delivery_failed(
    channel: str, *, failing_since: str, why: str, channels: Iterable[str], raised_at: str
) -> Alert:
    """
    Say that a channel began to fail.

    It goes to the operator's other channels, and to the failing one only if there is no other.
    """
    given = tuple(channels)
    others = tuple(each for each in given if each != channel)
    return operator_alert(
        "delivery-failed",
        f"The channel {channel} does not take notices: {why} Nothing is lost; what is due to "
        "it waits and is tried again. Other channels are not affected.",
        about=(channel, failing_since),
        channels=others or given,
        raised_at=raised_at,
    )


def delivery_recovered(
    channel: str, *, failing_since: str, channels: Iterable[str], raised_at: str
) -> Alert:
    """Say that a channel works again; what had waited has been sent to it in order."""
    return operator_alert(
        "delivery-recovered",
        f"The channel {channel} takes notices again; it had not since "
        f"{printed_moment(failing_since)}. What had waited is sent to it in the order in which "
        "it arose.",
        about=(channel, failing_since),
        channels=channels,
        raised_at=raised_at,
    )


def delivery_given_up(
    channel: str, alerts: Iterable[Alert], *, channels: Iterable[str], raised_at: str
) -> Alert:
    """Say which alerts a channel will never take, so that somebody tells people by hand."""
    ids = sorted(alert.id for alert in alerts)
    names, it = ", ".join(ids), "It is" if len(ids) == 1 else "They are"
    return operator_alert(
        "delivery-given-up",
        f"The channel {channel} never took {names}. {it} not tried again: tell the readers by "
        "hand, or put it back into the queue with guidetrack alerts deliver --again ID.",
        about=(channel, *ids),
        channels=channels,
        raised_at=raised_at,
    )
