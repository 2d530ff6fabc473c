"""
What is measured against what: one row, one kind of work, one floor.

The floor gives the seconds of its work alone, guidetrack those of a whole process, its
start included; `aim` says what that may come to. Both take turns in one run, so that
whatever else the machine does meanwhile falls on both.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from benchmarks.measuring import measure
from benchmarks.speed.history import Truth, match
from benchmarks.speed.setting import QUIET_GIT, Setting, prepare_store, run_guidetrack

_PROGRAMS = Path(__file__).parent / "programs"


class Sample(NamedTuple):
    """One turn."""

    seconds: float
    megabytes: float
    """Of the largest process."""


Turn = Callable[[], Sample]


@dataclass(slots=True)
class Row:
    """One kind of work, and what it took."""

    work: str
    floor: Turn | None
    ours: Turn
    turns: int
    factor: float | None
    """How many times the floor it may take; None where nothing was aimed at."""
    more: float = 0.0
    """Seconds that it may take besides."""
    starts: bool = False
    """Whether it may also take as long as guidetrack takes to start."""
    judge: Callable[[], str] = lambda: ""
    """Says how good the last answer was."""
    command: tuple[str, ...] = ()
    """What a profile is made of."""
    floors: list[Sample] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    answer: str = ""

    def take_turns(self) -> None:
        """Measure, the floor and guidetrack by turns."""
        for _ in range(self.turns):
            if self.floor is not None:
                self.floors.append(self.floor())
            self.samples.append(self.ours())
        self.answer = self.judge()

    @property
    def seconds(self) -> float:
        """The median of guidetrack's turns."""
        return statistics.median(each.seconds for each in self.samples)

    @property
    def least(self) -> float | None:
        """The median of the floor's turns."""
        return statistics.median(each.seconds for each in self.floors) if self.floors else None

    @property
    def megabytes(self) -> float:
        """Of guidetrack's largest process in any turn."""
        return max(each.megabytes for each in self.samples)

    def aim(self, start: float) -> float | None:
        """How many seconds it may take, given how many guidetrack takes to start."""
        if self.factor is None:
            return None
        return self.factor * (self.least or 0.0) + self.more + (start if self.starts else 0.0)


def list_rows(setting: Setting, work: Path, scale: int = 1) -> list[Row]:
    """
    List the rows of the table; `work` is a folder for what they write.

    `scale` says how many times as often quick rows are measured.
    """
    return [
        *_start_rows(work, scale),
        *_store_rows(setting, work, scale),
        *_read_rows(setting, work, scale),
    ]


def _start_rows(work: Path, scale: int) -> list[Row]:
    python = sys.executable
    nothing = _whole(work, python, "-c", "pass")
    asked = _whole(work, python, "-m", "guidetrack", "--help")
    imported = _whole(work, python, "-c", "import guidetrack")
    return [
        Row("`guidetrack --help`", nothing, asked, 7 * scale, 1.0, more=0.1),
        Row("`import guidetrack`", nothing, imported, 7 * scale, 1.0, more=0.06),
    ]


def _store_rows(setting: Setting, work: Path, scale: int) -> list[Row]:
    fresh = work / "fresh"
    given = (str(fresh), str(setting.records), str(setting.documents))

    def floor() -> Sample:
        prepare_store(fresh)
        return _program(work, "store_all", *given)

    def alone() -> Sample:
        prepare_store(fresh)
        return _program(work, "store_records", *given)

    def whole() -> Sample:
        prepare_store(fresh)
        return _guidetrack(fresh, "snapshot", str(setting.documents))

    return [
        Row("store all records, first time: the storing", floor, alone, 2 + scale, 1.3),
        Row("`snapshot` of all documents, first time: reading them too", floor, whole, scale, None),
        _unchanged_row(setting, work, scale),
        _changed_row(setting, work, scale),
    ]


def _unchanged_row(setting: Setting, work: Path, scale: int) -> Row:
    store, documents = setting.store, str(setting.documents)
    return Row(
        "`snapshot` in which nothing changed",
        lambda: _program(work, "stock", str(store), documents),
        lambda: _guidetrack(store, "snapshot", documents),
        2 + 3 * scale,
        1.5,
        starts=True,
        command=("snapshot", documents),
    )


