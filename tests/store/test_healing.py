"""A kill at any point: HEAD is old or new, and the next command finishes the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from guidetrack.errors import StoreError
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.store.commit import build_commit, swap_ref
from guidetrack.store.healing import heal
from guidetrack.store.record_file import dump
from guidetrack.store.repository import Repository
from guidetrack.store.work_tree import Move, check_clean, hold_index, move_note, note_move

Git = Callable[..., str]
Take = Callable[..., str]
Invent = Callable[..., GuidanceRecord]

ONE = "snapshots/records/IPG/IPG9001.yaml"
TWO = "snapshots/records/IPG/IPG9002.yaml"
THREE = "snapshots/records/IPG/IPG9003.yaml"


@pytest.fixture
def killed(
    repository: Repository, take: Take, invent: Invent, noon: dt.datetime
) -> Callable[..., Move]:
    """A run that changed one record, removed one, added one, and was killed on the way."""

    def run(*, before_the_branch_moved: bool = False) -> Move:
        old = take(invent("IPG9001"), invent("IPG9002"))
        changes = {
            ONE.encode(): dump(invent("IPG9001", "Do not use.")),
            TWO.encode(): None,
            THREE.encode(): dump(invent("IPG9003")),
        }
        new = build_commit(repository, changes, parent=old, message="Killed\n", when=noon)
        move = Move(old, new)
        note_move(repository, move)
        if not before_the_branch_moved:
            assert swap_ref(repository, "HEAD", move, message="Killed\n")
        return move

    return run


def test_files_and_index_are_brought_to_the_tip(
    repository: Repository, killed: Callable[..., Move], git: Git, work_tree: Path
) -> None:
    killed()
    assert git("status", "--porcelain") != ""
    assert heal(repository)
    assert git("status", "--porcelain") == ""
    assert b"Do not use." in (work_tree / ONE).read_bytes()
    assert not (work_tree / TWO).exists()
    assert (work_tree / THREE).exists()
    assert not heal(repository)


def test_before_the_branch_moved_there_is_nothing_to_finish(
    repository: Repository, killed: Callable[..., Move], git: Git
) -> None:
    move = killed(before_the_branch_moved=True)
    assert not heal(repository)
    assert git("status", "--porcelain") == ""
    assert git("rev-parse", "HEAD").strip() == move.old
    assert not move_note(repository).exists()


def test_files_that_were_just_being_written_are_finished(
    repository: Repository, killed: Callable[..., Move], git: Git, work_tree: Path
) -> None:
    killed()
    (work_tree / ONE).write_bytes(b"")
    (work_tree / TWO).unlink()
    (work_tree / THREE).write_bytes(b"schema: 1\nrefe")
    git("update-index", "--force-remove", TWO)
    assert heal(repository)
    assert git("status", "--porcelain") == ""


def test_work_of_somebody_else_is_not_overwritten(
    repository: Repository, killed: Callable[..., Move], work_tree: Path
) -> None:
    killed()
    (work_tree / ONE).write_bytes(b"mine\n")
    with pytest.raises(StoreError, match=f"interrupted.*{ONE}"):
        heal(repository)
    assert (work_tree / ONE).read_bytes() == b"mine\n"


def test_staged_work_of_somebody_else_is_not_overwritten(
    repository: Repository, killed: Callable[..., Move], git: Git, work_tree: Path
) -> None:
    killed()
    before = (work_tree / ONE).read_bytes()
    (work_tree / ONE).write_bytes(b"mine\n")
    git("add", ONE)
    (work_tree / ONE).write_bytes(before)
    with pytest.raises(StoreError, match="interrupted"):
        heal(repository)


def test_a_new_file_of_somebody_else_is_not_overwritten(
    repository: Repository, killed: Callable[..., Move], work_tree: Path
) -> None:
    killed()
    (work_tree / "snapshots" / "notes.txt").write_bytes(b"mine\n")
    with pytest.raises(StoreError, match=r"snapshots/notes\.txt"):
        heal(repository)


def test_changes_outside_the_store_survive_healing(
    repository: Repository, killed: Callable[..., Move], git: Git, work_tree: Path
) -> None:
    killed()
    (work_tree / "README").write_bytes(b"Staged.\n")
    git("add", "README")
    (work_tree / "README").write_bytes(b"Changed.\n")
    assert heal(repository)
    assert git("status", "--porcelain") == "MM README\n"


def test_a_commit_of_the_user_after_the_kill_does_not_hinder(
    repository: Repository, killed: Callable[..., Move], git: Git, work_tree: Path
) -> None:
    killed()
    (work_tree / "README").write_bytes(b"Ours again.\n")
    git("commit", "--quiet", "--message=Ours", "--", "README")
    assert heal(repository)
    assert git("status", "--porcelain") == ""


def test_an_index_lock_of_a_killed_guidetrack_is_removed_and_one_of_git_is_not(
    repository: Repository,
) -> None:
    lock = repository.git_dir / "index.lock"
    with hold_index(repository):
        ours = lock.read_bytes()
    assert not lock.exists()
    lock.write_bytes(ours)
    heal(repository)
    assert not lock.exists()
    lock.write_bytes(b"DIRC")
    heal(repository)
    assert lock.exists()


def test_a_note_cut_short_means_that_nothing_was_done(
    repository: Repository, take: Take, invent: Invent
) -> None:
    take(invent("IPG9001"))
    move_note(repository).write_bytes(b'{"old": "12')
    assert not heal(repository)
    check_clean(repository)


def test_a_killed_first_snapshot_is_finished_as_well(
    tmp_path: Path, invent: Invent, noon: dt.datetime, run_git: Git
) -> None:
    with Repository.create(tmp_path / "new" / "snapshots") as repository:
        changes: dict[bytes, bytes | None] = {ONE.encode(): dump(invent("IPG9001"))}
        new = build_commit(repository, changes, parent=None, message="Killed\n", when=noon)
        move = Move(None, new)
        note_move(repository, move)
        assert swap_ref(repository, "HEAD", move, message="Killed\n")
        assert heal(repository)
        assert run_git(tmp_path / "new", "status", "--porcelain") == ""
