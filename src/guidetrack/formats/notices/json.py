"""
The notices as JSON, for another program: the alerts as data, with what people are told.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from guidetrack.alerts.alert import Alert
from guidetrack.alerts.plain import plain_alert
from guidetrack.events.event import Event
from guidetrack.events.plain import encode
from guidetrack.events.report import ATTRIBUTION
from guidetrack.formats.notices.answers import answer_for
from guidetrack.formats.notices.columns import usually_acts
from guidetrack.formats.notices.next_steps import next_steps


def render(alerts: Iterable[Alert]) -> bytes:
    """Render one object with `schema_version`, the notices in their order, and attribution."""
    whole = {
        "schema_version": 1,
        "notices": [_notice(alert) for alert in alerts],
        "attribution": ATTRIBUTION,
    }
    return (encode(whole, indent=2) + "\n").encode("utf-8")


def _notice(alert: Alert) -> dict[str, Any]:
    plain = plain_alert(alert)
    events = zip(plain.pop("events"), alert.events, strict=True)
    return {**plain, "events": [_event(data, event) for data, event in events]}


def _event(plain: dict[str, Any], event: Event) -> dict[str, Any]:
    told = {
        "answer": answer_for(event),
        "next_steps": list(next_steps(event)),
        "usually_acts": usually_acts(event),
    }
    return {**plain, **told}
