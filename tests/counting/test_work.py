"""What `-v` says of a command is what it did."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.counting.conftest import RECORDS, Done, counting

from guidetrack.cli import guidetrack
from guidetrack.guidance.record import from_plain
from guidetrack.store.objects import GitObject

_LINE = re.compile(
    r"Work: git processes started: (\d+); objects read from git: (\d+); records parsed: (\d+); "
    r"seconds: \d+\.\d\d\n"
)
COMMANDS = (("diff", "HEAD~1", "HEAD"), ("log",), ("show", "IPG9003"), ("crosswalk",))
each_command = pytest.mark.parametrize("command", COMMANDS, ids=" ".join)


def counted(said: str) -> tuple[int, int, int]:
    """Git processes, objects and records, as told in the one line."""
    line = _LINE.fullmatch(said)
    assert line is not None, said
    return int(line[1]), int(line[2]), int(line[3])


@each_command
def test_git_itself_knows_of_as_many_processes(
    command: tuple[str, ...], ask: Callable[..., Done], fresh: Path
) -> None:
    done = ask("-v", *command, folder=fresh)
    assert counted(done.said)[0] == len(done.processes)


@each_command
def test_as_many_objects_were_read_and_records_parsed(
    command: tuple[str, ...], fresh: Path
) -> None:
    arguments = ["-v", "--store", str(fresh / "snapshots"), *command]
    with counting(GitObject.__new__, from_plain) as calls:
        done = CliRunner().invoke(guidetrack, arguments, prog_name="guidetrack")
    _, objects, records = counted(done.stderr)
    assert (objects, records) == (calls.of(GitObject.__new__), calls.of(from_plain))
    assert objects > 0


def test_each_command_is_counted_by_itself(fresh: Path) -> None:
    def crosswalk(*options: str) -> str:
        arguments = [*options, "--store", str(fresh / "snapshots"), "crosswalk"]
        return CliRunner().invoke(guidetrack, arguments, prog_name="guidetrack").stderr

    assert counted(crosswalk("-v"))[2] == RECORDS
    assert counted(crosswalk("-v"))[2] == 0, "what is remembered is not parsed"
    assert crosswalk() == ""
    assert crosswalk("-v", "-q") == ""
