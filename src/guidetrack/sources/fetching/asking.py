"""
Asking until there is an answer: the host's pace, and tries that back off.

Stamina counts the tries and says how long each wait should be. The waiting itself is
the pace's, so that a host which asked for time gets it before *any* next request,
and whoever watches is told.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping

from guidetrack.sources.fetching.address import host_of
from guidetrack.sources.fetching.exchange import Answer, Exchange, NoAnswerError
from guidetrack.sources.fetching.pace import Pace
from guidetrack.sources.fetching.settings import Clock, FetchSettings

_QUIET = logging.NullHandler()
"""Tries are told as progress; a program that set up no logging need not hear of them twice."""


class Asker:
    """Exchanges at a pace, tried again where that may help."""

    def __init__(
        self, exchange: Exchange, pace: Pace, settings: FetchSettings, clock: Clock
    ) -> None:
        self._exchange = exchange
        self._pace = pace
        self._settings = settings
        self._clock = clock
        logging.getLogger("stamina").addHandler(_QUIET)

    def ask(
        self,
        address: str,
        headers: Mapping[str, str] | None = None,
        *,
        limit: int,
        whole: bool = True,
    ) -> Answer:
        """
        Ask a host, as often as the settings allow. Arguments as for `Exchange.get`.

        Raises:
            NoAnswerError: of the last try, or of the first that no other could mend.
        """
        import stamina  # noqa: PLC0415 - loaded when something is fetched

        host = host_of(address)
        backoff = 0.0

        def put_off(problem: Exception) -> bool | float:
            if not isinstance(problem, NoAnswerError) or not problem.transient:
                return False
            self._pace.postpone(host, max(backoff, self._asked_for(problem.retry_after)))
            return 0.0

        tries = stamina.retry_context(
            on=put_off,
            attempts=self._settings.attempts,
            timeout=None,
            wait_initial=self._settings.first_backoff,
            wait_max=self._settings.longest_wait,
            wait_jitter=0,
        )
        for attempt in tries:
            backoff = attempt.next_wait
            with attempt:
                return self._ask_once(host, address, headers or {}, limit, whole=whole)
        raise AssertionError("a try either answers or raises")

    def _ask_once(
        self, host: str, address: str, headers: Mapping[str, str], limit: int, *, whole: bool
    ) -> Answer:
        self._pace.wait(host)
        try:
            return self._exchange.get(address, headers, limit=limit, whole=whole)
        finally:
            self._pace.rest(host)

    def _asked_for(self, retry_after: str | None) -> float:
        seconds = read_retry_after(retry_after or "", self._clock.now())
        return min(seconds, self._settings.longest_wait)


def read_retry_after(value: str, now: dt.datetime) -> float:
    """Seconds that a `Retry-After` asks for, as a number or a date; 0 where it says nothing."""
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - brings the network's modules

    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:12])
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return 0.0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return max(0.0, (moment - now).total_seconds())
