"""
Clones that hammer one bare repository: real processes, real pushes, some of them killed.

A few rounds are played by the tests. By hand: `python -m tests.sharing.hammering --rounds 50`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.delivery.office import Office
from tests.delivery.receiver import receiving
from tests.sharing.hub import SECRET, Hub

from guidetrack.pipeline import history, pull, verify_store

_COUNTED = re.compile(r"at least \d+ supervised")
_OWN = ("IPG9143.txt", "IPG9075.md", "IPG9264.md", "HTG9310.md", "MTG9044.md")
"""What one clone alone captures, beside what all of them do."""


@dataclass
class Hammered:
    """What came of it."""

    killed: int
    replays: int
    """Lost races of runs that came to their end."""
    codes: set[int]
    """What the runs that were not killed ended with."""
    alerts: set[str]
    raised: Counter[str]
    """Events, by how many alerts of the store tell them."""
    in_history: set[str]
    """What comparing every snapshot with the next one gives."""
    arrived: Counter[str]
    differing: list[str]
    open: tuple[str, ...]
    tips: set[str]
    """Where the clones and the hub stand in the end."""
    damage: str | None
    """The first thing that does not hold in the store."""


def hammer(folder: Path, *, clones: int, rounds: int, seed: int, kills: float = 0.0) -> Hammered:
    """Change documents and let all clones run at once, again and again."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    with receiving() as receiver:
        hub = Hub(folder / "hub.git", receiver)
        hub.make()
        first = hub.office("clone-0")
        first.run()
        offices = [first, *(hub.office(f"clone-{number}") for number in range(1, clones))]
        _divide(offices)
        codes, replays, killed = set[int](), 0, 0
        for count in range(rounds):
            _change(offices, count, chance)
            runs = [_start(office) for office in offices]
            doomed = [run for run in runs if chance.random() < kills]
            killed += _kill(doomed, chance)
            for run in runs:
                said = run.communicate()[0]
                if run.returncode != -signal.SIGKILL:
                    codes.add(run.returncode)
                    replays += json.loads(said)["shared"]["replays"] if said else 0
        for office in (*offices, *offices) if kills else offices:
            office.now = dt.datetime.now(dt.UTC)
            office.run()
        return _count(hub, offices, Hammered(
            killed, replays, codes, set(), Counter(), set(), Counter(receiver.arrived),
            receiver.differing, (), set(), damage=None,
        ))  # fmt: skip


def _divide(offices: Sequence[Office]) -> None:
    """Leave to each clone a document of its own, and one that all of them capture."""
    for number, office in enumerate(offices):
        for other, name in enumerate(_OWN):
            if other != number:
                (office.folder / "captures" / name).unlink()


def _change(offices: Sequence[Office], count: int, chance: random.Random) -> None:
    """Change what all capture, and some of what one does."""
    words = f"at least {100 + count} supervised"
    for number, office in enumerate(offices):
        office.edit("IPG9352.txt", partial(_COUNTED.sub, words))
        if chance.random() < 0.7:
            office.edit(_OWN[number], lambda text: f"{text}\nRound {count} of the example.\n")


def _start(office: Office) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "guidetrack", "-q", "run", "--json"],
        cwd=office.folder,
        env={**os.environ, "HOOK_SECRET": SECRET},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _kill(doomed: Sequence[subprocess.Popen[str]], chance: random.Random) -> int:
    """Kill runs somewhere; what git they started ends by itself, as it does on a server."""
    for run in doomed:
        time.sleep(chance.uniform(0.1, 0.9))
        run.kill()
    return sum(run.wait() == -signal.SIGKILL for run in doomed)


def _count(hub: Hub, offices: Sequence[Office], found: Hammered) -> Hammered:
    first = offices[0]
    for office in offices:
        pull(office.place, now=office.now)
    alerts = first.alerts()
    damage = verify_store(first.place).damage
    reports = history(first.place)
    found.alerts = set(alerts)
    found.raised = Counter(event.id for alert in alerts.values() for event in alert.events)
    found.in_history = {event.id for report in reports for event in report.events}
    found.open = first.index().open
    found.tips = {hub.tip(), *(office.git("rev-parse", "HEAD").strip() for office in offices)}
    found.damage = str(damage) if damage else None
    return found


def main() -> None:
    """Play many rounds, and say what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--clones", type=int, default=3)
    parser.add_argument("--kills", type=float, default=0.3)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = hammer(
            Path(folder),
            clones=chosen.clones,
            rounds=chosen.rounds,
            seed=chosen.seed,
            kills=chosen.kills,
        )
    twice = {key: times for key, times in found.arrived.items() if times > 1}
    told_twice = {event: times for event, times in found.raised.items() if times > 1}
    print(f"killed {found.killed}, races lost {found.replays}, exit codes {sorted(found.codes)}")  # noqa: T201
    print(f"alerts {len(found.alerts)}, arrived {len(found.arrived)}, more than once {twice}")  # noqa: T201
    print(f"missing at the receiver {sorted(found.alerts - set(found.arrived))}")  # noqa: T201
    print(f"at the receiver alone {sorted(set(found.arrived) - found.alerts)}")  # noqa: T201
    print(f"keys with differing bytes {found.differing}")  # noqa: T201
    print(f"events not raised {sorted(found.in_history - set(found.raised))}")  # noqa: T201
    print(f"events in several alerts {told_twice}")  # noqa: T201
    print(f"left open {found.open}, tips {len(found.tips)}")  # noqa: T201
    print(f"damage of the store: {found.damage}")  # noqa: T201


if __name__ == "__main__":
    main()
