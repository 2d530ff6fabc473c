"""
How many pushes one bare repository takes when several collectors race.

Each collector captures a document of its own and all of them run at once, so every round but
its first push is a race that somebody loses and replays.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.accuracy.document import Guidance
from benchmarks.scale.clones import git
from benchmarks.scale.table import Table, show_seconds
from benchmarks.speed.corpus import invent_corpus, render_page
from benchmarks.speed.edits import discuss
from benchmarks.speed.history import WAVE_DAY
from benchmarks.speed.setting import QUIET_GIT
from benchmarks.speed.writing import STORE

_CONFIGURED = f"""\
store: {STORE}
sources: [{{folder: captures}}]
hold: {{share: 1}}
share: {{remote: origin, branch: main}}
"""


def race(collectors: Sequence[int], rounds: int, work: Path) -> Table:
    """Let ever more collectors run at once, round after round."""
    rows = [_race(count, rounds, work / f"race-{count}") for count in collectors]
    title = f"Collectors that all run at once, {rounds} rounds, one new document each"
    head = ("collectors", "pushes taken", "a minute", "races lost", "a round", "ended with")
    return Table("racing", title, head, rows)


def _race(count: int, rounds: int, folder: Path) -> tuple[str, ...]:
    hub = folder / "hub.git"
    hub.mkdir(parents=True)
    git(hub, "init", "--quiet", "--bare", "--initial-branch=main")
    documents = list(invent_corpus(13, count))
    clones = [_join(hub, folder / f"collector-{place}") for place in range(count)]
    for clone, document in zip(clones, documents, strict=True):
        _write(clone, document)
        _start(clone).communicate()  # one after another, so that all stand on one tip
    before = int(git(hub, "rev-list", "--count", "main"))
    lost, codes, rng = 0, set[int](), random.Random(13)
    start = time.perf_counter()
    for _ in range(rounds):
        for place, clone in enumerate(clones):
            documents[place] = discuss(rng, documents[place], WAVE_DAY) or documents[place]
            _write(clone, documents[place])
        for run in [_start(clone) for clone in clones]:
            said = run.communicate()[0]
            codes.add(run.returncode)
            lost += json.loads(said)["shared"]["replays"] if said else 0
    seconds = time.perf_counter() - start
    taken = int(git(hub, "rev-list", "--count", "main")) - before
    ended = ", ".join(map(str, sorted(codes)))
    shown = (f"{taken}", f"{taken / seconds * 60:,.0f}", f"{lost}", show_seconds(seconds / rounds))
    return (f"{count}", *shown, ended)


def _join(hub: Path, clone: Path) -> Path:
    git(hub.parent, "clone", "--quiet", str(hub), str(clone))
    (clone / "captures").mkdir()
    (clone / "guidetrack.yaml").write_text(_CONFIGURED)
    return clone


def _write(clone: Path, document: Guidance) -> None:
    (clone / "captures" / f"{document.slug}.md").write_bytes(render_page(document))


def _start(clone: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "guidetrack", "-q", "run", "--json"],
        cwd=clone,
        env={**os.environ, **QUIET_GIT},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
