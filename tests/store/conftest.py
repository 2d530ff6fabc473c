"""A work tree, a clock and invented records for everything that touches the store."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from guidetrack.guidance.record import GuidanceRecord, Recommendation
from guidetrack.guidance.reference import Reference
from guidetrack.store.layout import record_path
from guidetrack.store.record_file import dump
from guidetrack.store.recording import SnapshotFacts, record_snapshot
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot, Snapshots


def _run_git(folder: Path, *arguments: str) -> str:
    answer = subprocess.run(
        ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return answer.stdout.decode("utf-8", "surrogateescape")


def _invent(reference: str, text: str = "Offer the example procedure.") -> GuidanceRecord:
    return GuidanceRecord(
        reference=Reference.parse(reference),
        programme="HealthTech guidance",
        origin_programme="IPG",
        title="Balloon dilatation of the example vein in adults",
        captured=("identity", "recommendations"),
        recommendations=(Recommendation(number="1.1", text=text),),
    )


def _state(day: int = 14, **other: Any) -> SnapshotFacts:
    values: dict[str, Any] = {
        "observed_at": dt.datetime(2026, 1, day, 9, 0, tzinfo=dt.UTC),
        "extractor": "1",
        "guidetrack_version": "0.1.0",
        "sources_read": 2,
        "sources_failed": 0,
        "records_total": 2,
        "records_changed": 1,
    }
    return SnapshotFacts(**(values | other))


@pytest.fixture
def noon() -> dt.datetime:
    """The clock of every test stands at noon."""
    return dt.datetime(2026, 1, 14, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def run_git() -> Callable[..., str]:
    """Run the git of the machine in a folder, as Ada, and give what it prints."""
    return _run_git


@pytest.fixture
def invent() -> Callable[..., GuidanceRecord]:
    """A record, by its reference, of a procedure that nobody performs."""
    return _invent


@pytest.fixture
def work_tree(tmp_path: Path) -> Path:
    """A repository of somebody, with one file of theirs committed."""
    top = tmp_path / "a trust's files \u00e9"
    top.mkdir()
    _run_git(top, "init", "--quiet", "--initial-branch=main")
    (top / "README").write_bytes(b"Ours.\n")
    _run_git(top, "add", "README")
    _run_git(top, "commit", "--quiet", "--message=Begin")
    return top


@pytest.fixture
def git(work_tree: Path) -> Callable[..., str]:
    """Run git as Ada in that repository."""
    return lambda *arguments: _run_git(work_tree, *arguments)


@pytest.fixture
def repository(work_tree: Path) -> Iterator[Repository]:
    """The store folder `snapshots` in that repository."""
    with Repository.open(work_tree / "snapshots") as opened:
        yield opened


@pytest.fixture
def take_into(noon: dt.datetime) -> Callable[..., str | None]:
    """Record a snapshot into a repository, on top of its newest one or of another `base`."""

    def record(
        repository: Repository,
        *records: GuidanceRecord,
        base: Snapshot | None = None,
        also: Mapping[str, bytes | None] | None = None,
        **facts: Any,
    ) -> str | None:
        changes = {record_path(each.reference): dump(each) for each in records}
        start = base or Snapshots(repository).latest()
        return record_snapshot(
            repository, start, {**changes, **(also or {})}, _state(**facts), noon
        )

    return record


@pytest.fixture
def take(repository: Repository, take_into: Callable[..., str | None]) -> Callable[..., str | None]:
    """Record a snapshot of the store `snapshots`; `also` maps other paths to bytes or None."""
    return partial(take_into, repository)
