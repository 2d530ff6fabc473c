"""A work tree, a clock and invented records for everything that touches the store."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from guidetrack.guidance.record import GuidanceRecord, Recommendation
from guidetrack.guidance.reference import Reference
from guidetrack.store.layout import record_path
from guidetrack.store.record_file import dump
from guidetrack.store.recording import SnapshotFacts, record_snapshot
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshots

NOON = dt.datetime(2026, 1, 14, 12, 0, tzinfo=dt.UTC)

Git = Callable[..., str]
Take = Callable[..., str | None]


def run_git(folder: Path, *arguments: str) -> str:
    """What the git of the machine answers in a folder."""
    answer = subprocess.run(
        ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return answer.stdout.decode("utf-8", "surrogateescape")


def invented(reference: str, text: str = "Offer the example procedure.") -> GuidanceRecord:
    """A record of a procedure that nobody performs."""
    return GuidanceRecord(
        reference=Reference.parse(reference),
        programme="HealthTech guidance",
        origin_programme="IPG",
        title="Balloon dilatation of the example vein in adults",
        captured=("identity", "recommendations"),
        recommendations=(Recommendation(number="1.1", text=text),),
    )


def files_of(*records: GuidanceRecord) -> dict[str, bytes | None]:
    """The changes that bring records into the store."""
    return {record_path(record.reference): dump(record) for record in records}


def facts_of(day: int = 14, **other: object) -> SnapshotFacts:
    """What a run on a day of January 2026 found."""
    values: dict[str, object] = {
        "observed_at": dt.datetime(2026, 1, day, 9, 0, tzinfo=dt.UTC),
        "extractor": "1",
        "guidetrack_version": "0.1.0",
        "sources_read": 2,
        "sources_failed": 0,
        "records_total": 2,
        "records_changed": 1,
    }
    return SnapshotFacts(**(values | other))  # type: ignore[arg-type]


@pytest.fixture
def work_tree(tmp_path: Path) -> Path:
    """A repository of somebody, with one file of theirs committed."""
    top = tmp_path / "a trust's files"
    top.mkdir()
    run_git(top, "init", "--quiet", "--initial-branch=main")
    (top / "README").write_text("Ours.\n")
    run_git(top, "add", "README")
    run_git(top, "commit", "--quiet", "--message=Begin")
    return top


@pytest.fixture
def repository(work_tree: Path) -> Iterator[Repository]:
    """The store folder `snapshots` in that repository."""
    with Repository.open(work_tree / "snapshots") as opened:
        yield opened


@pytest.fixture
def take(repository: Repository) -> Take:
    """Record a snapshot on top of the newest one."""

    def record(*records: GuidanceRecord, **facts: object) -> str | None:
        base = Snapshots(repository).latest()
        return record_snapshot(repository, base, files_of(*records), facts_of(**facts), NOON)  # type: ignore[arg-type]

    return record
