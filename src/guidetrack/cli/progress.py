"""
How far a run is, on stderr: one line that is rewritten on a terminal, else a line a step.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from guidetrack.cli.output import tell

if TYPE_CHECKING:
    from guidetrack.sources.fetch import Progress

_WIDTH = 78
_MINUTE = 60


def teller(*, quiet: bool) -> Callable[[Progress], None]:
    """Who is told of every step; nobody with `--quiet`."""
    if quiet:
        return lambda _: None
    return _rewrite if sys.stderr.isatty() else _line


def finish(*, quiet: bool) -> None:
    """Leave the line that was rewritten."""
    if not quiet and sys.stderr.isatty():
        sys.stderr.write("\r" + " " * _WIDTH + "\r")
        sys.stderr.flush()


def describe(progress: Progress) -> str:
    """`12 of 250, HTG9046, waiting 1 s, about 4 min left`."""
    parts = [f"{progress.done:,} of {progress.planned:,}"]
    if progress.current is not None:
        current = progress.current
        parts.append(str(current.reference) if current.reference else current.address)
    if progress.waiting >= 1:
        parts.append(f"waiting {_duration(progress.waiting)}")
    if progress.remaining is not None and progress.done < progress.planned:
        parts.append(f"about {_duration(progress.remaining)} left")
    return ", ".join(parts)


def _duration(seconds: float) -> str:
    if seconds < 2 * _MINUTE:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / _MINUTE)} min"


def _rewrite(progress: Progress) -> None:
    line = describe(progress)[:_WIDTH]
    sys.stderr.write(f"\r{line:<{_WIDTH}}")
    sys.stderr.flush()


def _line(progress: Progress) -> None:
    """One line for each settled request; waits between them would only double the lines."""
    if progress.waiting == 0:
        tell(describe(progress))
