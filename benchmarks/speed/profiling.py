"""
Where the time goes in a row above its aim: the most expensive calls of guidetrack's own.

What Python spends on loading modules is one line of its own, and the calls of a command
that only hand on to the next are left out, or they would be all that is seen.
"""

from __future__ import annotations

import pstats
import subprocess
import sys
from pathlib import Path

import guidetrack
from benchmarks.speed.report import Measured
from benchmarks.speed.rows import Row
from benchmarks.speed.setting import Setting
from benchmarks.speed.writing import STORE

_CALLS = 15
_PACKAGE = str(Path(guidetrack.__file__).parent)
_HANDS_ON = ("cli/__init__.py", "cli/exits.py", "cli/options.py", "__main__.py")
_LOADING = "_find_and_load"


def profile_rows(setting: Setting, measured: Measured, work: Path) -> None:
    """Print a profile of every row that took longer than it may."""
    for row in measured.rows:
        aim = row.aim(measured.start)
        if row.command and aim is not None and row.seconds > aim:
            print(f"## {row.work}\n\n{profile(setting, row, work)}\n", flush=True)


def profile(setting: Setting, row: Row, work: Path) -> str:
    """Run the command of a row once more under the profiler, and say what took longest."""
    repository = setting.store if row.command[0] == "snapshot" else setting.history
    file = work / "profile"
    command = [sys.executable, "-m", "cProfile", "-o", str(file), "-m", "guidetrack", "-q"]
    command += ["--store", STORE, *row.command]
    with (work / "profiled").open("wb") as target:
        subprocess.run(command, cwd=repository, stdout=target, check=False)
    return "\n".join(_say(pstats.Stats(str(file))))


def _say(stats: pstats.Stats) -> list[str]:
    """The lines of a profile: calls, seconds with all they call, where."""
    calls: dict[tuple[str, int, str], tuple[int, int, float, float]]
    calls = stats.stats  # type: ignore[attr-defined]
    loading = max(
        (spent[3] for (_, _, name), spent in calls.items() if name == _LOADING), default=0.0
    )
    own = [
        (spent[3], spent[1], f"{path.removeprefix(_PACKAGE).lstrip('/')}:{line} {name}")
        for (path, line, name), spent in calls.items()
        if path.startswith(_PACKAGE) and name != "<module>" and not path.endswith(_HANDS_ON)
    ]
    total = stats.total_tt  # type: ignore[attr-defined]
    return [
        f"{total:8.3f} s altogether, under the profiler",
        f"{loading:8.3f} s loading modules",
        *(f"{spent:8.3f} s {count:9,} x {what}" for spent, count, what in _longest(own)),
    ]


def _longest(own: list[tuple[float, int, str]]) -> list[tuple[float, int, str]]:
    return sorted(own, reverse=True)[:_CALLS]
