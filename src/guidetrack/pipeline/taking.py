"""
From bytes to a commit: one run of `snapshot`.

The run is one commit or none. A source that cannot be taken is a value in the
result, never the end of the run, and never leaves a trace in the store.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from guidetrack.config import Place
from guidetrack.errors import ConfigError
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.committing import Run, SnapshotResult
from guidetrack.pipeline.incoming import Incoming, gather, is_address
from guidetrack.pipeline.opening import opened
from guidetrack.pipeline.sifting import doubts_in, sift
from guidetrack.pipeline.upgrading import upgrade_if_needed
from guidetrack.pipeline.workforce import ALONE, Workforce
from guidetrack.store import journal
from guidetrack.store.history import iso_utc
from guidetrack.store.snapshot import Snapshot, Snapshots

if TYPE_CHECKING:
    from guidetrack.sources.fetch import Clock


def take_snapshot(  # noqa: PLR0913 - what a user may say about a run
    place: Place,
    sources: Sequence[str],
    *,
    now: dt.datetime,
    reference: Reference | None = None,
    observed_at: dt.datetime | None = None,
    dry_run: bool = False,
    tell: Callable[[str], None] | None = None,
    clock: Clock | None = None,
    workforce: Workforce = ALONE,
) -> SnapshotResult:
    """
    Read files, folders and addresses, and commit what they hold.

    `reference` names the guidance of a single source that does not state it.
    `observed_at` is when the sources were captured, `now` the clock; both with a
    zone. With `dry_run` everything is done but the writing. `tell` hears what else
    was done: where the store was made by an older extractor, it is upgraded first.
    `clock` waits between two requests to a host; the machine's, unless given. `workforce`
    reads documents; what is recorded does not depend on it.

    Raises:
        ConfigError: the time lies before the newest snapshot, one reference was given
            for several sources, or an address was given and no contact is configured.
        StoreError: the store is damaged, locked, or has uncommitted changes.
    """
    arrived = _gather(place, sources, reference, clock, now)
    if reference is not None:
        arrived = _only_one(arrived, reference)
    with opened(place, now=now, dry_run=dry_run, reads_first=True) as repository:
        base = Snapshots(repository).latest()
        moment = moment_of(observed_at, now, base)
        if not dry_run:
            base = upgrade_if_needed(repository, base, now, tell, workforce)
        keep = place.config.keep_sources
        outcomes = sift(
            arrived,
            base,
            doubts_in(journal.read(repository)),
            repository,
            workforce=workforce,
            with_blocks=keep == "text",
        )
        run = Run(repository, base, outcomes, moment=moment, now=now, keep_sources=keep)
        if dry_run:
            return run.result(None)
        result = run.commit()
        run.write_journal(result)
        return result


def _gather(
    place: Place,
    sources: Sequence[str],
    reference: Reference | None,
    clock: Clock | None,
    now: dt.datetime,
) -> Iterable[Incoming]:
    """
    What a person named: files and folders first, then the answers of publishers.

    Files are read when their turn comes; addresses are asked at once, since an answer may
    be an error of the settings.
    """
    files = [each for each in sources if not is_address(each)]
    addresses = [each for each in sources if is_address(each)]
    visited: list[Incoming] = []
    if addresses:
        from guidetrack.pipeline.visiting import visit  # noqa: PLC0415 - files need no network
        from guidetrack.sources.fetch import Clock  # noqa: PLC0415

        clock = clock or Clock(now=lambda: now)
        visited = list(visit(place, addresses, reference, clock=clock))
    return chain(gather(files, place.config.largest_document, reference), visited)


def _only_one(arrived: Iterable[Incoming], reference: Reference) -> list[Incoming]:
    """
    What arrived, where it is one document.

    Raises:
        ConfigError: it is several.
    """
    first = list(islice(arrived, 1))
    others = sum(1 for _ in arrived) if first else 0
    if others:
        raise ConfigError(
            f"--reference {reference} names one document, and {others + 1:,} were given",
            hint="Give the documents one by one, each with its own --reference.",
        )
    return first


def moment_of(
    observed_at: dt.datetime | None, now: dt.datetime, base: Snapshot | None
) -> dt.datetime:
    """
    Tell when the sources of a run were seen so.

    Raises:
        ConfigError: it lies before the newest snapshot.
    """
    moment = (observed_at or now).astimezone(dt.UTC).replace(microsecond=0)
    newest = base.observed_at if base else None
    if newest is not None and iso_utc(moment) < newest:
        raise ConfigError(
            f"{iso_utc(moment)} lies before the newest snapshot, which was observed at {newest}",
            hint="Snapshots are added in the order of their observation; give a later time.",
        )
    return moment
