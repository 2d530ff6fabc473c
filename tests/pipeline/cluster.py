"""A real cluster of dask on this machine: a scheduler and two workers, each a process."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

_PATIENCE = 60.0
_QUIET = ("--no-dashboard", "--host", "127.0.0.1")


class Cluster(NamedTuple):
    """A scheduler with its workers."""

    address: str
    workers: list[subprocess.Popen[bytes]]


@contextmanager
def started(folder: Path) -> Iterator[Cluster]:
    """Start a cluster that is gone afterwards, whatever became of its workers."""
    file = folder / "scheduler.json"
    with ExitStack() as stack:
        scheduler = ("dask_scheduler", "--port", "0", "--scheduler-file", str(file), "--no-show")
        _start(stack, folder, *scheduler)
        address = _address_in(file)
        worker = ("dask_worker", address, "--nthreads", "1", "--no-nanny")
        workers = [_start(stack, folder, *worker) for _ in range(2)]
        yield Cluster(address, workers)


def _start(stack: ExitStack, folder: Path, module: str, *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.{module}", *words, *_QUIET]
    with (folder / "cluster.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process


def _address_in(file: Path) -> str:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if file.exists() and (written := file.read_text()):
            return str(json.loads(written)["address"])
        time.sleep(0.05)
    raise TimeoutError("the scheduler did not start")
