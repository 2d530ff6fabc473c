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

import msgspec

from guidetrack.config import Place
from guidetrack.errors import ConfigError, SourceError
from guidetrack.events.report import Report
from guidetrack.pipeline import absence
from guidetrack.pipeline.announcing import news, reasons_to_hold
from guidetrack.pipeline.committing import Run, SnapshotResult
from guidetrack.pipeline.concluding import LastSteps
from guidetrack.pipeline.fetching import Gathered
from guidetrack.pipeline.gathering import Gathering, resume_file
from guidetrack.pipeline.inventory import count_on, inventory_files, lists_held
from guidetrack.pipeline.noticing import (
    failures_by_source,
    notices_of,
    result_of,
    stale_for,
)
from guidetrack.pipeline.opening import opened
from guidetrack.pipeline.outcome import Outcome
from guidetrack.pipeline.raising import check_registers
from guidetrack.pipeline.remembering import recall, remember
from guidetrack.pipeline.run_result import RunResult
from guidetrack.pipeline.sharing import seen_at, settings_of, sharing
from guidetrack.pipeline.sifting import doubts_in, sift
from guidetrack.pipeline.sighting import (
    Lists,
    confirmed_references,
    copies_after,
    listing_sources,
    lists_after,
    lists_of,
    outdated_chapters,
    sights_of,
    slots_seen,
)
from guidetrack.pipeline.taking import moment_of
from guidetrack.pipeline.telling import Telling
from guidetrack.pipeline.upgrading import upgrade_if_needed
from guidetrack.pipeline.workforce import ALONE, Workforce
from guidetrack.sources.fetch import Clock, Progress, forget
from guidetrack.store import journal
from guidetrack.store.history import iso_utc
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot, Snapshots

Entries = Sequence[Mapping[str, Any]]


def run(  # noqa: PLR0913 - one argument an option
    place: Place,
    *,
    clock: Clock,
    dry_run: bool = False,
    deliver: bool = True,
    since: dt.date | None = None,
    push: str | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    environment: Mapping[str, str] = os.environ,
    workforce: Workforce = ALONE,
) -> RunResult:
    """
    Capture everything that is configured, say what happened since the last run, and deliver it.

    Args:
        place: the store and what is configured.
        clock: what time it is, and how to wait.
        dry_run: read sources and write nothing: no commit, no journal, no file, no message.
        deliver: whether what is due goes out; otherwise it waits in the outbox.
        since: tell everything since the end of this day, also where nothing was told before;
            what was told is not told again.
        push: the name of the git remote that the store is shared through, empty for that
            configured; None to share it only where the configuration says so.
        on_progress: is told how far fetching is.
        environment: where keys and secrets are looked up.
        workforce: who reads documents; what is recorded does not depend on it.

    Without sources it tells what snapshots taken by hand brought. What waits in the outbox goes
    out even where nothing can be read.

    Raises:
        ConfigError: neither source nor channel is configured, or a list of references or a key
            is missing.
        SourceError: what was fetched cannot be kept.
        StoreError: the store is damaged, locked, or has uncommitted changes.
    """
    _check_configured(place)
    now = clock.now()
    settings = None if dry_run else settings_of(place, push)
    alone = not place.config.fetches and not place.config.channels and settings is None
    with (
        opened(place, now=now, dry_run=dry_run, reads_first=alone) as repository,
        sharing(repository, settings, now) as shared,
    ):
        gathering = Gathering(place, repository, clock, on_progress, environment, dry_run=dry_run)
        attempt = _Attempt(place, repository, gathering, workforce, now, since, shared is not None)
        if dry_run:
            return attempt.foresee()
        last = LastSteps(repository, place, clock, environment, shared, deliver=deliver)
        return _concluded(attempt, last)


def _check_configured(place: Place) -> None:
    if not place.config.sources and not place.config.channels:
        raise ConfigError(
            "guidetrack.yaml names no source to watch",
            hint="Add 'sources:'; guidetrack init writes a file with every setting explained.",
        )
    check_registers(place)


def _concluded(attempt: _Attempt, last: LastSteps) -> RunResult:
    """Record, deliver and publish; what waits is delivered even where nothing can be read."""
    try:
        result = last.settle(attempt.make)
    except (ConfigError, SourceError):
        last.deliver()
        raise
    return last.take(result)


