"""
The events of many steps of the history, found by whoever there is to find them.

Each step follows from two revisions and nothing else, so processes can share the history
among them. Neighbouring steps stay together, because the records of one are those of the
next. What cannot be found elsewhere is left to whoever asked.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

import msgspec

from guidetrack.errors import GuidetrackError
from guidetrack.events import detect
from guidetrack.pipeline.likening import alike
from guidetrack.pipeline.spreading import Work, spread
from guidetrack.pipeline.workforce import Workforce
from guidetrack.store.history import Revision
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshots

Step = tuple[Revision, Revision]
"""Two states of the store, the older one first."""
_TOGETHER = 8
_WEIGHT = 1_000_000
"""As how many bytes a step counts: some eight of them take longer than a process to start."""


def find_events(
    store: Path, steps: Iterable[Step], workforce: Workforce, *, upgraded: bool
) -> Generator[tuple[Step, bytes | None], None, None]:
    """
    Give each step, in order, with its events as JSON, or with None where they are to be found.

    Args:
        store: the store folder.
        steps: what to find the events of.
        workforce: who finds them; processes on this machine, which have the store.
        upgraded: whether the store ever was read again by a newer extractor.
    """
    find = partial(_find, store, upgraded)
    work = Work[list[Step], list[bytes | None]](find, _leave, _leave, _weigh)
    waiting: deque[list[Step]] = deque()
    for found in spread(_noted(_chunks(steps), waiting), work, workforce):
        yield from zip(waiting.popleft(), found, strict=True)


def _chunks(steps: Iterable[Step]) -> Iterator[list[Step]]:
    every = iter(steps)
    while chunk := list(islice(every, _TOGETHER)):
        yield chunk


def _noted(chunks: Iterable[list[Step]], waiting: deque[list[Step]]) -> Iterator[list[Step]]:
    for chunk in chunks:
        waiting.append(chunk)
        yield chunk


def _find(store: Path, upgraded: bool, steps: list[Step]) -> list[bytes | None]:  # noqa: FBT001
    """Find them here; what is wrong with the store is said by who asked."""
    try:
        with Repository.open(store, remembers=False) as repository:
            snapshots = Snapshots(repository)
            sides = ((snapshots.of(old), snapshots.of(new)) for old, new in steps)
            return [
                msgspec.json.encode(detect(*alike(repository, old, new, upgraded=upgraded)))
                for old, new in sides
            ]
    except GuidetrackError:
        return _leave(steps)


def _leave(steps: list[Step]) -> list[bytes | None]:
    return [None] * len(steps)


def _weigh(steps: list[Step]) -> int:
    return _WEIGHT * len(steps)
