"""
What was told before, answered from alerts in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from guidetrack.alerts.alert import Alert, AlertKind
from guidetrack.alerts.matching import references_of
from guidetrack.alerts.ordering import in_order

_IN_A_THREAD = ("notice", "correction", "retraction")


class HeldAlerts:
    """The outbox as `raise_alerts` asks it, made from every alert that there is."""

    def __init__(self, alerts: Iterable[Alert] = ()) -> None:
        ordered = in_order(alerts)
        self._counts = Counter(
            (each.route, frozenset(event.id for event in each.events), each.kind)
            for each in ordered
        )
        self._newest: dict[tuple[str, str], tuple[int, str]] = {}
        for at, alert in enumerate(ordered):
            if alert.kind in _IN_A_THREAD and not alert.silenced_by:
                for reference in {ref for event in alert.events for ref in references_of(event)}:
                    self._newest[alert.route, reference] = (at, alert.id)

    def occurrences(self, route: str, event_ids: Iterable[str], kind: AlertKind) -> int:
        """How many alerts of a kind the route has had for exactly these events."""
        return self._counts[route, frozenset(event_ids), kind]

    def newest_in_thread(self, route: str, references: frozenset[str]) -> str | None:
        """The id of the newest alert of the route about any of the references."""
        found = (self._newest.get((route, reference)) for reference in references)
        return max((each for each in found if each is not None), default=(0, None))[1]
