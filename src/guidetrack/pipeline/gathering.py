"""
What the sources of a run said, asked for once however often the run is made anew.

A run that lost the race against another collector is computed again on what the other has
recorded. Its publishers are not asked again: what they served is at hand.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path

from guidetrack.config import Place
from guidetrack.pipeline.fetching import Gathered, gather_configured
from guidetrack.pipeline.remembering import Memory
from guidetrack.sources.fetch import Clock, Progress
from guidetrack.store.repository import Repository


class Gathering:
    """What a run is told by its sources, asked for once however often the run is made anew."""

    def __init__(  # noqa: PLR0913 - what a run is given, each by its name
        self,
        place: Place,
        repository: Repository,
        clock: Clock,
        on_progress: Callable[[Progress], None] | None,
        environment: Mapping[str, str],
        *,
        dry_run: bool,
    ) -> None:
        self._place = place
        self._clock = clock
        self._on_progress = on_progress
        self._environment = environment
        self._resume = None if dry_run else resume_file(repository)
        self._gathered: Gathered | None = None

    def gather(self, memory: Memory) -> Gathered:
        """Read and fetch; later only as far as what is remembered is still what is held."""
        if self._gathered is not None:
            return still_held(self._gathered, memory)
        self._gathered = gather_configured(
            self._place,
            memory,
            clock=self._clock,
            resume=self._resume,
            on_progress=self._on_progress,
            environment=self._environment,
        )
        return self._gathered


def resume_file(repository: Repository) -> Path:
    """Where a run keeps what it has fetched, for the next one to go on from if it is cut short."""
    return repository.private_dir / "fetching.jsonl"


def still_held(gathered: Gathered, memory: Memory) -> Gathered:
    """
    Leave out what publishers confirmed of copies that another collector has since replaced.

    Of those nothing is known but what the other has recorded.
    """
    known = {*memory.copies, *memory.lists}
    confirmed = [each for each in gathered.confirmed if each[1].address in known]
    return dataclasses.replace(gathered, confirmed=confirmed)
