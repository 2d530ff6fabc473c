"""A watched site, week by week: the publisher, the configuration and the clock."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.pipeline.publisher import Publisher

import guidetrack
from guidetrack.config import Place, locate
from guidetrack.pipeline import RunResult, init_repository, run
from guidetrack.sources.fetch import Clock

MONDAY = dt.datetime(2025, 11, 3, 6, tzinfo=dt.UTC)
WEEK = dt.timedelta(days=7)


@dataclass
class Watch:
    """A trust that runs guidetrack every Monday."""

    folder: Path
    publisher: Publisher
    now: dt.datetime = MONDAY
    waits: list[float] = field(default_factory=list)

    @property
    def clock(self) -> Clock:
        """Mondays; waiting takes no time and is remembered."""
        return Clock(
            now=lambda: self.now, monotonic=lambda: sum(self.waits), sleep=self.waits.append
        )

    @property
    def place(self) -> Place:
        return locate(self.folder, environment={})

    def configure(self, *references: str, more: str = "") -> None:
        """Watch the pages of these references."""
        init_repository(self.folder)
        address = self.publisher.site.at("/guidance/{reference}")
        (self.folder / "guidetrack.yaml").write_text(
            "contact: lead@trust.example\n"
            f"{more}"
            "sources:\n"
            f"  - pages: {address}\n"
            "    name: site\n"
            f"    references: [{', '.join(references)}]\n",
            encoding="utf-8",
        )

    def run(self, **options: Any) -> RunResult:
        """Let a week pass, and run."""
        self.now += WEEK
        return run(self.place, clock=self.clock, environment={}, **options)


def events_of(result: RunResult) -> set[tuple[str, str | None, str | None]]:
    """Kind and references of everything a run announced."""
    if result.report is None or result.held:
        return set()
    return {
        (event.kind, event.reference_before, event.reference_after)
        for event in result.report.events
    }


LATER_PACKAGE = """
import datetime as dt, json, sys
from pathlib import Path
from guidetrack.cli.run import plain
from guidetrack.config import locate
from guidetrack.extract import EXTRACTOR_VERSION
from guidetrack.pipeline import run
from guidetrack.sources.fetch import Clock

waits = []
now = dt.datetime.fromisoformat(sys.argv[2])
clock = Clock(now=lambda: now, monotonic=lambda: sum(waits), sleep=waits.append)
result = run(locate(Path(sys.argv[1]), environment={}), clock=clock, environment={})
print(json.dumps({"extractor": EXTRACTOR_VERSION, **plain(result)}))
"""


def later_package(folder: Path, *aspects: str) -> Path:
    """
    Make a later guidetrack, whose extractor no longer finds special arrangements.

    A copy of the whole package with another table of versions and another rule: the
    same bytes really give other records.
    """
    root = folder / "later"
    shutil.copytree(Path(guidetrack.__file__).parent, root / "guidetrack")
    version = root / "guidetrack" / "extract" / "version.py"
    text = version.read_text("utf-8")
    table = f'VERSIONS = {{**VERSIONS, "later": {aspects!r}}}\n\nEXTRACTOR_VERSION ='
    version.write_text(text.replace("EXTRACTOR_VERSION =", table), encoding="utf-8")
    rules = root / "guidetrack" / "extract" / "categories.py"
    with rules.open("a", encoding="utf-8") as file:
        file.write(
            "\n\n_earlier = classify\n\n\ndef classify(text):\n"
            "    found = _earlier(text)\n"
            "    return tuple(each for each in found if each.category != 'special-arrangements')\n"
        )
    return root


def run_later(watch: Watch, root: Path) -> dict[str, Any]:
    """Let a week pass, and run with the later guidetrack; its answer as JSON."""
    watch.now += WEEK
    done = subprocess.run(
        [sys.executable, "-c", LATER_PACKAGE, str(watch.folder), watch.now.isoformat()],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    assert answer["extractor"] == "later"
    return answer


def later_guidetrack(root: Path, folder: Path, *arguments: str) -> dict[str, Any]:
    """Call the command line of the later guidetrack in a folder; its answer as JSON."""
    done = subprocess.run(
        [sys.executable, "-m", "guidetrack", *arguments],
        env={**os.environ, "PYTHONPATH": str(root)},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
