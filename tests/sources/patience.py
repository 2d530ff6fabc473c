"""
Time for tests of fetching: a clock that moves only when somebody waits.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from guidetrack.sources.fetch import Clock

MONDAY = dt.datetime(2026, 2, 2, 9, 0, tzinfo=dt.UTC)


@dataclass
class Patience:
    """Waits without taking time, and remembers how long."""

    waits: list[float] = field(default_factory=list)

    @property
    def clock(self) -> Clock:
        return Clock(now=self._now, monotonic=self._monotonic, sleep=self.waits.append)

    def _monotonic(self) -> float:
        return sum(self.waits)

    def _now(self) -> dt.datetime:
        return MONDAY + dt.timedelta(seconds=sum(self.waits))
