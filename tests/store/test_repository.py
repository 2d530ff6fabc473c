"""Opening a store: where it may lie, what is in the way, and what can be read from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from guidetrack.errors import StoreError
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.store.git_answers import PathChange
from guidetrack.store.repository import Repository

Git = Callable[..., str]
Take = Callable[..., str]
Invent = Callable[..., GuidanceRecord]


def test_a_store_can_lie_deep_in_a_larger_repository(work_tree: Path) -> None:
    with Repository.open(work_tree / "audit" / "guid\u00e9lines" / "snapshots") as repository:
        assert repository.prefix == "audit/guid\u00e9lines/snapshots/"
        assert repository.work_tree == work_tree.resolve()


def test_a_store_can_be_the_root_of_its_repository(work_tree: Path) -> None:
    with Repository.open(work_tree) as repository:
        assert repository.prefix == ""


def test_a_linked_work_tree_has_its_own_index(git: Git, tmp_path: Path) -> None:
    git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "linked"))
    with Repository.open(tmp_path / "linked" / "snapshots") as repository:
        assert repository.git_dir.name == "linked"
        assert repository.branch() == "refs/heads/other"


def test_the_repository_around_the_store_counts_and_not_that_of_a_calling_hook(
    work_tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "elsewhere" / "index"))
    with Repository.open(work_tree / "snapshots") as repository:
        assert repository.head() is not None


def test_making_a_store_makes_a_repository_only_where_there_is_none(
    tmp_path: Path, work_tree: Path
) -> None:
    with Repository.create(tmp_path / "new" / "snapshots") as fresh:
        assert fresh.work_tree == (tmp_path / "new").resolve()
        assert fresh.head() is None
        assert fresh.revisions() == []
        assert fresh.branch() is not None
    with Repository.create(work_tree / "snapshots") as inside:
        assert inside.work_tree == work_tree.resolve()
    assert not (work_tree / "snapshots" / ".git").exists()


def test_no_repository_is_named_with_the_way_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="in no git repository") as caught:
        Repository.open(tmp_path / "snapshots")
    assert "guidetrack init" in caught.value.hint


def test_a_bare_repository_is_named(tmp_path: Path, run_git: Git) -> None:
    run_git(tmp_path, "init", "--quiet", "--bare", "bare.git")
    with pytest.raises(StoreError, match="bare"):
        Repository.open(tmp_path / "bare.git" / "snapshots")


def test_gits_own_folder_is_no_place_for_a_store(work_tree: Path) -> None:
    with pytest.raises(StoreError, match="inside git's own folder"):
        Repository.open(work_tree / ".git" / "snapshots")


def test_a_file_in_place_of_the_store_folder_is_named(work_tree: Path) -> None:
    with pytest.raises(StoreError, match="is a file"):
        Repository.open(work_tree / "README")
    with pytest.raises(StoreError, match="cannot be made"):
        Repository.create(work_tree / "README" / "snapshots")


def test_a_machine_without_git_is_told_so(
    work_tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StoreError, match="no git on this machine") as caught:
        Repository.open(work_tree / "snapshots")
    assert "Install git" in caught.value.hint


def test_a_tree_lists_the_store_and_nothing_else(
    repository: Repository, take: Take, invent: Invent
) -> None:
    revision = take(invent("IPG9001"))
    tree = repository.tree(revision)
    assert sorted(tree) == [".gitattributes", "records/IPG/IPG9001.yaml", "store.yaml"]
    assert sorted(repository.tree(revision, "records")) == ["records/IPG/IPG9001.yaml"]
    assert repository.read_blob(tree[".gitattributes"]) == b"* -text\n"


def test_ids_are_those_that_git_gives(repository: Repository, take: Take, invent: Invent) -> None:
    tree = repository.tree(take(invent("IPG9001")))
    for blob, content in repository.read_blobs(tree.values()):
        assert repository.blob_id(content) == blob


def test_changed_paths_tell_both_sides(repository: Repository, take: Take, invent: Invent) -> None:
    old = take(invent("IPG9001"), invent("IPG9002"))
    new = take(
        invent("IPG9001", "Do not use."), invent("IPG9003"), also={"records/IPG/IPG9002.yaml": None}
    )
    before, after = repository.tree(old), repository.tree(new)
    first, second, third = (f"records/IPG/IPG900{n}.yaml" for n in (1, 2, 3))
    assert repository.changed_paths(old, new) == [
        PathChange(first, before[first], after[first]),
        PathChange(second, before[second], None),
        PathChange(third, None, after[third]),
    ]


def test_only_commits_of_the_store_count_newest_first(
    repository: Repository, take: Take, invent: Invent, git: Git, work_tree: Path
) -> None:
    first = take(invent("IPG9001"), day=7)
    (work_tree / "README").write_bytes(b"Still ours.\n")
    git("commit", "--quiet", "--all", "--message=Ours")
    second = take(invent("IPG9002"), day=14)
    found = repository.revisions()
    assert [each.commit for each in found] == [second, first]
    assert [each.observed_at for each in found] == ["2026-01-14T09:00:00Z", "2026-01-07T09:00:00Z"]
    assert found[0].committed_at == "2026-01-14T12:00:00Z"
    assert repository.revisions(limit=1) == found[:1]


def test_a_revision_is_found_as_the_user_names_it(
    repository: Repository, take: Take, invent: Invent, git: Git
) -> None:
    revision = take(invent("IPG9001"))
    git("tag", "audit-2026")
    for text in (revision, revision[:10], "main", "HEAD", "audit-2026"):
        assert repository.resolve_revision(text) == revision
    for text in ("", "IPG9001", "--all", "main:snapshots", "no\nsuch", "\0"):
        assert repository.resolve_revision(text) is None


def test_a_damaged_object_is_named(repository: Repository, take: Take, invent: Invent) -> None:
    blob = repository.tree(take(invent("IPG9001")))["records/IPG/IPG9001.yaml"]
    file = repository.git_dir / "objects" / blob[:2] / blob[2:]
    file.chmod(0o600)
    file.write_bytes(b"rubbish")
    with pytest.raises(StoreError, match=f"damaged.*{blob}"):
        repository.read_blob(blob)
    with pytest.raises(StoreError, match="damaged"):
        repository.read_blob("1" * 40)
    assert repository.head() is not None


def test_a_missing_tree_is_named(repository: Repository, take: Take, invent: Invent) -> None:
    revision = take(invent("IPG9001"))
    tree = repository.run("rev-parse", f"{revision}^{{tree}}").decode().strip()
    (repository.git_dir / "objects" / tree[:2] / tree[2:]).unlink()
    with pytest.raises(StoreError, match="damaged") as caught:
        repository.tree(revision)
    assert "fsck" in caught.value.hint
