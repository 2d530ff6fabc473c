"""
A table of figures, with the command that gives it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the page."""

    part: str
    """The name that `--only` takes."""
    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def __str__(self) -> str:
        lines = [
            f"**{self.title}** (`python -m benchmarks.scale --only {self.part}`)",
            "",
            f"| {' | '.join(self.head)} |",
            f"| --- |{' --: |' * (len(self.head) - 1)}",
            *(f"| {' | '.join(row)} |" for row in self.rows),
        ]
        return "\n".join(lines)


def show_bytes(count: float) -> str:
    """Bytes as people say them; a thousand each step, as disks are sold."""
    size = abs(count)
    if size < 1_000:
        return f"{count:,.0f} B"
    if size < 1_000_000:
        return f"{count / 1_000:,.1f} kB"
    return f"{count / 1_000_000:,.1f} MB"


def show_seconds(seconds: float) -> str:
    """Seconds, or their thousandths where they are few."""
    return f"{seconds * 1_000:,.0f} ms" if abs(seconds) < 1 else f"{seconds:,.1f} s"
