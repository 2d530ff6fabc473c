"""
What a measurement was made on, without a name that says whose it is.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
from pathlib import Path

import yaml

import guidetrack


def describe_machine() -> list[str]:
    """Say the day, the machine and the versions, a line each."""
    machine = (
        f"{os.cpu_count()} cores ({_processor()})",
        f"{_memory():.0f} GB of memory",
        f"{platform.system()} {platform.release().partition('-')[0]}",
    )
    versions = (
        f"guidetrack {guidetrack.__version__}",
        f"Python {platform.python_version()}",
        _git_version(),
        f"PyYAML {yaml.__version__}",
    )
    load = os.getloadavg()[0]
    busy = " (other work ran beside, so times are longer than they need be)" if load >= 1 else ""
    return [
        f"Date: {dt.datetime.now(tz=dt.UTC).date()}",
        f"Machine: {', '.join(machine)}",
        f"Versions: {', '.join(versions)}",
        f"Load before: {load:.1f}{busy}",
    ]


def _processor() -> str:
    lines = _read("/proc/cpuinfo").splitlines()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _memory() -> float:
    """Gigabytes."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def _git_version() -> str:
    answer = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True)
    return answer.stdout.strip().replace(" version", "")


def _read(path: str) -> str:
    file = Path(path)
    return file.read_text() if file.exists() else ""
