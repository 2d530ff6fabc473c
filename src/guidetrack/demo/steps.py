"""
The history that the demonstration plays: what was captured on which day.

Each step is a folder of captures below `guidance/`. The days are fixed, so that the
demonstration says the same whenever and wherever it is played.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

GUIDANCE = Path(__file__).parent / "guidance"
"""The captures, one folder a step."""


class Step(NamedTuple):
    """One day on which somebody captured guidance."""

    folder: str
    """Below `GUIDANCE`."""
    observed_at: dt.datetime
    tells: str
    """What happens, for people."""


def _morning(year: int, month: int, day: int) -> dt.datetime:
    return dt.datetime(year, month, day, 9, tzinfo=dt.UTC)


STEPS: tuple[Step, ...] = (
    Step("1-baseline", _morning(2025, 11, 3), "The first capture: eight documents, some of them "
    "converted from PDF, one an old web page, one saved as HTML."),
    Step("2-replacement", _morning(2025, 12, 8), "New evidence: IPG9640 replaces IPG9420."),
    Step("3-migration", _morning(2026, 1, 19), "The wave: six documents get HealthTech numbers. "
    "Each page says that nothing else changed."),
    Step("4-tightening", _morning(2026, 3, 2), "A recommendation is tightened, with a note."),
    Step("5-withdrawal", _morning(2026, 4, 13), "A withdrawal, and a page that is really an "
    "error page."),
)  # fmt: skip
"""Oldest first."""
