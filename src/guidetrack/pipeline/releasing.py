"""
What was held, announced after all: somebody has looked at it.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping

from guidetrack.config import Place
from guidetrack.errors import ConfigError
from guidetrack.pipeline.announcing import held_in, newest_run, news
from guidetrack.pipeline.concluding import LastSteps
from guidetrack.pipeline.opening import opened
from guidetrack.pipeline.run_result import RunResult
from guidetrack.pipeline.sharing import settings_of, sharing
from guidetrack.pipeline.telling import Telling
from guidetrack.sources.fetch import Clock
from guidetrack.store import journal
from guidetrack.store.history import iso_utc
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshots


def release_held(
    place: Place,
    *,
    clock: Clock,
    deliver: bool = True,
    push: str | None = None,
    environment: Mapping[str, str] = os.environ,
) -> RunResult:
    """
    Announce what was held, and deliver it: somebody has looked at it. Nothing is fetched.

    `push` names the git remote that the store is shared through, as for a run.

    Raises:
        ConfigError: nothing is held.
        StoreError: the store is damaged or locked.
    """
    now = clock.now()
    with (
        opened(place, now=now) as repository,
        sharing(repository, settings_of(place, push), now) as shared,
    ):
        last = LastSteps(repository, place, clock, environment, shared, deliver=deliver)
        return last.take(last.settle(lambda: _release(repository, place, now)))


def _release(repository: Repository, place: Place, now: dt.datetime) -> RunResult:
    entries = journal.read(repository)
    newest = Snapshots(repository).latest()
    if newest is None or not held_in(entries):
        raise ConfigError(
            "nothing is held", hint="guidetrack status says what the last run came to."
        )
    report = news(repository, entries, newest, newest)
    telling = Telling(repository, place, entries, now)
    telling.tell_events(report, newest, again=False)
    telling.commit(newest, announces=True)
    last = newest_run(entries)
    entry = {
        "command": "run",
        "run_at": iso_utc(now),
        "released": newest.revision,
        "announced": newest.revision,
        "missed": last.get("missed", {}),
        "failed": last.get("failed", {}),
    }
    journal.append(repository, entry, now)
    return RunResult(
        revision=None,
        previous=newest.revision,
        observed_at=newest.observed_at or iso_utc(now),
        recorded=(),
        unchanged=(),
        refused=(),
        raised=tuple(each.id for each in telling.raised),
        report=report,
    )
