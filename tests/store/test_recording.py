"""Recording a snapshot: one commit or none, and nothing of the user's touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from guidetrack.errors import StoreError
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshots

Git = Callable[..., str]
Invent = Callable[..., GuidanceRecord]
Take = Callable[..., str | None]

RECORD = "snapshots/records/IPG/IPG9001.yaml"


def test_a_run_makes_one_commit_whose_facts_are_its_trailers(
    take: Take, invent: Invent, git: Git
) -> None:
    nobody, noon = "guidetrack <guidetrack@localhost>", "2026-01-14T12:00:00+00:00"
    revision = take(invent("IPG9001"), records_total=2512, records_changed=4, sources_failed=3)
    assert git("rev-list", "--count", "main") == "2\n"
    assert git("log", "-1", "--format=%H %an <%ae> %cn <%ce> %aI %cI%n%B").strip() == "\n".join(
        [
            f"{revision} {nobody} {nobody} {noon} {noon}",
            "Take snapshot of 2,512 records, 4 changed",
            "",
            "Observed-At: 2026-01-14T09:00:00Z",
            "Extractor: 1",
            "Guidetrack-Version: 0.1.0",
            "Sources-Read: 2",
            "Sources-Failed: 3",
        ]
    )


def test_after_a_run_the_work_tree_is_clean_and_shows_the_store(
    take: Take, invent: Invent, git: Git, work_tree: Path
) -> None:
    take(invent("IPG9001"), invent("HTG9002"))
    assert git("status", "--porcelain") == ""
    assert (work_tree / "snapshots/.gitattributes").read_bytes() == b"* -text\n"
    assert (work_tree / "snapshots/store.yaml").read_bytes() == b"format: 1\nextractor: '1'\n"
    take(invent("IPG9001", "Do not use."), also={"records/HTG/HTG9002.yaml": None}, day=15)
    assert git("status", "--porcelain") == ""
    assert b"Do not use." in (work_tree / RECORD).read_bytes()
    assert not (work_tree / "snapshots/records/HTG").exists()
    assert git("fsck", "--strict") == ""


def test_a_run_in_which_nothing_changed_makes_no_commit(
    take: Take, invent: Invent, git: Git
) -> None:
    revision = take(invent("IPG9001"))
    assert take(invent("IPG9001"), day=15) is None
    assert take(also={"records/IPG/IPG9007.yaml": None}, day=16) is None
    assert git("rev-parse", "main").strip() == revision


def test_a_first_run_with_nothing_to_record_makes_no_commit(take: Take, git: Git) -> None:
    assert take() is None
    assert git("rev-list", "--count", "main") == "1\n"


def test_a_technical_upgrade_is_recorded_even_where_no_record_came_out_differently(
    repository: Repository, take: Take, invent: Invent, git: Git
) -> None:
    take(invent("IPG9001"))
    revision = take(extractor="2", technical_upgrade="1 -> 2")
    assert revision is not None
    newest, _ = Snapshots(repository).all()
    assert newest.revision == revision
    assert newest.facts.technical_upgrade == "1 -> 2"
    assert newest.extractor == "2"
    assert take(extractor="2", technical_upgrade="1 -> 2") is None
    assert git("log", "-1", "--format=%s").startswith("Extract again 2 records")


def test_the_configured_user_signs_where_there_is_one(take: Take, invent: Invent, git: Git) -> None:
    git("config", "user.name", "Grace <Hopper>")
    git("config", "user.email", "grace@example.org")
    take(invent("IPG9001"))
    assert git("log", "-1", "--format=%an <%ae>") == "Grace Hopper <grace@example.org>\n"


def test_what_the_user_has_staged_and_changed_elsewhere_stays(
    take: Take, invent: Invent, git: Git, work_tree: Path
) -> None:
    (work_tree / "README").write_bytes(b"Staged.\n")
    (work_tree / "staged.txt").write_bytes(b"Staged as well.\n")
    git("add", "README", "staged.txt")
    (work_tree / "README").write_bytes(b"Changed after staging.\n")
    (work_tree / "snapshots.txt").write_bytes(b"Beside the store.\n")
    before = git("status", "--porcelain"), git("diff"), git("diff", "--cached")
    take(invent("IPG9001"))
    assert (git("status", "--porcelain"), git("diff"), git("diff", "--cached")) == before
    assert git("show", "--format=", "--name-only").splitlines() == [
        "snapshots/.gitattributes",
        RECORD,
        "snapshots/store.yaml",
    ]
    git("commit", "--quiet", "--all", "--message=Ours")
    assert git("ls-tree", "--name-only", "HEAD", RECORD) == f"{RECORD}\n"


def test_hooks_signing_and_line_ending_settings_have_no_say(
    take: Take, invent: Invent, git: Git, work_tree: Path
) -> None:
    hooks = work_tree / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("pre-commit", "commit-msg", "post-commit", "reference-transaction"):
        (hooks / name).write_text("#!/bin/sh\nexit 1\n")
        (hooks / name).chmod(0o755)
    for setting, value in (
        ("commit.gpgSign", "true"),
        ("gpg.program", "false"),
        ("core.autocrlf", "true"),
        ("core.eol", "crlf"),
        ("core.quotePath", "true"),
        ("core.fsmonitor", "false-monitor"),
        ("status.showUntrackedFiles", "no"),
        ("status.relativePaths", "true"),
        ("log.showSignature", "true"),
        ("color.ui", "always"),
        ("i18n.commitEncoding", "latin1"),
        ("i18n.logOutputEncoding", "latin1"),
        ("diff.renames", "copies"),
        ("core.sparseCheckout", "false"),
    ):
        git("config", setting, value)
    revision = take(invent("IPG9001", "A line\nand another.\u00e9"))
    assert revision is not None
    content = (work_tree / RECORD).read_bytes()
    assert b"\r" not in content
    assert "another.\u00e9".encode() in content
    assert take(invent("IPG9001", "A line\nand another.\u00e9")) is None


def test_a_first_snapshot_can_be_the_first_commit(
    tmp_path: Path, take_into: Take, invent: Invent, run_git: Git
) -> None:
    with Repository.create(tmp_path / "new" / "snapshots") as repository:
        revision = take_into(repository, invent("IPG9001"))
        assert run_git(tmp_path / "new", "rev-parse", "HEAD").strip() == revision
        assert run_git(tmp_path / "new", "status", "--porcelain") == ""


def test_a_repository_of_sha256_names_works_as_well(
    tmp_path: Path, take_into: Take, invent: Invent, run_git: Git
) -> None:
    run_git(tmp_path, "init", "--quiet", "--object-format=sha256", "new")
    with Repository.open(tmp_path / "new" / "snapshots") as repository:
        revision = take_into(repository, invent("IPG9001"))
        assert revision is not None
        assert len(revision) == 64
        assert take_into(repository, invent("IPG9001")) is None
        assert take_into(repository, also={"records/IPG/IPG9001.yaml": None}) is not None
        assert run_git(tmp_path / "new", "status", "--porcelain") == ""


def test_a_store_at_the_root_leaves_its_neighbours_alone(
    work_tree: Path, take_into: Take, invent: Invent, git: Git
) -> None:
    (work_tree / "guidetrack.yaml").write_bytes(b"store: .\n")
    with Repository.open(work_tree) as repository:
        take_into(repository, invent("IPG9001"))
        assert git("status", "--porcelain") == "?? guidetrack.yaml\n"
        git("add", "guidetrack.yaml")
        git("commit", "--quiet", "--message=Configure")
        held = Snapshots(repository).latest()
        assert held is not None
        assert sorted(held.tree) == [".gitattributes", "records/IPG/IPG9001.yaml", "store.yaml"]
        assert take_into(repository, invent("IPG9001", "Do not use.")) is not None
        assert git("status", "--porcelain") == ""
        assert git("show", "HEAD:README") == "Ours.\n"


def test_a_store_deep_inside_a_folder_with_an_odd_name(
    work_tree: Path, take_into: Take, invent: Invent, git: Git
) -> None:
    folder = work_tree / '"quoted" \u00fc [x]*' / "a" / "b" / "snapshots"
    with Repository.open(folder) as repository:
        for text in ("Offer it.", "Do not use."):
            assert take_into(repository, invent("IPG9001", text)) is not None
            assert git("status", "--porcelain") == ""
        assert b"Do not use." in (folder / "records/IPG/IPG9001.yaml").read_bytes()


@pytest.mark.parametrize("staged", [False, True])
def test_uncommitted_changes_inside_the_store_stop_the_run(
    take: Take, invent: Invent, git: Git, work_tree: Path, *, staged: bool
) -> None:
    revision = take(invent("IPG9001"))
    (work_tree / RECORD).write_bytes(b"mine\n")
    if staged:
        git("add", RECORD)
    with pytest.raises(StoreError, match=f"uncommitted changes, first {RECORD}") as caught:
        take(invent("IPG9002"))
    assert "git restore" in caught.value.hint
    assert (work_tree / RECORD).read_bytes() == b"mine\n"
    assert git("rev-parse", "main").strip() == revision


def test_a_file_that_git_does_not_know_inside_the_store_stops_the_run(
    take: Take, invent: Invent, work_tree: Path
) -> None:
    (work_tree / "snapshots").mkdir()
    (work_tree / "snapshots" / "notes.txt").write_bytes(b"mine\n")
    with pytest.raises(StoreError, match=r"snapshots/notes\.txt"):
        take(invent("IPG9001"))


def test_litter_of_the_operating_system_stops_nobody(
    take: Take, invent: Invent, work_tree: Path
) -> None:
    (work_tree / "snapshots").mkdir()
    (work_tree / "snapshots" / ".DS_Store").write_bytes(b"\0")
    assert take(invent("IPG9001")) is not None


def test_a_detached_head_is_named_and_can_still_be_read(
    repository: Repository, take: Take, invent: Invent, git: Git
) -> None:
    revision = take(invent("IPG9001"))
    git("checkout", "--quiet", "--detach")
    with pytest.raises(StoreError, match="detached") as caught:
        take(invent("IPG9002"))
    assert "git switch" in caught.value.hint
    latest = Snapshots(repository).latest()
    assert latest is not None
    assert latest.revision == revision


def test_a_merge_with_a_conflict_in_the_store_is_named(
    take: Take, invent: Invent, git: Git
) -> None:
    take(invent("IPG9001"))
    git("switch", "--quiet", "-c", "side")
    take(invent("IPG9001", "Offer it to adults."))
    git("switch", "--quiet", "main")
    take(invent("IPG9001", "Do not use."))
    with pytest.raises(Exception, match="merge"):
        git("merge", "--quiet", "side")
    with pytest.raises(StoreError, match="merge under way has a conflict") as caught:
        take(invent("IPG9002"))
    assert "git merge --abort" in caught.value.hint


def test_a_held_index_is_named_before_anything_is_written(
    repository: Repository, take: Take, invent: Invent, git: Git
) -> None:
    revision = take(invent("IPG9001"))
    repository.patience = 0.1
    (repository.git_dir / "index.lock").write_bytes(b"")
    with pytest.raises(StoreError, match=r"index\.lock exists"):
        take(invent("IPG9002"))
    assert git("rev-parse", "main").strip() == revision
    assert (repository.git_dir / "index.lock").exists()


def test_a_repository_that_cannot_be_written_is_named(
    repository: Repository, take: Take, invent: Invent
) -> None:
    (repository.git_dir / "guidetrack").write_bytes(b"a file in the way of a folder")
    with pytest.raises(StoreError, match="cannot be written"):
        take(invent("IPG9001"))


def test_a_folder_that_cannot_be_written_is_named_before_the_branch_moves(
    repository: Repository, take: Take, invent: Invent, git: Git
) -> None:
    repository.store_dir.write_bytes(b"a file in the way of the store folder")
    with pytest.raises(StoreError, match="snapshots cannot be written"):
        take(invent("IPG9001"))
    assert git("rev-list", "--count", "main") == "1\n"


def test_a_store_that_moved_on_is_not_overwritten(
    repository: Repository, take: Take, invent: Invent
) -> None:
    take(invent("IPG9001"))
    stale = Snapshots(repository).latest()
    newest = take(invent("IPG9002"))
    with pytest.raises(StoreError, match="another run"):
        take(invent("IPG9003"), base=stale)
    assert repository.head() == newest


def test_a_commit_of_the_user_in_between_is_built_upon(
    repository: Repository, take: Take, invent: Invent, git: Git
) -> None:
    take(invent("IPG9001"))
    base = Snapshots(repository).latest()
    (repository.work_tree / "README").write_bytes(b"In between.\n")
    git("commit", "--quiet", "--all", "--message=Ours")
    take(invent("IPG9002"), base=base)
    assert git("show", "HEAD:README") == "In between.\n"
    assert git("status", "--porcelain") == ""


@pytest.mark.parametrize(
    "path",
    ["../README", "records/../../README", "/README", ".GIT/config", "", "a//b", "a\\b", "a\n"],
)
def test_a_path_that_leads_out_of_the_store_is_refused(take: Take, git: Git, path: str) -> None:
    with pytest.raises(StoreError, match="no path of the store"):
        take(also={path: b"x"})
    assert git("rev-list", "--count", "main") == "1\n"
