"""
Whether an address may be fetched at all: allowed hosts, then the host's robots.txt.

A robots.txt is asked once for each origin and run. As RFC 9309 has it, a host that
has none allows everything, and a host that cannot say (5xx, no connection) allows
nothing: then the failure names robots.txt, so that nobody looks for it elsewhere.
"""

from __future__ import annotations

from guidetrack.errors import SourceError
from guidetrack.sources.fetching.address import (
    follow,
    host_of,
    is_allowed,
    is_downgrade,
    origin_of,
)
from guidetrack.sources.fetching.asking import Asker
from guidetrack.sources.fetching.exchange import Answer, NoAnswerError
from guidetrack.sources.fetching.pace import Pace
from guidetrack.sources.fetching.robots import Robots, parse_robots
from guidetrack.sources.fetching.settings import FetchSettings

_LIMIT = 512 * 1024
_OK = 200
_CLIENT_ERRORS = range(400, 500)


class Permission:
    """What the settings and the hosts allow, remembered for one run."""

    def __init__(self, asker: Asker, pace: Pace, settings: FetchSettings) -> None:
        self._asker = asker
        self._pace = pace
        self._settings = settings
        self._known: dict[str, Robots | NoAnswerError] = {}

    def require(self, address: str) -> None:
        """
        Make sure that a normalised address may be fetched; asks for a robots.txt at most.

        Raises:
            NoAnswerError: it may not, with the reason.
        """
        self.require_host(address)
        origin = origin_of(address)
        if origin not in self._known:
            self._known[origin] = self._learn(origin)
        known = self._known[origin]
        if isinstance(known, NoAnswerError):
            raise NoAnswerError(known.kind, str(known), transient=known.transient)
        if not known.allows(address):
            raise NoAnswerError("robots", f"robots.txt of {host_of(address)} forbids this address")

    def require_host(self, address: str) -> None:
        """
        Make sure that a normalised address lies on an allowed host; asks nobody.

        Raises:
            NoAnswerError: it does not.
        """
        if not is_allowed(address, self._settings.allowed_hosts):
            raise NoAnswerError("host", f"{origin_of(address)} is not among the allowed hosts")

    def _learn(self, origin: str) -> Robots | NoAnswerError:
        host = host_of(origin)
        try:
            answer = self._fetch_robots(f"{origin}/robots.txt")
        except SourceError as problem:
            return NoAnswerError(
                "robots", f"robots.txt of {host} could not be read: {problem}", transient=True
            )
        if answer.status in _CLIENT_ERRORS:
            return Robots()
        if answer.status != _OK:
            return NoAnswerError(
                "robots", f"robots.txt of {host} was answered with status {answer.status}"
            )
        return self._heed(host, parse_robots(answer.content, self._settings.robot))

    def _heed(self, host: str, robots: Robots) -> Robots | NoAnswerError:
        delay = robots.crawl_delay or 0.0
        longest = self._settings.longest_spacing
        if delay > longest:
            return NoAnswerError(
                "robots",
                f"robots.txt of {host} asks for {delay:g} seconds between two requests,"
                f" more than the {longest:g} set as the longest",
            )
        self._pace.slow_down(host, delay)
        return robots

    def _fetch_robots(self, address: str) -> Answer:
        for _ in range(self._settings.most_redirects + 1):
            self.require_host(address)
            answer = self._asker.ask(address, limit=_LIMIT, whole=False)
            if not answer.location:
                return answer
            target = follow(address, answer.location)
            if is_downgrade(address, target):
                raise NoAnswerError("host", "a redirect leaves the encrypted web")
            address = target
        raise NoAnswerError("redirects", "it is redirected without end")
