"""One guidetrack at a time, refused bytes apart, and two writers that race."""

from __future__ import annotations

import datetime as dt
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from guidetrack.errors import StoreError
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.store.lock import locked
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshots

Git = Callable[..., str]
Invent = Callable[..., GuidanceRecord]
Take = Callable[..., str]

_RACE = """
import datetime as dt, sys
from pathlib import Path
from guidetrack.errors import StoreError
from guidetrack.store.recording import SnapshotFacts, record_snapshot
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshots
now = dt.datetime(2026, 1, 14, tzinfo=dt.UTC)
facts = SnapshotFacts(observed_at=now, extractor="1", guidetrack_version="0", sources_read=1,
                      sources_failed=0, records_total=1, records_changed=1)
done = 0
with Repository.open(Path(sys.argv[1])) as repository:
    while done < 4:
        base = Snapshots(repository).latest()
        changes = {f"records/IPG/IPG{sys.argv[2]}{done}.yaml": b"x\\n"}
        try:
            record_snapshot(repository, base, changes, facts, now)
            done += 1
        except StoreError as problem:
            assert "another run" in str(problem), problem
"""


def test_a_second_one_is_told_who_is_at_work(
    repository: Repository, work_tree: Path, noon: dt.datetime
) -> None:
    with locked(repository, now=noon), Repository.open(work_tree / "snapshots") as other:
        with pytest.raises(StoreError) as caught, locked(other, now=noon, patience=0.1):
            pytest.fail("two at a time")
        assert str(caught.value) == (
            "another guidetrack is at work in this repository: "
            f"process {os.getpid()} on {socket.gethostname()}, since 2026-01-14T12:00:00Z"
        )
        assert "Wait" in caught.value.hint
    with locked(repository, now=noon, patience=0.1):
        pass


def test_a_repository_that_cannot_be_locked_is_named(
    repository: Repository, noon: dt.datetime
) -> None:
    repository.private_dir.write_bytes(b"a file in the way of a folder")
    with pytest.raises(StoreError, match="cannot be written"), locked(repository, now=noon):
        pytest.fail("locked all the same")


def test_writers_that_race_without_the_lock_lose_nothing(
    repository: Repository, take: Take, invent: Invent, git: Git
) -> None:
    take(invent("IPG9001"))
    racers = [
        subprocess.Popen([sys.executable, "-c", _RACE, str(repository.store_dir), number])
        for number in ("910", "920")
    ]
    assert [racer.wait(120) for racer in racers] == [0, 0]
    snapshot = Snapshots(repository).latest()
    assert snapshot is not None
    numbers = sorted(reference.number for reference in snapshot.references())
    assert numbers == [9001, *range(9100, 9104), *range(9200, 9204)]
    assert git("status", "--porcelain") == ""
    assert len(repository.revisions()) == 9
