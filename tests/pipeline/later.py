"""
A later guidetrack, whose extractor no longer finds special arrangements.

A copy of the whole package with another table of versions and another rule, in a process of
its own: the same bytes really give other records. The process answers many tests, because
starting one takes longer than most of its answers.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import guidetrack

_PROGRAM = """
import datetime as dt, json, os, sys, traceback
from pathlib import Path
from click.testing import CliRunner
from guidetrack.cli import guidetrack
from guidetrack.cli.run import plain
from guidetrack.config import locate
from guidetrack.extract import EXTRACTOR_VERSION
from guidetrack.pipeline import run
from guidetrack.sources.fetch import Clock

def run_at(moment):
    waits, now = [], dt.datetime.fromisoformat(moment)
    clock = Clock(now=lambda: now, monotonic=lambda: sum(waits), sleep=waits.append)
    return plain(run(locate(Path.cwd(), environment={}), clock=clock, environment={}))

def call(*arguments):
    done = CliRunner().invoke(guidetrack, arguments, prog_name="guidetrack")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)

itself = os.environ["PYTHONPATH"]
for line in sys.stdin:
    folder, environment, way, *arguments = json.loads(line)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment, PYTHONPATH=itself)
    answer = {"extractor": EXTRACTOR_VERSION}
    try:
        answer["answer"] = {"run_at": run_at, "call": call}[way](*arguments)
    except Exception:
        answer["problem"] = traceback.format_exc()
    print(json.dumps(answer), flush=True)
"""


class Later:
    """The later guidetrack, to be asked as often as wanted."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, folder: Path, now: dt.datetime) -> dict[str, Any]:
        """Run in a folder at a moment, with waits that take no time; the result as JSON."""
        return self._ask(folder, "run_at", now.isoformat())

    def call(self, folder: Path, *arguments: str) -> dict[str, Any]:
        """Call the command line in a folder; its answer as JSON."""
        return self._ask(folder, "call", *arguments)

    def _ask(self, folder: Path, *question: str) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(
            json.dumps([str(folder), dict(os.environ), *question]),
            file=self._process.stdin,
            flush=True,
        )
        said: dict[str, Any] = json.loads(self._process.stdout.readline())
        assert "problem" not in said, said["problem"]
        assert said["extractor"] == "later"
        answer: dict[str, Any] = said["answer"]
        return answer


@contextmanager
def started(folder: Path) -> Iterator[Later]:
    """Make the later package in a folder, and let it answer meanwhile."""
    half_written = shutil.ignore_patterns("*.pyc.*")
    shutil.copytree(Path(guidetrack.__file__).parent, folder / "guidetrack", ignore=half_written)
    version = folder / "guidetrack" / "extract" / "version.py"
    text = version.read_text("utf-8")
    table = 'VERSIONS = {**VERSIONS, "later": ("recommendations",)}\n\nEXTRACTOR_VERSION ='
    version.write_text(text.replace("EXTRACTOR_VERSION =", table), encoding="utf-8")
    with (folder / "guidetrack" / "extract" / "categories.py").open("a", encoding="utf-8") as file:
        file.write(
            "\n\n_earlier = classify\n\n\ndef classify(text):\n"
            "    found = _earlier(text)\n"
            "    return tuple(each for each in found if each.category != 'special-arrangements')\n"
        )
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM],
        env={**os.environ, "PYTHONPATH": str(folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        yield Later(process)
