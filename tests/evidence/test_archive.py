"""The archive is one exact sequence of bytes for its files, and any program opens it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest

from guidetrack.errors import StoreError
from guidetrack.evidence import archive
from guidetrack.evidence.damage import DamageError

_WHEN = dt.datetime(2026, 4, 13, 9, 0, 3, tzinfo=dt.UTC)
_FILES = {"manifest.json": b"{}\n", "git/0a1b": b"", "captured/x/page.html": b"<p>\xff\x00" * 999}


def test_what_is_written_is_read_back_in_its_order() -> None:
    found = archive.read(archive.write(_FILES, _WHEN))
    assert list(found.items()) == list(_FILES.items())


def test_other_programs_open_it() -> None:
    with zipfile.ZipFile(io.BytesIO(archive.write(_FILES, _WHEN))) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist()} == _FILES
        assert opened.infolist()[0].date_time == (2026, 4, 13, 9, 0, 2)


@pytest.mark.parametrize(
    "name", ["../up", "/etc/passwd", "C:/x", "a\\b", "a/../b", ".hidden", "", "a//b", "x/"]
)
def test_no_file_leads_out_of_the_folder_it_is_unpacked_in(name: str) -> None:
    with pytest.raises(StoreError, match="no name of a file"):
        archive.write({name: b""}, _WHEN)
    opened = io.BytesIO()
    with zipfile.ZipFile(opened, "w") as made:
        made.writestr(zipfile.ZipInfo("fine"), b"1")
        made.writestr(zipfile.ZipInfo(name), b"2")
    with pytest.raises(DamageError):
        archive.read(opened.getvalue())


def test_a_file_that_is_there_twice_is_named() -> None:
    once = archive.write({"page": b"1"}, _WHEN)
    entry = once[: once.index(b"PK\1\2")]
    with pytest.raises(DamageError, match="twice") as found:
        archive.read(entry + once)
    assert found.value.file == "page"


def test_what_another_program_packed_again_does_not_hold() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("page", b"0" * 10_000_000)
    with pytest.raises(DamageError):
        archive.read(bomb.getvalue())


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\3\4", b"PK\3\4" + b"\xff" * 40, b"%PDF-1.7"])
def test_what_is_no_archive_is_refused(content: bytes) -> None:
    with pytest.raises(DamageError):
        archive.read(content)


def test_an_archive_cut_short_or_with_something_behind_it_is_refused() -> None:
    whole = archive.write(_FILES, _WHEN)
    for content in (*(whole[:end] for end in range(0, len(whole), 7)), whole + b"\0"):
        with pytest.raises(DamageError):
            archive.read(content)
