"""A scan names, counts or reads whatever lies in a folder, in however many processes."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from guidetrack.citations import Scan
from guidetrack.config import Place, locate
from guidetrack.demo import GUIDANCE, STEPS
from guidetrack.pipeline import init_repository, scan, take_snapshot
from guidetrack.pipeline.scanning import Progress

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A store that knows the invented guidance."""
    folder = tmp_path_factory.mktemp("trust")
    init_repository(folder)
    place = locate(folder, environment={})
    take_snapshot(place, [str(GUIDANCE / STEPS[-1].folder)], now=NOON)
    return place


def _cited(found: Scan) -> list[tuple[str, str | None]]:
    return [(Path(each.file).name, each.reference) for each in found.findings]


def _problems(found: Scan) -> dict[str, str]:
    return {Path(each.name).name: each.problem for each in found.unreadable}


def test_any_number_of_processes_gives_the_same_answer(trust: Place, tmp_path: Path) -> None:
    for number in range(120):
        (tmp_path / f"{number:03}.txt").write_text(f"IPG{9001 + number} and IPG 2 battery")
    (tmp_path / "050.xlsx").write_bytes(b"PK\x03\x04")
    alone = scan(trust, [tmp_path], jobs=1)
    assert alone.files == 120
    assert len(alone.findings) == 240
    assert list(_problems(alone)) == ["050.xlsx"]
    assert scan(trust, [tmp_path], jobs=2) == alone


def test_what_nobody_wrote_for_others_is_passed_over_and_counted(
    trust: Place, tmp_path: Path
) -> None:
    for name in (".git/HEAD", "node_modules/a/b.js", "~$open.docx", "a.tmp", ".hidden", "read.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("IPG9075")
    found = scan(trust, [tmp_path])
    assert [file for file, _ in _cited(found)] == ["read.txt"]
    assert dict(found.skipped) == {"hidden": 2, "of programs": 1, "temporary": 2}
    assert found.unreadable == ()


def test_files_not_changed_since_a_moment_are_passed_over_and_counted(
    trust: Place, tmp_path: Path
) -> None:
    for name, hours in (("old.txt", -1), ("just.txt", 0), ("new.txt", 1)):
        (tmp_path / name).write_text("IPG9075")
        moment = (NOON + dt.timedelta(hours=hours)).timestamp()
        os.utime(tmp_path / name, (moment, moment))
    found = scan(trust, [tmp_path], changed_since=NOON)
    assert [file for file, _ in _cited(found)] == ["just.txt", "new.txt"]
    assert dict(found.skipped) == {"unchanged": 1}


def test_progress_tells_files_and_bytes_in_their_order(trust: Place, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("12345")
    told: list[Progress] = []
    scan(trust, [tmp_path], tell=told.append)
    names = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    assert told == [Progress(1, 5, names[0]), Progress(2, 10, names[1])]


def test_a_file_that_vanishes_is_named_and_the_rest_is_read(trust: Place, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("IPG9075")

    def remove(_: Progress) -> None:
        (tmp_path / "c.txt").unlink(missing_ok=True)

    found = scan(trust, [tmp_path], tell=remove)
    assert [file for file, _ in _cited(found)] == ["a.txt", "b.txt"]
    assert _problems(found) == {"c.txt": "there is no such file"}


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs a privilege on Windows")
def test_what_is_not_there_is_named(trust: Place, tmp_path: Path) -> None:
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    found = scan(trust, [tmp_path, tmp_path / "never.txt"])
    assert _problems(found) == {
        "gone": "it is a link that leads nowhere",
        "never.txt": "there is no such file",
    }


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names are always Unicode there")
def test_a_name_that_is_no_unicode_can_be_shown(trust: Place, tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("IPG9075")
    [finding] = scan(trust, [tmp_path]).findings
    assert Path(finding.file).name == "caf\\xe9.txt"


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are of another kind there")
def test_what_may_not_be_read_is_named(trust: Place, tmp_path: Path) -> None:
    shut, closed = tmp_path / "shut.txt", tmp_path / "closed"
    shut.write_text("IPG9075")
    closed.mkdir()
    (tmp_path / "open.txt").write_text("IPG9075")
    shut.chmod(0)
    closed.chmod(0)
    try:
        if os.access(shut, os.R_OK):
            pytest.skip("everything may be read by this user")
        found = scan(trust, [tmp_path])
    finally:
        closed.chmod(0o700)
    assert [file for file, _ in _cited(found)] == ["open.txt"]
    assert set(_problems(found).values()) == {"there is no permission to read it"}


def test_a_text_larger_than_any_memory_of_it_is_read_as_a_small_one_is(
    trust: Place, tmp_path: Path
) -> None:
    line = "nothing is cited in a line like this one, and there are many of them\n"
    filler = line * (9_000_000 // len(line))
    lines = filler.count("\n")
    (tmp_path / "a.log").write_text(f"{filler}Done as in IPG\n9075 here.\n{filler}See IPG9352.\n")
    (tmp_path / "b.csv").write_text(f"Note,Code\n{filler}x,IPG9075\n")
    (tmp_path / "c.sql").write_text(f"{'x' * 9_000_000} IPG9075 {'y' * 100}\nIPG9352\n")
    places = [(each.place, each.reference) for each in scan(trust, [tmp_path]).findings]
    assert places == [
        (f"line {lines + 1}", "IPG9075"),
        (f"line {2 * lines + 3}", "IPG9352"),
        (f"row {lines + 2}, column Code", "IPG9075"),
        ("line 1", "IPG9075"),
        ("line 2", "IPG9352"),
    ]


def test_what_can_only_be_read_whole_is_refused_when_it_is_huge(
    trust: Place, tmp_path: Path
) -> None:
    with (tmp_path / "huge.pdf").open("wb") as file:
        file.write(b"%PDF-1.7")
        file.truncate(101_000_000)
    assert "larger than 100 MB" in _problems(scan(trust, [tmp_path]))["huge.pdf"]


def _hear_interrupts() -> None:
    """A shell that runs the tests in the background makes what it starts deaf to them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_an_interrupt_ends_all_processes_at_once(trust: Place, tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text("As IPG9075 says, and IPG 9352.\n\n" * 60_000)
    program = [sys.executable, "-m", "guidetrack", "--store", str(trust.store), "-q"]
    with subprocess.Popen(
        [*program, "scan", str(tmp_path), "--jobs", "2", "--out", os.devnull],
        start_new_session=True,
        stderr=subprocess.PIPE,
        preexec_fn=_hear_interrupts,  # noqa: PLW1509 - no thread runs here
    ) as running:
        time.sleep(3)
        os.killpg(running.pid, signal.SIGINT)
        running.communicate(timeout=30)
    assert running.returncode == 130
