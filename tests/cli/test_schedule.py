"""`guidetrack init --schedule`: templates that the schedulers can read, and that run."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from tests.cli.conftest import Run

from guidetrack.config import locate
from guidetrack.pipeline import draw_schedule
from guidetrack.pipeline.scheduling import own_command

AWKWARD = "100 % guidance's"
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
CONFIG = """\
sources:
  - folder: inbox
api_keys:
  api.example.org: ${API_KEY}
channels:
  mail: {kind: smtp, host: h.example, from: a@b.example, to: ["${LEAD}"], password: "${MAIL_KEY}"}
"""
MADE = {
    "cron": ["guidetrack.crontab"],
    "systemd": ["guidetrack.service", "guidetrack.timer"],
    "windows": ["guidetrack-task.xml"],
    "github": [".github/workflows/guidetrack.yml"],
}


@pytest.fixture
def folder(run: Run) -> Path:
    """A folder with a name that every format has to quote."""
    assert run("init", AWKWARD).exit_code == 0
    Path(AWKWARD, "guidetrack.yaml").write_text(CONFIG, encoding="utf-8")
    return Path(AWKWARD)


def unit(text: str) -> dict[str, dict[str, str]]:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(text)
    return {name: dict(parser[name]) for name in parser.sections()}


@pytest.mark.parametrize("scheduler", MADE)
def test_each_is_written_once_and_never_overwritten(run: Run, folder: Path, scheduler: str) -> None:
    words = ("init", str(folder), "--schedule", scheduler, "--write")
    assert run(*words).exit_code == 0
    files = [folder / name for name in MADE[scheduler]]
    assert all(file.is_file() for file in files)
    files[0].write_text("mine", encoding="utf-8")
    again = run(*words)
    assert again.exit_code == 0
    assert "left as it is" in again.stderr
    assert files[0].read_text("utf-8") == "mine"


@pytest.mark.parametrize("scheduler", MADE)
def test_each_explains_missed_runs_exit_codes_and_secrets(
    run: Run, folder: Path, scheduler: str
) -> None:
    before = sorted(folder.rglob("*"))
    done = run("init", str(folder), "--schedule", scheduler)
    assert done.exit_code == 0
    for word in ("Missed runs: ", "Exit codes", "Secrets: ", "6 a notice could not be delivered"):
        assert word in done.stdout
    assert "API_KEY, LEAD, MAIL_KEY" in done.stdout
    assert not re.search(r"@[A-Z]+@", done.stdout)
    assert sorted(folder.rglob("*")) == before


@pytest.mark.skipif(sys.platform == "win32", reason="cron is not on Windows")
def test_the_line_of_the_crontab_runs_and_speaks_only_when_something_is_wrong(
    run: Run, folder: Path, captures: Path
) -> None:
    text = run("init", str(folder), "--schedule", "cron").stdout
    (line,) = [each for each in text.splitlines() if each.startswith("17 6 * * * ")]
    command = line.removeprefix("17 6 * * * ").replace("\\%", "%")
    (folder / "guidetrack.yaml").write_text("sources:\n  - folder: inbox\n", encoding="utf-8")
    (folder / "inbox").mkdir()
    (folder / "inbox" / "a.md").write_bytes((captures / "1-baseline" / "HTG9310.md").read_bytes())
    shell = ["/bin/sh", "-c", command]
    clean = {**os.environ, "PATH": re.findall("(?m)^PATH=(.*)$", text)[0]}
    done = subprocess.run(shell, capture_output=True, text=True, check=False, env=clean)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "Recorded: HTG9310" in (folder / "guidetrack.log").read_text("utf-8")
    (folder / "inbox" / "a.md").unlink()
    done = subprocess.run(shell, capture_output=True, text=True, check=False, env=clean)
    assert done.returncode == 4
    assert "Nothing new" in done.stdout


def test_the_units_of_systemd_catch_up_and_name_command_and_folder(run: Run, folder: Path) -> None:
    assert run("init", str(folder), "--schedule", "systemd", "--write").exit_code == 0
    service = unit((folder / "guidetrack.service").read_text("utf-8"))["Service"]
    words = shlex.split(service["ExecStart"].replace("%%", "%").replace("$$", "$"))
    assert words == [*own_command(), "run"]
    assert service["WorkingDirectory"] == str(folder.resolve()).replace("%", "%%")
    assert service["Type"] == "oneshot"
    timer = unit((folder / "guidetrack.timer").read_text("utf-8"))
    assert timer["Timer"]["Persistent"] == "true"
    assert timer["Install"]["WantedBy"] == "timers.target"


def test_the_task_of_windows_is_utf_16_and_starts_when_it_was_missed(
    run: Run, folder: Path
) -> None:
    assert run("init", str(folder), "--schedule", "windows", "--write").exit_code == 0
    content = (folder / "guidetrack-task.xml").read_bytes()
    assert content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    task = ET.fromstring(content)  # noqa: S314 - our own file
    assert task.tag == f"{TASK}Task"
    settings = task.find(f"{TASK}Settings")
    assert settings is not None
    assert settings.findtext(f"{TASK}StartWhenAvailable") == "true"
    assert settings.findtext(f"{TASK}MultipleInstancesPolicy") == "IgnoreNew"
    action = task.find(f"{TASK}Actions/{TASK}Exec")
    assert action is not None
    assert action.findtext(f"{TASK}Command") == own_command()[0]
    assert action.findtext(f"{TASK}Arguments") == " ".join([*own_command()[1:], "run"])
    assert action.findtext(f"{TASK}WorkingDirectory") == str(folder.resolve())
    printed = run("init", str(folder), "--schedule", "windows").stdout
    assert ET.fromstring(printed).tag == task.tag  # noqa: S314 - our own file


def test_the_workflow_runs_pushes_and_hands_over_secrets(run: Run, folder: Path) -> None:
    text = run("init", str(folder), "--schedule", "github").stdout
    workflow: dict[Any, Any] = yaml.safe_load(text)
    steps = workflow["jobs"]["run"]["steps"]
    (step,) = [each for each in steps if each.get("run") == "guidetrack run"]
    names = ("API_KEY", "LEAD", "MAIL_KEY")
    assert step["env"] == {name: f"${{{{ secrets.{name} }}}}" for name in names}
    assert step["working-directory"] == "."
    assert (steps[-1]["run"], steps[-1]["if"]) == ("git push", "always()")
    assert workflow[True]["schedule"] == [{"cron": "17 6 * * *"}]
    assert workflow["permissions"] == {"contents": "write"}


def test_a_store_below_the_top_of_a_repository_is_run_where_it_lies(run: Run) -> None:
    run("init")
    run("init", "watch's")
    done = run("init", "watch's", "--schedule", "github", "--write")
    assert done.exit_code == 0
    workflow = yaml.safe_load(Path(".github/workflows/guidetrack.yml").read_text("utf-8"))
    (step,) = [
        each for each in workflow["jobs"]["run"]["steps"] if each.get("run") == "guidetrack run"
    ]
    assert step["working-directory"] == "watch's"
    assert step["env"] == {}


def test_any_program_can_be_named(folder: Path) -> None:
    place = locate(folder, environment={})
    program = ("C:/Program Files/Python/python.exe", "-m", "guidetrack")
    (task,) = draw_schedule(place, "windows", program=program)
    assert "<Command>C:/Program Files/Python/python.exe</Command>" in task.text
    assert "<Arguments>-m guidetrack run</Arguments>" in task.text


def test_there_is_nothing_to_schedule_before_there_is_a_configuration(run: Run) -> None:
    done = run("init", "--schedule", "cron")
    assert (done.exit_code, done.stdout) == (2, "")
    assert run("init", "--write").exit_code == 2
