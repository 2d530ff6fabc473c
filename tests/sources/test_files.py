"""Files and folders are read in a stable order, and what cannot be read is said."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from guidetrack.sources.document import SourceDocument, Unreadable
from guidetrack.sources.files import collect


def _names(found: list[SourceDocument | Unreadable], root: Path) -> list[str]:
    return [Path(each.name).relative_to(root).as_posix() for each in found]


def test_a_folder_is_read_with_all_below_it_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.md", "a/z.txt", "a/c.html", "c"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    found = list(collect([tmp_path]))
    assert _names(found, tmp_path) == ["a/c.html", "a/z.txt", "b.md", "c"]
    assert all(isinstance(each, SourceDocument) for each in found)


def test_files_and_folders_come_in_the_order_given(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "x").write_text("x")
    (tmp_path / "z").write_text("z")
    found = list(collect([tmp_path / "z", tmp_path / "folder"]))
    assert _names(found, tmp_path) == ["z", "folder/x"]


def test_hidden_files_in_a_folder_are_left_out_but_one_that_is_named_is_read(
    tmp_path: Path,
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref")
    (tmp_path / ".hidden").write_text("text")
    assert list(collect([tmp_path])) == []
    (named,) = collect([tmp_path / ".hidden"])
    assert isinstance(named, SourceDocument)


def test_a_file_above_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"x" * 2_000_001)
    (tmp_path / "small").write_bytes(b"x" * 2_000_000)
    large, small = collect([tmp_path], limit=2_000_000)
    assert isinstance(large, Unreadable)
    assert large.problem == "it is larger than 2 MB, the limit for one document"
    assert isinstance(small, SourceDocument)


def test_fifty_megabytes_are_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    (found,) = collect([path])
    assert isinstance(found, Unreadable)
    assert found.sha256 is None


def test_a_missing_file_is_said_and_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("text")
    missing, there = collect([tmp_path / "gone", tmp_path / "there"])
    assert missing == Unreadable(str(tmp_path / "gone"), "there is no such file")
    assert isinstance(there, SourceDocument)


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs a privilege on Windows")
def test_links_that_go_round_or_nowhere_are_harmless(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "text").write_text("text")
    (tmp_path / "a" / "round").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    found = list(collect([tmp_path]))
    read = [each for each in found if isinstance(each, SourceDocument)]
    refused = [each for each in found if isinstance(each, Unreadable)]
    assert [Path(each.name).name for each in read] == ["text"]
    assert {Path(each.name).name for each in refused} == {"self", "nowhere"}


@pytest.mark.skipif(
    sys.platform == "win32", reason="there are no named pipes in a folder on Windows"
)
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (found,) = collect([tmp_path])
    assert isinstance(found, Unreadable)
    assert found.problem == "it is neither a file nor a folder"


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="everything may be read by this user"
)
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "closed"
    path.write_text("text")
    path.chmod(0)
    (found,) = collect([path])
    assert found == Unreadable(str(path), "there is no permission to read it")


def test_a_name_no_file_can_have_is_refused(tmp_path: Path) -> None:
    (found,) = collect([tmp_path / ("x" * 5_000)])
    assert isinstance(found, Unreadable)
