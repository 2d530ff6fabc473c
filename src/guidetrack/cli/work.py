"""
What a command cost: said at its end, where `-v` asks for it.

Somebody who finds a command slow can tell from this line whether it read much or waited.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from guidetrack.cli.output import tell
from guidetrack.store.tally import counting


@contextmanager
def telling_work() -> Iterator[None]:
    """Count what a command has the store do, and say it on stderr in one line."""
    begun = time.perf_counter()
    with counting() as done:
        yield
    seconds = time.perf_counter() - begun
    tell(
        f"Work: git processes started: {done.processes}; objects read from git: {done.objects}; "
        f"records parsed: {done.records}; seconds: {seconds:.2f}"
    )
