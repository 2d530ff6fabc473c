"""A watched site, week by week: the publisher, the configuration and the clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.pipeline.later import Later
from tests.pipeline.publisher import Publisher

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

    def run_later(self, later: Later) -> dict[str, Any]:
        """Let a week pass, and run with the later guidetrack; its result as JSON."""
        self.now += WEEK
        return later.run(self.folder, self.now)


def events_of(result: RunResult) -> set[tuple[str, str | None, str | None]]:
    """Kind and references of everything a run announced."""
    if result.report is None or result.held:
        return set()
    return {
        (event.kind, event.reference_before, event.reference_after)
        for event in result.report.events
    }
