"""An office that watches a folder of captures, and tells its people."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from guidetrack.alerts.alert import Alert
from guidetrack.config import Place, locate
from guidetrack.demo.steps import GUIDANCE, STEPS
from guidetrack.pipeline import RunResult, init_repository, run
from guidetrack.pipeline.outbox import Index, Outbox
from guidetrack.sources.fetch import Clock
from guidetrack.store.repository import Repository

SOURCES = "sources:\n  - folder: captures\n    name: folder\n"


@dataclass
class Office:
    """A repository with a folder of captures, and a clock that stands still."""

    folder: Path
    now: dt.datetime = STEPS[0].observed_at
    environment: Mapping[str, str] = field(default_factory=dict)

    def configure(self, text: str) -> None:
        """Watch the folder, and tell people as the text says."""
        if not (self.folder / "guidetrack.yaml").exists():
            init_repository(self.folder)
            (self.folder / "captures").mkdir()
        (self.folder / "guidetrack.yaml").write_text(SOURCES + text, encoding="utf-8")

    @property
    def place(self) -> Place:
        return locate(self.folder, environment={})

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.now)

    def capture(self, step: int) -> None:
        """Put the captures of a step of the demonstration into the folder, on its day."""
        self.now = STEPS[step].observed_at
        for file in sorted((GUIDANCE / STEPS[step].folder).iterdir()):
            shutil.copy(file, self.folder / "captures" / file.name)

    def edit(self, name: str, change: Callable[[str], str]) -> None:
        """Change a capture."""
        file = self.folder / "captures" / name
        before = file.read_text(encoding="utf-8")
        after = change(before)
        assert after != before
        file.write_text(after, encoding="utf-8")

    def run(self, **options: Any) -> RunResult:
        """Run as a scheduler would."""
        return run(self.place, clock=self.clock, environment=self.environment, **options)

    def alerts(self) -> dict[str, Alert]:
        """Every alert of the store, by id."""
        with Repository.open(self.place.store) as repository:
            return {alert.id: alert for alert in Outbox(repository).all()}

    def index(self) -> Index:
        """What the outbox says is left to do."""
        with Repository.open(self.place.store) as repository:
            return Outbox(repository).index

    def git(self, *arguments: str) -> str:
        """Ask git."""
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, capture_output=True, text=True, check=True
        )
        return done.stdout

    def told(self, channel: str) -> list[str]:
        """The ids of the alerts that a channel took, in the order in which it took them."""
        taken = [
            (each.at, alert.id)
            for alert in self.alerts().values()
            for each in alert.deliveries
            if each.channel == channel and each.state == "sent"
        ]
        return [alert for _, alert in sorted(taken)]


def kinds(alerts: Mapping[str, Alert], raised: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Route, kind and reference of alerts, in the order given; of many events their number."""
    found = []
    for each in raised:
        alert = alerts[each]
        if len(alert.events) == 1:
            event = alert.events[0]
            name = event.reference_after or event.reference_before or ""
            found.append((alert.route, event.kind, name))
        else:
            found.append((alert.route, alert.kind, alert.topic or f"{len(alert.events)}"))
    return found


def loaded(content: bytes) -> Any:
    """JSON as plain data."""
    return msgspec.json.decode(content)
