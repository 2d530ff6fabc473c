"""
What a run has to tell: everything since the last revision that was announced.

Not since the last commit: a snapshot taken by hand is announced by the next run, a run
that was killed before it could tell is told by the next one, and what was held stays
held, whatever is recorded meanwhile, until somebody releases it or it is undone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from guidetrack.config import Hold
from guidetrack.events import detect
from guidetrack.events.report import Report, Side
from guidetrack.pipeline.breaking import Alike, changed_alike
from guidetrack.pipeline.likening import alike
from guidetrack.store import layout
from guidetrack.store.history import announced_by
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot, Snapshots


def announced_revision(repository: Repository, entries: Iterable[Mapping[str, Any]]) -> str | None:
    """
    The revision up to which everything was announced; None before anything was.

    The journal says so, and so does a commit whose alerts tell everything up to it: a run
    that was killed between the two must not tell it again. The later of them holds.
    """
    in_journal = None
    for entry in entries:
        in_journal = entry.get("announced") or in_journal
    commits = map(announced_by, repository.revisions(names=(layout.ALERTS,)))
    in_commit = next(filter(None, commits), None)
    if in_commit is None or in_journal is None:
        return in_commit or in_journal
    status, _, _ = repository.ask("merge-base", "--is-ancestor", in_commit, in_journal)
    return in_journal if status == 0 else in_commit


def held_in(entries: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the newest run was held and nobody has released it."""
    return bool(newest_run(entries).get("held"))


def newest_run(entries: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The line of the newest run, given the journal oldest first; empty before the first."""
    return next((each for each in reversed(entries) if each.get("command") == "run"), {})


def news(
    repository: Repository,
    entries: Iterable[Mapping[str, Any]],
    base: Snapshot | None,
    newest: Snapshot | None,
    *,
    since: dt.date | None = None,
) -> Report | None:
    """
    Compare the revision last announced, or else `base`, with the newest snapshot.

    None where there is nothing to compare with: a first run only makes the baseline. With a
    day, everything since the end of that day is told, whatever was announced.
    """
    snapshots = Snapshots(repository)
    if since is not None:
        before = snapshots.on(since) or next(reversed(list(snapshots.all())), None)
    else:
        told = announced_revision(repository, entries)
        before = (snapshots.named(told) if told else None) or base
    if before is None or newest is None:
        return None
    old, new = alike(repository, before, newest)
    return Report(
        old=Side(revision=before.revision, observed_at=before.observed_at),
        new=Side(revision=newest.revision, observed_at=newest.observed_at),
        events=detect(old, new) if before.revision != newest.revision else (),
    )


def reasons_to_hold(repository: Repository, report: Report | None, hold: Hold) -> tuple[Alike, ...]:
    """Why the events of a report are not announced; empty where they are."""
    if report is None or not report.events or report.old.revision is None:
        return ()
    before = Snapshots(repository).named(report.old.revision)
    return changed_alike(report.events, len(before.fingerprints()) if before else 0, hold)