class _Attempt(NamedTuple):
    """A run as it is made, and made anew where another collector was first."""

    place: Place
    repository: Repository
    gathering: Gathering
    workforce: Workforce
    now: dt.datetime
    since: dt.date | None
    shared: bool

    def foresee(self) -> RunResult:
        """Say what it would record."""
        base, seen = self._start()
        week = _Week(self.place, self.repository, base, seen)
        return week.foresee(week.learn(self.gathering, self.workforce))

    def make(self) -> RunResult:
        """Record what there is."""
        base, seen = self._start()
        told: list[str] = []
        base = upgrade_if_needed(self.repository, base, seen, told.append, self.workforce)
        week = _Week(self.place, self.repository, base, seen)
        return week.record(week.learn(self.gathering, self.workforce), told, self.since)

    def _start(self) -> tuple[Snapshot | None, dt.datetime]:
        """The snapshot before, and when the sources are seen."""
        base = Snapshots(self.repository).latest()
        seen = seen_at(self.now, base.observed_at if base and self.shared else None)
        moment_of(None, seen, base)
        return base, seen


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

    def learn(self, gathering: Gathering, workforce: Workforce) -> _Learnt:
        """Read and fetch, sift, and count what is missing."""
        gathered = gathering.gather(self._memory)
        outcomes = sift(
            gathered.arrived,
            self._base,
            doubts_in(self._entries),
            self._repository,
            workforce=workforce,
            with_blocks=self._config.keep_sources == "text",
        )
        names = listing_sources(self._config)
        lists = lists_of(outcomes, names, lists_held(self._base, names), gathered.listed)
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

    def record(
        self, learnt: _Learnt, upgraded: Sequence[str], since: dt.date | None = None
    ) -> RunResult:
        """Commit with what there is to tell, and keep a line of it in the journal."""
        inventory = inventory_files(learnt.lists, learnt.counted)
        draft = learnt.run.draft(inventory)
        newest = draft or self._base
        report = news(self._repository, self._entries, self._base, newest, since=since)
        reasons = reasons_to_hold(self._repository, report, self._config.hold)
        failed = failures_by_source(learnt.gathered, learnt.outcomes)
        notices = notices_of(
            learnt.run.result(None),
            failed,
            self._entries,
            reasons,
            upgraded,
            stale_for=stale_for(self._entries, self._now, self._config.stale_after),
            run_at=iso_utc(self._now),
        )
        telling = Telling(self._repository, self._place, self._entries, self._now)
        if not reasons:
            telling.tell_events(report, newest, again=since is not None)
        telling.tell_operator(notices)
        taken = self._commit(learnt, inventory, draft, telling, announces=not reasons)
        held = Snapshots(self._repository).latest()
        learnt.run.write_journal(
            taken,
            "run",
            missed=absence.rows_for_journal(learnt.counted.rows),
            failed=failed,
            held=[each.sentence() for each in reasons],
            announced=held.revision if held and not reasons else None,
        )
        copies = copies_after(learnt.gathered, learnt.outcomes, self._memory, learnt.seen, held)
        lists = lists_after(learnt.gathered, learnt.outcomes, self._memory, held)
        remember(self._repository, copies, lists)
        forget(resume_file(self._repository))
        return result_of(
            taken,
            learnt.gathered,
            learnt.counted,
            self._config,
            notices=notices,
            held=bool(reasons),
            raised=tuple(each.id for each in telling.raised),
            report=_settled(report, taken.revision if draft else None),
        )

    def _commit(
        self,
        learnt: _Learnt,
        inventory: Mapping[str, bytes | None],
        draft: Snapshot | None,
        telling: Telling,
        *,
        announces: bool,
    ) -> SnapshotResult:
        """One commit for the snapshot and what is told of it; one for the latter if alone."""
        announces = announces and bool(telling.raised)
        if draft is None and self._base is not None:
            taken = learnt.run.commit(inventory)
            telling.commit(self._base, announces=announces)
            return taken
        return learnt.run.commit({**inventory, **telling.files()}, announces=announces)


def _settled(report: Report | None, revision: str | None) -> Report | None:
    """A report that names the commit instead of the draft it was made from."""
    if report is None or revision is None:
        return report
    new = msgspec.structs.replace(report.new, revision=revision)
    return msgspec.structs.replace(report, new=new)
