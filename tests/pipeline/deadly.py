"""Numbers that end the process which asks for a certain one, as want of memory would."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path
from typing import Any

from guidetrack.guidance.reference import Reference

DEADLY = Reference("IPG", 9666)


class Deadly(frozenset[Reference]):
    """Ends every process but the first one, or, with a file to leave a trace in, once only."""

    once: Path | None = None

    def __contains__(self, asked: object) -> bool:
        if asked == DEADLY and multiprocessing.parent_process() is not None:
            if self.once is None:
                os._exit(9)
            if not self.once.exists():
                self.once.touch()
                os._exit(9)
        return super().__contains__(asked)

    def __reduce__(self) -> tuple[Any, ...]:
        return make_deadly, (tuple(self), self.once)


def make_deadly(known: tuple[Reference, ...] = (), once: Path | None = None) -> Deadly:
    made = Deadly(known)
    made.once = once
    return made
