"""
The tables of `RESULTS.md`: what each row took, what it may take, and who takes how long.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.speed.history import Shape
from benchmarks.speed.peers import Met
from benchmarks.speed.rows import Row

_MOST_GROWTH = 12
_READING = """\
Medians; floor and guidetrack took turns in one run. The floor is the work alone, without the
start of Python; guidetrack is a whole process (in the row of the storing alone, its work alone).
*Aim* is what quality asks for: so many times the floor, plus the start of guidetrack or the
seconds named. *Largest process* is the memory of guidetrack's largest process (in the row of the
storing alone, of the program that holds every record in memory before it hands them over)."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Every row of one shape."""

    shape: Shape
    rows: Sequence[Row]

    @property
    def start(self) -> float:
        """How long guidetrack takes to start: the first row."""
        return self.rows[0].seconds


def write_report(machine: Iterable[str], measured: Sequence[Measured], met: Sequence[Met]) -> str:
    """Write the whole file."""
    blocks = ["# How fast", "\n".join(f"- {line}" for line in machine), _READING]
    blocks += [_write_measured(each) for each in measured]
    if len(measured) > 1:
        blocks += [_write_growth(measured[-2], measured[-1])]
    if met:
        blocks += [_write_peers(met)]
    return "\n\n".join(blocks) + "\n"


def _write_measured(measured: Measured) -> str:
    shape = measured.shape
    lines = [
        f"## {shape.records:,} records of 18 kB, {shape.weeks} weekly snapshots",
        "",
        "| work | turns | floor | guidetrack | ratio | aim | met | largest process | answer |",
        "| --- | --: | --: | --: | --: | --: | --- | --: | --- |",
    ]
    lines += [_write_row(row, measured.start) for row in measured.rows]
    return "\n".join(lines)


def _write_row(row: Row, start: float) -> str:
    aim = row.aim(start)
    ratio = f"{row.seconds / row.least:.1f}" if row.least else ""
    met = "" if aim is None else "yes" if row.seconds <= aim else "**no**"
    cells = [
        row.work,
        str(row.turns),
        _seconds(row.least),
        _seconds(row.seconds),
        ratio,
        _seconds(aim),
        met,
        f"{row.megabytes:,.0f} MB",
        row.answer,
    ]
    return f"| {' | '.join(cells)} |"


def _write_growth(small: Measured, large: Measured) -> str:
    times = large.shape.records / small.shape.records
    lines = [
        f"## {times:.0f} times the records",
        "",
        "| work | time grows by | aim | met | memory grows by |",
        "| --- | --: | --: | --- | --: |",
    ]
    for one, other in zip(small.rows, large.rows, strict=True):
        grown = other.seconds / one.seconds
        met = "yes" if grown <= _MOST_GROWTH else "**no**"
        memory = other.megabytes / one.megabytes
        lines.append(f"| {one.work} | {grown:.1f} | {_MOST_GROWTH} | {met} | {memory:.1f} |")
    return "\n".join(lines)


def _write_peers(met: Sequence[Met]) -> str:
    lines = [
        "## Beside other tools",
        "",
        "Each is given what suits it best; the page watchers read local files, as guidetrack does.",
        "",
        "| work | tool | takes | guidetrack | times as long | largest process | it says |",
        "| --- | --- | --: | --: | --: | --: | --- |",
    ]
    for each in met:
        if each.seconds is None:
            lines.append(f"| {each.work} | {each.tool} | | | | | {each.said} |")
            continue
        lines.append(
            f"| {each.work} | {each.tool} | {_seconds(each.seconds)} | {_seconds(each.ours)}"
            f" | {each.seconds / each.ours:.1f} | {each.megabytes:,.0f} MB | {each.said} |"
        )
    return "\n".join(lines)


def _seconds(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value * 1_000:,.0f} ms" if value < 1 else f"{value:,.2f} s"
