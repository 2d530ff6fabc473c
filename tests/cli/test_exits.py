"""Exit codes and streams of the real command line, as scripts and consoles meet it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from guidetrack.cli import exits
from guidetrack.errors import (
    ConfigError,
    DeliveryError,
    GuidetrackError,
    NotAReferenceError,
    RecordError,
    SourceError,
    StoreError,
)


def real(*arguments: str, **extra: Any) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, **extra.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-m", "guidetrack", *arguments],
        capture_output=True,
        check=False,
        env=environment,
        **extra,
    )


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (ConfigError("x"), 2),
        (NotAReferenceError("x"), 2),
        (SourceError("x"), 4),
        (StoreError("x"), 5),
        (RecordError("x"), 5),
        (DeliveryError("x"), 6),
        (GuidetrackError("x"), 70),
    ],
)
def test_every_error_has_its_code(
    problem: GuidetrackError, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise problem

    assert exits.guard(fail, verbose=lambda: False) == code
    assert capsys.readouterr().err == "Error: x\n"


def test_the_hint_follows_the_message(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise ConfigError("what happened", hint="What to do.")

    exits.guard(fail, verbose=lambda: False)
    assert capsys.readouterr() == ("", "Error: what happened\nWhat to do.\n")


def test_the_unexpected_is_70_and_shows_a_traceback_only_with_v(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("odd")

    assert exits.guard(fail, verbose=lambda: False) == 70
    quiet = capsys.readouterr().err
    assert "ZeroDivisionError: odd" in quiet
    assert "report" in quiet
    assert "Traceback" not in quiet
    assert exits.guard(fail, verbose=lambda: True) == 70
    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_is_130(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise KeyboardInterrupt

    assert exits.guard(fail, verbose=lambda: False) == 130
    assert "Interrupted" in capsys.readouterr().err


def test_a_wrong_command_is_2_and_says_so_on_stderr(tmp_path: Path) -> None:
    done = real("snapshto", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"snapshto" in done.stderr


def test_a_reader_who_leaves_ends_it_quietly(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "guidetrack", "schema", "record"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    told = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 0
    assert told == b""


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_no_console_chokes_on_a_character(tmp_path: Path, encoding: str) -> None:
    for name, title in (("old.md", "Widening of the duct"), ("new.md", "\u5317 \U0001f600")):
        page = f"# {title}\n\nIPG9001\n\n# 1 Recommendations\n\n- 1.1 Widen the duct.\n"
        (tmp_path / name).write_text(page, encoding="utf-8")
    environment = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    text = real("diff", "old.md", "new.md", cwd=tmp_path, env=environment)
    assert text.returncode == 0, text.stderr
    assert b"? ?" in text.stdout
    data = real("diff", "old.md", "new.md", "--json", cwd=tmp_path, env=environment)
    assert json.loads(data.stdout.decode(encoding))["events"][0]["title"] == "\u5317 \U0001f600"