def _changed_row(setting: Setting, work: Path, scale: int) -> Row:
    """Forth and back between two states, so that each turn finds as much changed."""
    sides = [setting.edited, setting.documents]
    given = str(setting.edited_records)

    def floor() -> Sample:
        return _program(work, "stock", str(setting.store), str(sides[0]), given)

    def ours() -> Sample:
        sides.reverse()
        return _guidetrack(setting.store, "snapshot", str(sides[1]))

    return Row(
        "`snapshot` in which 1 % changed",
        floor,
        ours,
        2 * (1 + scale),  # an even number ends where it began
        1.5,
        starts=True,
        command=("snapshot", str(setting.edited)),
    )


def _read_rows(setting: Setting, work: Path, scale: int) -> list[Row]:
    history = setting.history
    week, wave = ("HEAD~1", "HEAD"), setting.wave

    def diff(sides: tuple[str, str]) -> Turn:
        arguments = ("diff", *sides, "--format", "json")
        return lambda: _guidetrack(history, *arguments, output=work / "answer")

    def log() -> Sample:
        shutil.rmtree(history / ".git" / "guidetrack", ignore_errors=True)
        return again()

    def again() -> Sample:
        return _guidetrack(history, "log", "--format", "jsonl", output=work / "answer")

    return [
        Row(
            "`diff` of two weekly snapshots",
            lambda: _program(work, "differ", str(history), *week),
            diff(week),
            2 + 3 * scale,
            1.5,
            starts=True,
            judge=lambda: _judge(setting, work, "HEAD"),
            command=("diff", *week),
        ),
        Row(
            f"`diff` across the wave of {setting.shape.wave}",
            lambda: _program(work, "differ", str(history), *wave),
            diff(wave),
            2 + scale,
            2.0,
            judge=lambda: _judge(setting, work, wave[1]),
            command=("diff", *wave),
        ),
        Row(
            f"`log`: all events of {setting.shape.weeks} snapshots",
            lambda: _program(work, "follow", str(history)),
            log,
            scale,
            2.0,
            judge=lambda: _judge(setting, work, None),
            command=("log", "--format", "jsonl"),
        ),
        Row(
            "`log` once more",
            None,
            again,
            2 + scale,
            0.0,
            more=0.5,
            command=("log", "--format", "jsonl"),
        ),
    ]


def _whole(work: Path, *command: str) -> Turn:
    def turn() -> Sample:
        taken = measure(command, work, QUIET_GIT)
        return Sample(taken.seconds, taken.largest)

    return turn


def _program(work: Path, name: str, *arguments: str) -> Sample:
    """Run one of the plain programs, which says itself how long its work took."""
    said = work / "said.json"
    command = [sys.executable, str(_PROGRAMS / f"{name}.py"), *arguments]
    taken = measure(command, work, QUIET_GIT, said)
    if taken.status:
        raise RuntimeError(f"{name}.py ended with {taken.status}")
    return Sample(json.loads(said.read_text())["seconds"], taken.largest)


def _guidetrack(repository: Path, *arguments: str, output: Path | None = None) -> Sample:
    taken = run_guidetrack(repository, *arguments, output=output)
    return Sample(taken.seconds, taken.largest)


def _judge(setting: Setting, work: Path, revision: str | None) -> str:
    """Precision and recall of the last answer: of one snapshot, or of the whole history."""
    reports = [json.loads(line) for line in _lines(work / "answer", whole=revision is not None)]
    truth = setting.truth
    if revision is not None:
        seen = {report["new"]["observed_at"] for report in reports}
        truth = Counter({key: count for key, count in truth.items() if key.observed_at in seen})
    precision, recall = match(truth, events_in(reports))
    return f"{truth.total():,} events; precision {precision:.3f}, recall {recall:.3f}"


def events_in(reports: list[dict[str, object]]) -> Counter[Truth]:
    """The events of reports as the truth names them."""
    return Counter(
        Truth(
            report["new"]["observed_at"],  # type: ignore[index]
            event["kind"],
            event["reference_before"],
            event["reference_after"],
        )
        for report in reports
        for event in report["events"]  # type: ignore[attr-defined]
    )


def _lines(path: Path, *, whole: bool) -> list[str]:
    text = path.read_text()
    return [text] if whole else text.splitlines()
