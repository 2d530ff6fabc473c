"""
How far a run is, and how long the rest will take.

The estimate is the mean of what really was asked for so far; pages recalled from an
interrupted run take no time and do not count.
"""

from __future__ import annotations

from collections.abc import Callable

from guidetrack.sources.fetching.request import Request
from guidetrack.sources.fetching.results import Progress


class Tally:
    """Counts requests and tells whoever listens."""

    def __init__(
        self, monotonic: Callable[[], float], tell: Callable[[Progress], None] | None
    ) -> None:
        self._monotonic = monotonic
        self._tell = tell
        self._done = 0
        self._planned = 0
        self._current: Request | None = None
        self._begun = 0.0
        self._asked = 0
        self._spent = 0.0

    def begin(self, request: Request, *, waiting: int) -> None:
        """Turn to a request while others are waiting behind it."""
        self._current = request
        self._planned = self._done + 1 + waiting
        self._begun = self._monotonic()

    def asked(self, *, really: bool) -> None:
        """Note that the current request was settled, by asking a host or without."""
        self._asked += really
        self._spent += self._monotonic() - self._begun if really else 0

    def wait(self, seconds: float) -> None:
        """Tell that a host is about to be given time."""
        self._send(seconds)

    def end(self, *, waiting: int) -> None:
        """Tell that the current request is settled."""
        self._done += 1
        self._planned = self._done + waiting
        if waiting == 0:
            self._current = None
        self._send(0.0)

    def _send(self, seconds: float) -> None:
        if self._tell is None:
            return
        left = self._planned - self._done
        remaining = left * self._spent / self._asked if self._asked else None
        self._tell(Progress(self._done, self._planned, self._current, seconds, remaining))
