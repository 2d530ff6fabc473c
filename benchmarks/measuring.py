"""
A command to its time, its processors and its memory, all its processes included.

Memory is watched while the command runs, since what a process took at most is gone with
it; a process is asked fifty times a second.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_PAUSE = 0.02
_COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""The environment of commands, in which Python keeps what it compiled, as it does for users."""


class Run(NamedTuple):
    """What one run of a command took."""

    seconds: float
    cores: float
    """Processor time by time passed: 2 where two were busy throughout."""
    largest: float
    """Megabytes of the process that took most."""
    together: float
    """Megabytes that all its processes took, each at its most."""
    status: int = 0
    """Its exit code."""


def measure(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    output: Path | None = None,
) -> Run:
    """Run a command in a folder and watch it; what it prints goes to a file or nowhere."""
    start = time.perf_counter()
    with (
        (output or Path(os.devnull)).open("wb") as target,
        subprocess.Popen(
            command,
            cwd=folder,
            env={**_COMPILED, **environment},
            stdout=target,
            stderr=subprocess.DEVNULL,
        ) as process,
    ):
        peaks: dict[int, int] = {}
        ended = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, peaks, ended))
        watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        watcher.join()
    peaks[process.pid] = max(peaks.get(process.pid, 0), 0)
    megabytes = [kilobytes / 1_000 for kilobytes in peaks.values()]
    cores = (used.ru_utime + used.ru_stime) / seconds
    return Run(seconds, cores, max(megabytes), sum(megabytes), process.returncode)


def _watch(root: int, peaks: dict[int, int], ended: threading.Event) -> None:
    while not ended.wait(_PAUSE):
        for process in _family(root):
            peaks[process] = max(peaks.get(process, 0), _peak(process))


def _family(root: int) -> list[int]:
    """A process and all that it started, and those started."""
    found = [root]
    for process in found:
        with suppress(OSError):  # it ended meanwhile
            for listing in Path(f"/proc/{process}/task").glob("*/children"):
                found += map(int, listing.read_text().split())
    return found


def _peak(process: int) -> int:
    """Kilobytes that a process has taken at most so far; 0 where it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    line = next((each for each in status.splitlines() if each.startswith("VmHWM")), "VmHWM: 0")
    return int(line.split()[1])
