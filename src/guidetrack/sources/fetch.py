"""
Fetching from publishers: the only reader of the network.

A plan goes in, a stream of results comes out, one request after the other. Whatever
a host does is a result: only a full disk or a mistake of the caller ends a run. It
is handed everything it needs and contacts nothing but the hosts it is allowed to.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from guidetrack.errors import SourceError
from guidetrack.sources.fetching.address import host_of, normalise
from guidetrack.sources.fetching.asking import Asker
from guidetrack.sources.fetching.exchange import Exchange
from guidetrack.sources.fetching.menu import discover_chapters
from guidetrack.sources.fetching.pace import Pace
from guidetrack.sources.fetching.permission import Permission
from guidetrack.sources.fetching.request import (
    Pattern,
    Purpose,
    Request,
    Validators,
    chapters,
    plan,
)
from guidetrack.sources.fetching.results import (
    Failed,
    FailureKind,
    Fetched,
    Moved,
    NotFound,
    NotModified,
    Progress,
    Redirect,
    Result,
)
from guidetrack.sources.fetching.resumption import Resumption, forget
from guidetrack.sources.fetching.settings import ApiKey, Clock, FetchSettings
from guidetrack.sources.fetching.tally import Tally
from guidetrack.sources.fetching.visit import Visitor

__all__ = [
    "ApiKey",
    "Clock",
    "Failed",
    "FailureKind",
    "FetchSettings",
    "Fetched",
    "Moved",
    "NotFound",
    "NotModified",
    "Pattern",
    "Progress",
    "Purpose",
    "Redirect",
    "Request",
    "Result",
    "Validators",
    "chapters",
    "discover_chapters",
    "fetch",
    "forget",
    "plan",
]

RESUMABLE_FOR = dt.timedelta(hours=24)
"""How long an interrupted run may wait to be taken up."""

_HOST_AT_FAULT: frozenset[FailureKind] = frozenset({"network", "time", "truncated", "status"})


def fetch(  # noqa: PLR0913 - what a run needs, each by its name
    requests: Iterable[Request],
    *,
    settings: FetchSettings,
    clock: Clock,
    held: Mapping[str, Validators] | None = None,
    discover: Callable[[Result], Iterable[Request]] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    resume: Path | None = None,
) -> Iterator[Result]:
    """
    Fetch requests in order, one at a time, each address once; one result for each.

    Args:
        requests: what to fetch, as `plan` lays it out.
        settings: manners and limits.
        clock: tells the time and waits.
        held: by address, what the publisher called the copies already held.
        discover: given each result, names further requests (as `discover_chapters`
            does); they come next. It must not raise.
        on_progress: told before every wait and after every result.
        resume: a file that keeps what is settled, so that an interrupted run is taken
            up within a day without asking again; its results are given again, at once.
            Call `forget` once the run is recorded.

    Raises:
        SourceError: what was fetched cannot be kept in `resume`.
    """
    queue = _Queue(requests, settings)
    tally = Tally(clock.monotonic, on_progress)
    kept = Resumption(resume, now=clock.now(), within=RESUMABLE_FOR) if resume else None
    with Exchange(settings) as exchange:
        pace = Pace(clock, settings.spacing, tally.wait)
        asker = Asker(exchange, pace, settings, clock)
        visitor = Visitor(asker, Permission(asker, pace, settings), settings, clock.now)
        limits = _Limits(settings, clock.now)
        for request in queue:
            tally.begin(request, waiting=len(queue))
            result = kept.recall(request) if kept else None
            if result is None:
                refused = limits.refuse(request)
                result = refused or visitor.visit(request, (held or {}).get(request.address))
                tally.asked(really=refused is None)
                limits.note(result)
                if kept:
                    kept.record(result)
            if discover:
                queue.add_next(discover(result))
            tally.end(waiting=len(queue))
            yield result


class _Queue:
    """Requests still to come, each address once."""

    def __init__(self, requests: Iterable[Request], settings: FetchSettings) -> None:
        self._seen: set[str] = set()
        self._most = settings.most_discovered
        self._waiting: deque[Request] = deque(self._unseen(requests))

    def _unseen(self, requests: Iterable[Request]) -> Iterator[Request]:
        for request in requests:
            if request.address not in self._seen:
                self._seen.add(request.address)
                yield request

    def add_next(self, requests: Iterable[Request]) -> None:
        self._waiting.extendleft(reversed(list(islice(self._unseen(requests), self._most))))

    def __iter__(self) -> Iterator[Request]:
        while self._waiting:
            yield self._waiting.popleft()

    def __len__(self) -> int:
        return len(self._waiting)


class _Limits:
    """What ends a run early: too much fetched, or a host that only fails."""

    def __init__(self, settings: FetchSettings, now: Callable[[], dt.datetime]) -> None:
        self._settings = settings
        self._now = now
        self._total = 0
        self._failures: Counter[str] = Counter()

    def refuse(self, request: Request) -> Failed | None:
        host = _host(request)
        if self._total >= self._settings.largest_total:
            size = f"{self._settings.largest_total / 1_000_000:g} MB"
            return self._refusal(request, "total", f"the run has reached its limit of {size}")
        if self._failures[host] >= self._settings.failures_in_a_row:
            problem = f"{host} is left alone after {self._failures[host]} failures in a row"
            return self._refusal(request, "silent-host", problem)
        return None

    def _refusal(self, request: Request, kind: FailureKind, problem: str) -> Failed:
        return Failed(
            kind=kind, problem=problem, transient=True, request=request, retrieved_at=self._now()
        )

    def note(self, result: Result) -> None:
        host = _host(result.request)
        if isinstance(result, Fetched):
            self._total += len(result.document.content)
        if not isinstance(result, Failed):
            self._failures[host] = 0
        elif result.kind in _HOST_AT_FAULT:
            self._failures[host] += 1


def _host(request: Request) -> str:
    try:
        return host_of(normalise(request.address))
    except SourceError:
        return ""
