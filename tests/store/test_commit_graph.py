"""Git's index of its commits is made now and then, and nothing is lost where it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.store import commit_graph
from guidetrack.store.commit_graph import note_commit
from guidetrack.store.layout import record_path
from guidetrack.store.repository import Repository

Take = Callable[..., str]
Invent = Callable[..., GuidanceRecord]
_NAMES = (record_path(Reference("IPG", 9001)),)


@pytest.fixture
def graphs(repository: Repository) -> Path:
    return repository.git_dir / "objects" / "info" / "commit-graphs"


def test_it_is_made_after_so_many_commands_that_committed(
    repository: Repository, graphs: Path, take: Take, invent: Invent
) -> None:
    take(invent("IPG9001"))
    for _ in range(15):
        note_commit(repository)
    assert not graphs.exists()
    note_commit(repository)
    assert (graphs / "commit-graph-chain").is_file()


def test_it_is_made_again_and_changes_no_answer(
    repository: Repository,
    graphs: Path,
    take: Take,
    invent: Invent,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(commit_graph, "_EVERY", 1)
    kept = [take(invent("IPG9001"))]
    note_commit(repository)
    first = (graphs / "commit-graph-chain").read_bytes()
    take(invent("IPG9001"), invent("IPG9002"))
    kept.insert(0, take(invent("IPG9001", "Offer it to nobody.")))
    note_commit(repository)
    assert (graphs / "commit-graph-chain").read_bytes() != first
    for afresh in (False, True):
        with Repository.open(repository.store_dir, afresh=afresh) as another:
            assert [each.commit for each in another.revisions(names=_NAMES)] == kept


@pytest.mark.parametrize("content", ["", "rubbish", "-1", "\u0664"])
def test_a_count_that_is_none_begins_anew(repository: Repository, content: str) -> None:
    note_commit(repository)
    file = repository.private_dir / "not-indexed"
    file.write_text(content, "utf-8")
    note_commit(repository)
    assert file.read_text("ascii") in {"0", "1"}


def test_where_it_cannot_be_written_nothing_happens(
    repository: Repository,
    graphs: Path,
    take: Take,
    invent: Invent,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(commit_graph, "_EVERY", 1)
    taken = take(invent("IPG9001"))
    graphs.parent.mkdir(exist_ok=True)
    graphs.write_bytes(b"a file")
    note_commit(repository)
    assert [each.commit for each in repository.revisions(names=_NAMES)] == [taken]
