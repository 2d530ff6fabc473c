"""
An alert as plain data for whoever is told it.

What became of it, to whom it went and who answered, is the sender's own business and changes
from one attempt to the next; what is told is always the same.
"""

from __future__ import annotations

from typing import Any

from guidetrack.alerts.alert import Alert
from guidetrack.guidance.record import to_plain

_OWN = ("deliveries", "acknowledgements", "channels")


def plain_alert(alert: Alert) -> dict[str, Any]:
    """
    Give what an alert tells, as dictionaries, lists, strings and numbers.

    Where an entry stood in its record is no part of it, as in a report.
    """
    plain: dict[str, Any] = to_plain(alert)
    for event in plain["events"]:
        for change in event["changes"]:
            del change["position_before"], change["position_after"]
    return {name: value for name, value in plain.items() if name not in _OWN}
