"""
What two places know of the same alerts, put together.

Two collectors of one store may each add to an alert before they hear of each other. An alert
is only added to, so nothing has to be decided: every delivery and every answer of both sides
is kept, in whatever order and however often the two are put together. What was delivered on
one side is delivered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from guidetrack.alerts.alert import Acknowledgement, Alert, Delivery
from guidetrack.alerts.batch import ChannelState
from guidetrack.alerts.route import Silence

_Added = TypeVar("_Added", Delivery, Acknowledgement)


def merge_alerts(one: Alert, other: Alert) -> Alert:
    """
    Put together what two sides know of one alert; they have the same identity.

    Both were made from the same events. Of what else they say, such as when they were raised,
    that of the side which raised it first holds.
    """
    if one == other:
        return one
    first = min(_bare(one), _bare(other), key=_first_raised)
    return msgspec.structs.replace(
        first,
        deliveries=_by_time({*one.deliveries, *other.deliveries}),
        acknowledgements=_by_time({*one.acknowledgements, *other.acknowledgements}),
    )


def merge_silences(one: Iterable[Silence], other: Iterable[Silence]) -> tuple[Silence, ...]:
    """Every silence that either side knows, oldest first; each once."""
    ordered = sorted(
        {*one, *other}, key=lambda each: (each.since, each.id, msgspec.json.encode(each))
    )
    known: dict[str, Silence] = {}
    for each in ordered:
        known.setdefault(each.id, each)
    return tuple(known.values())


def merge_channels(
    one: Mapping[str, ChannelState], other: Mapping[str, ChannelState]
) -> dict[str, ChannelState]:
    """How channels have been doing; of two states of one that which says more of its failures."""
    return {
        name: max(
            (side[name] for side in (one, other) if name in side),
            key=lambda state: (state.failures, msgspec.json.encode(state)),
        )
        for name in sorted({*one, *other})
    }


def _bare(alert: Alert) -> Alert:
    return msgspec.structs.replace(alert, deliveries=(), acknowledgements=())


def _first_raised(alert: Alert) -> tuple[str, bytes]:
    return alert.raised_at, msgspec.json.encode(alert)


def _by_time(added: set[_Added]) -> tuple[_Added, ...]:
    return tuple(sorted(added, key=lambda each: (each.at, msgspec.json.encode(each))))
