"""
How the time and the memory of each question grow with records and with weeks.

Whole processes, in clones of their own: once with nothing remembered, then again and again.
"""

from __future__ import annotations

import shutil
import statistics
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.measuring import Run
from benchmarks.scale.clones import copy_history
from benchmarks.scale.table import Table, show_seconds
from benchmarks.speed.setting import Setting, run_guidetrack

_TURNS = 3
_RUN = "snapshot, nothing changed"
"""Measured in a store of one week, however long the history beside it is."""


class Taken(NamedTuple):
    """What one question takes."""

    first: float
    """Seconds, with nothing remembered."""
    again: float
    megabytes: float
    """Of the largest process of any turn."""


def time_questions(settings: Sequence[Setting], work: Path) -> list[Table]:
    """Ask each history the same questions; and how the answers' cost grows between them."""
    found = [_ask_all(each, work / f"asked-{place}") for place, each in enumerate(settings)]
    head = ("question", *(f"{each.shape.records:,} x {each.shape.weeks}" for each in settings))
    rows = [(f"`{name}`", *(_show(taken[name]) for taken in found)) for name in found[0]]
    title = "First time / again / largest process, by records x weeks"
    return [Table("reading", title, head, rows), _grow(settings, found)]


def _ask_all(setting: Setting, folder: Path) -> dict[str, Taken]:
    history = copy_history(setting.history, folder)
    edited, migrated = pick(setting)
    questions = {
        "diff HEAD~1 HEAD": ("diff", "HEAD~1", "HEAD", "--format", "json"),
        "log REF": ("log", edited, "--format", "jsonl"),
        "resolve OLD": ("resolve", migrated),
        "show REF": ("show", edited),
        "status": ("status",),
    }
    taken = {name: _ask(history, words) for name, words in questions.items()}
    store, documents = setting.store, str(setting.documents)
    runs = [run_guidetrack(store, "snapshot", documents) for _ in range(2)]
    taken[_RUN] = _sum(runs)
    return taken


def _ask(history: Path, words: tuple[str, ...]) -> Taken:
    shutil.rmtree(history / ".git" / "guidetrack", ignore_errors=True)
    passes = {"status": (0, 3)}.get(words[0], (0,))  # 3: nobody has looked lately
    return _sum([run_guidetrack(history, *words, passes=passes) for _ in range(1 + _TURNS)])


def _sum(runs: Sequence[Run]) -> Taken:
    again = statistics.median(each.seconds for each in runs[1:])
    return Taken(runs[0].seconds, again, max(each.largest for each in runs))


def pick(setting: Setting) -> tuple[str, str]:
    """The reference to which most has happened under one number, and one that was migrated."""
    truth = setting.truth
    migrated = {each.before for each in truth if each.kind == "migrated"}
    happened = Counter(each.before for each in truth if each.before == each.after)
    edited = next(name for name, _ in happened.most_common() if name and name not in migrated)
    return edited, min(filter(None, migrated))


def _grow(settings: Sequence[Setting], found: Sequence[dict[str, Taken]]) -> Table:
    """Divide what is more by what there is more of: weeks, then records."""
    few, years, many = settings
    weeks = years.shape.weeks - few.shape.weeks
    records = (many.shape.records - few.shape.records) / 1_000
    rows = []
    for name, least in found[0].items():
        longer, larger = found[1][name], found[2][name]
        rows.append(
            (
                f"`{name}`",
                "" if name == _RUN else show_seconds((longer.first - least.first) / weeks * 52),
                show_seconds((larger.first - least.first) / records),
                show_seconds((larger.again - least.again) / records),
                f"{(larger.megabytes - least.megabytes) / records:.2f} MB",
            )
        )
    head = ("question", "first, each 52 weeks", "first, each 1,000 records",
            "again, each 1,000 records", "memory, each 1,000 records")  # fmt: skip
    return Table("reading", "Slopes", head, rows)


def _show(taken: Taken) -> str:
    shown = map(show_seconds, taken[:2])
    return f"{' / '.join(shown)} / {taken.megabytes:,.0f} MB"
