"""
One run over everything that is configured: what a scheduler calls.

The straight line of a week: upgrade the store where it must be, fetch, sift, count what
is missing, commit once, then say what happened since anything was last announced. A run
that is interrupted leaves what it had fetched to the next one and is otherwise as if it
had never been.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from guidetrack.config import Place
from guidetrack.errors import ConfigError
from guidetrack.pipeline import absence
from guidetrack.pipeline.announcing import held_in, newest_run, news, reasons_to_hold
from guidetrack.pipeline.committing import Run
from guidetrack.pipeline.fetching import Gathered, gather_configured
from guidetrack.pipeline.inventory import count_on, inventory_files, lists_held
from guidetrack.pipeline.noticing import (
    failures_by_source,
    notices_of,
    result_of,
    stale_for,
)
from guidetrack.pipeline.opening import opened
from guidetrack.pipeline.remembering import recall, remember
from guidetrack.pipeline.run_result import RunResult
from guidetrack.pipeline.sifting import Outcome, doubts_in, sift
from guidetrack.pipeline.sighting import (
    Lists,
    confirmed_references,
    copies_after,
    listing_sources,
    lists_of,
    outdated_chapters,
    sights_of,
    slots_seen,
)
from guidetrack.pipeline.taking import moment_of
from guidetrack.pipeline.upgrading import upgrade_if_needed
from guidetrack.sources.fetch import Clock, Progress, forget
from guidetrack.store import journal
from guidetrack.store.history import iso_utc
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot, Snapshots

Entries = Sequence[Mapping[str, Any]]


def run(
    place: Place,
    *,
    clock: Clock,
    dry_run: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    environment: Mapping[str, str] = os.environ,
) -> RunResult:
    """
    Capture everything that is configured, and say what happened since the last run.

    With `dry_run` sources are read and nothing is written: no commit, no journal, no file.

    Raises:
        ConfigError: no source is configured, or a list of references or a key is missing.
        SourceError: what was fetched cannot be kept.
        StoreError: the store is damaged, locked, or has uncommitted changes.
    """
    if not place.config.sources:
        raise ConfigError(
            "guidetrack.yaml names no source to watch",
            hint="Add 'sources:'; guidetrack init writes a file with every setting explained.",
        )
    now = clock.now()
    with opened(place, now=now, dry_run=dry_run) as repository:
        base = Snapshots(repository).latest()
        moment_of(None, now, base)
        told: list[str] = []
        if not dry_run:
            base = upgrade_if_needed(repository, base, now, told.append)
        week = _Week(place, repository, base, now)
        learnt = week.learn(clock, on_progress, environment, dry_run=dry_run)
        return week.foresee(learnt) if dry_run else week.record(learnt, told)


def release_held(place: Place, *, clock: Clock) -> RunResult:
    """
    Announce what was held: somebody has looked at it. Nothing is fetched.

    Raises:
        ConfigError: nothing is held.
        StoreError: the store is damaged or locked.
    """
    now = clock.now()
    with opened(place, now=now) as repository:
        entries = journal.read(repository)
        newest = Snapshots(repository).latest()
        if newest is None or not held_in(entries):
            raise ConfigError(
                "nothing is held", hint="guidetrack status says what the last run came to."
            )
        report = news(repository, entries, newest)
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
            report=report,
        )


class _Learnt(NamedTuple):
    """What a run learnt, before anything is written."""

    gathered: Gathered
    outcomes: Sequence[Outcome]
    lists: Lists
    counted: absence.Counted
    seen: Mapping[str, str]
    """The slot that each page fills, by its address."""
    run: Run


class _Week:
    """One run from its sources to its result."""

    def __init__(
        self, place: Place, repository: Repository, base: Snapshot | None, now: dt.datetime
    ) -> None:
        self._config = place.config
        self._place = place
        self._repository = repository
        self._base = base
        self._now = now
        self._entries: Entries = journal.read(repository)
        self._memory = recall(repository, base)
        self._resume = repository.private_dir / "fetching.jsonl"

    def learn(
        self,
        clock: Clock,
        on_progress: Callable[[Progress], None] | None,
        environment: Mapping[str, str],
        *,
        dry_run: bool,
    ) -> _Learnt:
        """Read and fetch, sift, and count what is missing."""
        gathered = gather_configured(
            self._place,
            self._memory,
            clock=clock,
            resume=None if dry_run else self._resume,
            on_progress=on_progress,
            environment=environment,
        )
        outcomes = sift(gathered.arrived, self._base, doubts_in(self._entries), self._repository)
        names = listing_sources(self._config)
        lists = lists_of(outcomes, names, lists_held(self._base, names))
        counted = count_on(
            self._base,
            outcomes,
            sights_of(gathered, outcomes, lists),
            before=absence.rows_in(self._entries),
            runs=self._config.absence.runs,
            seen_at=iso_utc(self._now),
        )
        seen = slots_seen(gathered, outcomes, self._memory, self._base)
        run = Run(
            self._repository,
            self._base,
            outcomes,
            moment=moment_of(None, self._now, self._base),
            now=self._now,
            keep_sources=self._config.keep_sources,
            confirmed=confirmed_references(gathered),
            failures=len(gathered.failed),
            outdated=outdated_chapters(gathered.menus, seen, self._base),
        )
        return _Learnt(gathered, outcomes, lists, counted, seen, run)

    def foresee(self, learnt: _Learnt) -> RunResult:
        """Say what would be recorded, were it not for the dry run."""
        taken = learnt.run.result(None)
        return result_of(taken, learnt.gathered, learnt.counted, self._config)

    def record(self, learnt: _Learnt, upgraded: Sequence[str]) -> RunResult:
        """Commit, say what happened, and keep a line of it in the journal."""
        taken = learnt.run.commit(inventory_files(learnt.lists, learnt.counted))
        newest = Snapshots(self._repository).latest()
        report = news(self._repository, self._entries, self._base)
        reasons = reasons_to_hold(self._repository, report, self._config.hold)
        failed = failures_by_source(learnt.gathered, learnt.outcomes)
        learnt.run.write_journal(
            taken,
            "run",
            missed=absence.rows_for_journal(learnt.counted.rows),
            failed=failed,
            held=[each.sentence() for each in reasons],
            announced=newest.revision if newest and not reasons else None,
        )
        copies = copies_after(learnt.gathered, learnt.outcomes, self._memory, learnt.seen, newest)
        remember(self._repository, copies)
        forget(self._resume)
        return result_of(
            taken,
            learnt.gathered,
            learnt.counted,
            self._config,
            notices=notices_of(
                taken,
                failed,
                self._entries,
                reasons,
                upgraded,
                stale_for=stale_for(self._entries, self._now, self._config.stale_after),
            ),
            held=bool(reasons),
            report=report,
        )
