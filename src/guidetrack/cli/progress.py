"""
How far a run is, on stderr: one line that is rewritten on a terminal, else a line a step.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from guidetrack.cli.output import tell

if TYPE_CHECKING:
    from guidetrack.pipeline.scanning import Progress as FilesDone
    from guidetrack.sources.fetch import Progress

_WIDTH = 78
_OFTEN = 0.1
_SELDOM = 10.0
"""Seconds between two lines."""
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


@contextmanager
def telling_of_files(*, quiet: bool) -> Iterator[Callable[[FilesDone], None]]:
    """
    Give what is told of every file that was read; a line is left of it only in a log.

    A terminal is told ten times a second, a log every ten seconds, and with `--quiet`
    nobody is.
    """
    if quiet:
        yield lambda _: None
        return
    terminal = sys.stderr.isatty()
    start = told = monotonic()

    def tell_of(done: FilesDone) -> None:
        nonlocal told
        now = monotonic()
        if now - told < (_OFTEN if terminal else _SELDOM):
            return
        told = now
        line = describe_files(done, now - start)
        if terminal:
            sys.stderr.write(f"\r{fit(line, _WIDTH)}")
            sys.stderr.flush()
        else:
            tell(line)

    try:
        yield tell_of
    finally:
        finish(quiet=quiet)


def describe_files(done: FilesDone, seconds: float) -> str:
    """`1,204 files, 310 MB, 12.4 MB/s, policies/consent.docx`."""
    rate = done.size / 1_000_000 / max(seconds, 0.001)
    return f"{done.files:,} files, {done.size / 1_000_000:,.0f} MB, {rate:,.1f} MB/s, {done.name}"


def fit(line: str, width: int) -> str:
    """Cut or fill a line to a width; what a console cannot show becomes a question mark."""
    encoding = sys.stderr.encoding or "utf-8"
    shown = "".join(each if each.isprintable() else "?" for each in line)
    return f"{shown[:width]:<{width}}".encode(encoding, "replace").decode(encoding)


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
