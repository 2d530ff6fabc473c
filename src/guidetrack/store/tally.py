"""
How much the store was made to do: git processes, objects, records.

Whoever wants to know counts around a piece of work; the rest of the room adds to the tally
of its context, and where nobody counts, to none. Twenty places open a store, so the tally
is not handed from one to the next; as a context variable it is no state of the module, and
two threads that count do not count each other's work.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """What was done so far."""

    processes: int = 0
    """Git commands started, by this process and not by git itself."""
    objects: int = 0
    """Read from git and found."""
    records: int = 0
    """Parsed, as a whole or up to their relationships."""


_TALLY: ContextVar[Tally | None] = ContextVar("tally", default=None)


@contextmanager
def counting() -> Iterator[Tally]:
    """Count what this thread has the store do meanwhile."""
    tally = Tally()
    token = _TALLY.set(tally)
    try:
        yield tally
    finally:
        _TALLY.reset(token)


def add(*, processes: int = 0, objects: int = 0, records: int = 0) -> None:
    """Add to the tally, where anybody counts."""
    tally = _TALLY.get()
    if tally is not None:
        tally.processes += processes
        tally.objects += objects
        tally.records += records
