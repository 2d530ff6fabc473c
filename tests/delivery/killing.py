"""
Runs that are killed at random: real processes, real signals.

A few are played by the tests. By hand: `python -m tests.delivery.killing --runs 500`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.delivery.office import Office
from tests.delivery.receiver import Receiver, receiving

_CONFIGURED = """\
routes:
  lead: {{channels: [hook, folder]}}
channels:
  hook: {{kind: webhook, address: "{address}", secret: "${{HOOK_SECRET}}"}}
  folder: {{kind: files, folder: notices, write: [text]}}
"""
_COUNTED = re.compile(r"at least \d+ supervised")
_SECRET = "a key that only these runs know"  # noqa: S105 - signs for one test


@dataclass
class Played:
    """What came of it."""

    killed: int
    """Runs that the signal met."""
    alerts: set[str]
    """What the store says was raised."""
    events_raised: set[str]
    events_in_history: set[str]
    """What comparing every snapshot with the next one gives."""
    receiver: Receiver
    files: set[str]
    is_valid: bool
    """Whether `guidetrack verify` finds the store sound."""
    said: str


def play(folder: Path, receiver: Receiver, *, runs: int, seed: int) -> Played:
    """Change a document and run, again and again, killing most runs somewhere."""
    office, chance = Office(folder), random.Random(seed)  # noqa: S311 - no secret
    office.configure(_CONFIGURED.format(address=receiver.address))
    office.capture(0)
    _run(office, None)
    took = _run(office, None)[1]
    killed = 0
    for count in range(runs):
        if chance.random() < 0.7:
            words = f"at least {100 + count} supervised"
            office.edit("IPG9352.txt", partial(_COUNTED.sub, words))
        on_arrival = receiver if chance.random() < 0.25 else None
        killed += _run(office, chance.uniform(0.1, 1.2) * took, on_arrival)[0] == -signal.SIGKILL
    code = _run(office, None)[0]
    alerts = office.alerts()
    verified = _guidetrack(office, "verify")
    log = json.loads(_guidetrack(office, "log", "--format", "json").stdout)
    return Played(
        killed=killed,
        alerts=set(alerts),
        events_raised={event.id for alert in alerts.values() for event in alert.events},
        events_in_history={event["id"] for report in log["reports"] for event in report["events"]},
        receiver=receiver,
        files={each.stem for each in (folder / "notices").glob("*.txt")},
        is_valid=verified.returncode == 0 and code == 0,
        said=verified.stdout + verified.stderr,
    )


def _run(
    office: Office, until: float | None, arriving: Receiver | None = None
) -> tuple[int, float]:
    """
    Run as a process, and give its exit code and how long it took.

    It is killed after so many seconds, or when a message of it has arrived and before the
    answer has: nobody on its side can then know whether it did.
    """
    start = time.monotonic()
    command = [sys.executable, "-m", "guidetrack", "-q", "run"]
    with subprocess.Popen(
        command,
        cwd=office.folder,
        env={**os.environ, "HOOK_SECRET": _SECRET},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        if arriving is not None:
            arriving.on_arrival = partial(os.killpg, process.pid, signal.SIGKILL)
        try:
            process.wait(None if arriving else until)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
    if arriving is not None:
        arriving.on_arrival = None
    return process.returncode, time.monotonic() - start


def _guidetrack(office: Office, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "guidetrack", *arguments],
        cwd=office.folder,
        capture_output=True,
        text=True,
        check=False,
    )


def main() -> None:
    """Play many, and say what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, receiving() as receiver:
        played = play(Path(folder) / "office", receiver, runs=chosen.runs, seed=chosen.seed)
    print(f"runs {chosen.runs}, killed {played.killed}, seed {chosen.seed}")  # noqa: T201
    print(f"alerts raised {len(played.alerts)}; arrived {len(receiver.arrived)} times, ")  # noqa: T201
    missing = played.alerts - set(receiver.table)
    print(f"keys at the receiver {len(receiver.table)}, missing {sorted(missing)}")  # noqa: T201
    print(f"keys with differing bytes {receiver.differing}")  # noqa: T201
    print(f"missing in the folder {sorted(played.alerts - played.files)}")  # noqa: T201
    print(f"events not raised {sorted(played.events_in_history - played.events_raised)}")  # noqa: T201
    print(f"store sound: {played.is_valid} {played.said.strip()}")  # noqa: T201


if __name__ == "__main__":
    main()
