"""A file is believed where it says what was written, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from guidetrack.store.remembered_file import RememberedFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "guidetrack" / "found.json"


def test_what_was_written_is_read_again_and_nothing_else_lies_there(path: Path) -> None:
    file = RememberedFile(path)
    assert file.read() is None
    for body in (b"{}", b"two\nlines\n", b""):
        file.write(body)
        assert file.read() == body
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("damage", ["cut", "changed", "emptied", "other"])
def test_a_damaged_file_says_nothing(path: Path, damage: str) -> None:
    RememberedFile(path).write(b"what was found")
    written = path.read_bytes()
    path.write_bytes(
        {
            "cut": written[:-1],
            "changed": written.replace(b"found", b"bound"),
            "emptied": b"",
            "other": b"\xff" * 100,
        }[damage]
    )
    assert RememberedFile(path).read() is None


def test_what_lies_in_its_place_is_left_there(path: Path) -> None:
    path.mkdir(parents=True)
    RememberedFile(path).write(b"what was found")
    assert RememberedFile(path).read() is None
    assert path.is_dir()


def test_where_it_cannot_be_written_nothing_is_remembered(path: Path) -> None:
    path.parent.write_bytes(b"a file")
    RememberedFile(path).write(b"what was found")
    assert RememberedFile(path).read() is None
