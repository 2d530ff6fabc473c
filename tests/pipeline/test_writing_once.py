"""Sources and records of a run go to git once; a draft that nothing is added to is the commit."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.pipeline.conftest import Take
from tests.pipeline.documents import NOVEMBER, old_document
from tests.pipeline.publisher import reword
from tests.pipeline.weeks import Watch

from guidetrack.errors import StoreError
from guidetrack.store.commit import commit, draft_commit
from guidetrack.store.repository import Repository

NOON = dt.datetime(2026, 1, 14, 12, tzinfo=dt.UTC)


def _commits_on_no_branch(folder: Path) -> list[str]:
    command = ["git", "fsck", "--unreachable", "--no-reflogs", "--no-progress"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if line.startswith("unreachable commit")]


def test_a_run_that_tells_nobody_leaves_no_draft_behind(watch: Watch) -> None:
    watch.run()
    watch.publisher.publish(reword(watch.publisher.guidance["IPG9101"], 1, "Do not do it."))
    result = watch.run()
    assert result.report is not None
    assert result.report.new.revision == result.revision
    assert _commits_on_no_branch(watch.folder) == []


def test_a_snapshot_leaves_no_draft_behind(take: Take, tmp_path: Path) -> None:
    take(NOVEMBER, {"a.md": old_document()})
    assert _commits_on_no_branch(tmp_path / "trust") == []


def test_what_is_added_to_a_draft_is_all_that_is_written_for_the_commit(tmp_path: Path) -> None:
    with Repository.create(tmp_path / "snapshots") as repository:
        asked: list[str] = []

        def changes() -> Iterator[tuple[str, bytes]]:
            for name in ("a", "b"):
                asked.append(name)
                yield f"records/IPG/{name}.yaml", f"{name}: 1\n".encode()

        draft = draft_commit(repository, changes(), message=lambda: f"{len(asked)}\n", when=NOON)
        added = {"alerts/2026/c.yaml": b"c: 1\n"}
        new = commit(repository, added, base=None, message="All\n", when=NOON, draft=draft)
        assert (asked, draft.message) == (["a", "b"], "2\n")
        assert sorted(repository.tree(new)) == [
            "alerts/2026/c.yaml",
            "records/IPG/a.yaml",
            "records/IPG/b.yaml",
        ]


def test_changes_that_cannot_be_made_leave_nothing_behind(tmp_path: Path) -> None:
    with Repository.create(tmp_path / "snapshots") as repository:

        def changes() -> Iterator[tuple[str, bytes]]:
            yield "records/IPG/a.yaml", b"a: 1\n"
            raise StoreError("the source is damaged")

        with pytest.raises(StoreError, match="the source is damaged"):
            draft_commit(repository, changes(), message=lambda: "Never\n", when=NOON)
        assert repository.head() is None
        assert not list(repository.git_dir.glob("fast_import_crash_*"))
