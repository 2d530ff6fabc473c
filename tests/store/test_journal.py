"""The journal of runs: on its own branch, one line a run, none lost."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from guidetrack.errors import StoreError
from guidetrack.store import journal
from guidetrack.store.repository import Repository

Git = Callable[..., str]

_APPEND = """
import datetime as dt, sys
from pathlib import Path
from typing import Any
from guidetrack.store import journal
from guidetrack.store.repository import Repository
with Repository.open(Path(sys.argv[1])) as repository:
    for number in range(5):
        entry = {"who": sys.argv[2], "number": number}
        journal.append(repository, entry, dt.datetime(2026, 1, 14, tzinfo=dt.UTC))
"""


def test_entries_come_back_in_the_order_of_their_runs(
    repository: Repository, noon: dt.datetime
) -> None:
    assert journal.read(repository) == []
    entries: list[dict[str, Any]] = [
        {"observed_at": "2026-01-14", "recorded": [], "note": "\u00e9\n"},
        {"b": 1},
    ]
    for entry in entries:
        journal.append(repository, entry, noon)
    journal.append(repository, {"c": 2}, noon.replace(year=2027))
    assert journal.read(repository) == [*entries, {"c": 2}]


def test_the_branch_of_the_user_never_moves(
    repository: Repository, git: Git, noon: dt.datetime
) -> None:
    before = git("rev-parse", "main", "HEAD"), git("status", "--porcelain")
    journal.append(repository, {"a": 1}, noon)
    assert (git("rev-parse", "main", "HEAD"), git("status", "--porcelain")) == before
    assert git("log", "--format=%an %s", journal.BRANCH) == "guidetrack Record a run\n"
    assert git("show", f"{journal.BRANCH}:runs/2026.jsonl") == '{"a":1}\n'
    assert git("branch", "--contains", journal.BRANCH).split() == [journal.BRANCH]


def test_a_journal_can_begin_before_the_first_commit(tmp_path: Path, noon: dt.datetime) -> None:
    with Repository.create(tmp_path / "new" / "snapshots") as repository:
        journal.append(repository, {"a": 1}, noon)
        assert journal.read(repository) == [{"a": 1}]
        assert repository.head() is None


def test_two_processes_at_once_lose_no_line(repository: Repository) -> None:
    racers = [
        subprocess.Popen([sys.executable, "-c", _APPEND, str(repository.store_dir), who])
        for who in ("a", "b")
    ]
    assert [racer.wait(60) for racer in racers] == [0, 0]
    found = [(entry["who"], entry["number"]) for entry in journal.read(repository)]
    assert sorted(found) == [(who, number) for who in ("a", "b") for number in range(5)]


def test_a_damaged_line_is_named(repository: Repository, git: Git, noon: dt.datetime) -> None:
    journal.append(repository, {"a": 1}, noon)
    git("switch", "--quiet", journal.BRANCH)
    (repository.work_tree / "runs" / "2026.jsonl").write_bytes(b'{"a":1}\n{"b"\n')
    git("commit", "--quiet", "--all", "--message=Damage")
    with pytest.raises(StoreError, match=r"line 2 of runs/2026\.jsonl"):
        journal.read(repository)
