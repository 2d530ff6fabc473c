"""What git told of a tip is believed of that tip alone, and only as it was written down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.counting.conftest import counting

from guidetrack.guidance.record import GuidanceRecord
from guidetrack.store.git_process import Git
from guidetrack.store.history import Revision
from guidetrack.store.repository import Repository

Take = Callable[..., str]
Invent = Callable[..., GuidanceRecord]


def _asked(repository: Repository) -> tuple[list[Revision], int]:
    """The revisions as another command finds them, and how many processes tell them."""
    with Repository.open(repository.store_dir) as another:
        head = another.head()
        with counting(Git.start) as calls:
            found = another.revisions(head)
        return found, calls.of(Git.start)


def _file(repository: Repository) -> Path:
    return repository.private_dir / "revisions.json"


@pytest.fixture
def told(repository: Repository, take: Take, invent: Invent) -> list[Revision]:
    """Two snapshots, of which git was asked."""
    take(invent("IPG9001"))
    take(invent("IPG9001", "Offer it to nobody."))
    found, _ = _asked(repository)
    assert len(found) == 2
    return found


def test_git_is_asked_once_of_a_tip(repository: Repository, told: list[Revision]) -> None:
    assert _asked(repository) == (told, 0)


def test_a_new_snapshot_is_seen_at_once(
    repository: Repository, told: list[Revision], take: Take, invent: Invent
) -> None:
    newest = take(invent("IPG9001", "Offer it to all."))
    found, processes = _asked(repository)
    assert ([found[0].commit, *found[1:]], processes) == ([newest, *told], 1)


def test_so_is_an_older_tip(
    repository: Repository, told: list[Revision], git: Callable[..., str]
) -> None:
    git("update-ref", "refs/heads/main", told[1].commit)
    assert _asked(repository) == (told[1:], 1)


@pytest.mark.parametrize("content", [b"", b"{}", b"rubbish\n{}", b"\xff\n\xff"])
def test_damage_is_not_believed(
    repository: Repository, told: list[Revision], content: bytes
) -> None:
    _file(repository).write_bytes(content)
    assert _asked(repository) == (told, 1)
    assert _asked(repository) == (told, 0)


def test_a_changed_fact_is_not_believed(repository: Repository, told: list[Revision]) -> None:
    kept = _file(repository).read_bytes()
    _file(repository).write_bytes(kept.replace(b"2026-01-14", b"2031-01-14"))
    assert _asked(repository) == (told, 1)


def test_nothing_is_lost_where_it_cannot_be_kept(
    repository: Repository, told: list[Revision]
) -> None:
    _file(repository).unlink()
    _file(repository).mkdir()
    assert _asked(repository) == (told, 1)
    assert _asked(repository) == (told, 1)


def test_of_a_shallow_clone_nothing_is_remembered(
    repository: Repository, told: list[Revision], tmp_path: Path, run_git: Callable[..., str]
) -> None:
    origin = repository.work_tree.as_uri()
    run_git(tmp_path, "clone", "--quiet", "--depth=1", origin, "clone")
    with Repository.open(tmp_path / "clone" / "snapshots") as clone:
        assert len(_asked(clone)[0]) == 1
        run_git(tmp_path / "clone", "fetch", "--quiet", "--unshallow")
        assert _asked(clone)[0] == told
