"""
One host is asked one thing at a time, and not again until it had its rest.

The rest is counted from the end of an answer to the start of the next request, so
the publisher's own log shows at least that spacing whatever the line between us
delays. Backing off goes the same way: a host that asked for time gets it for every
request that follows, not only for the one it answered.
"""

from __future__ import annotations

from collections.abc import Callable

from guidetrack.sources.fetching.settings import Clock


class Pace:
    """When each host may be asked again."""

    def __init__(self, clock: Clock, spacing: float, announce: Callable[[float], None]) -> None:
        self._clock = clock
        self._spacing = spacing
        self._announce = announce
        self._spacings: dict[str, float] = {}
        self._ready: dict[str, float] = {}

    def wait(self, host: str) -> None:
        """Sleep until the host may be asked; say so beforehand."""
        ready = self._ready.get(host)
        if ready is None:
            return
        seconds = ready - self._clock.monotonic()
        if seconds > 0:
            self._announce(seconds)
        while seconds > 0:
            self._clock.sleep(seconds)
            seconds = ready - self._clock.monotonic()

    def rest(self, host: str) -> None:
        """Begin the host's rest: an answer has ended, or a try has failed."""
        self.postpone(host, self._spacings.get(host, self._spacing))

    def postpone(self, host: str, seconds: float) -> None:
        """Leave the host alone for at least so long from now."""
        until = self._clock.monotonic() + seconds
        self._ready[host] = max(until, self._ready.get(host, until))

    def slow_down(self, host: str, spacing: float) -> None:
        """Take a longer spacing for a host, as its robots.txt asks; a shorter one is ignored."""
        self._spacings[host] = max(spacing, self._spacings.get(host, self._spacing))
        if host in self._ready:
            self.rest(host)
