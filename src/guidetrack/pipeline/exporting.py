"""
Everything that is held, for programs that know neither guidetrack nor git.

The store is gone through once, whatever is asked for, and each thing is handed to every
writer. Nothing in the store is touched, and no clock has a part in what is written: the same
store gives the same files.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import msgspec

import guidetrack
from guidetrack.config import Place
from guidetrack.errors import ConfigError, StoreError
from guidetrack.events.report import ATTRIBUTION
from guidetrack.formats.exports.items import Happened, HeldRecord, HeldSource, Item, Version
from guidetrack.formats.exports.tables import SCHEMA_VERSION
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.export_contents import Contents
from guidetrack.pipeline.export_writers import (
    About,
    LinesWriter,
    ParquetWriter,
    SqliteWriter,
    Writer,
)
from guidetrack.store.repository import Repository


class Targets(NamedTuple):
    """What to write; at least one of them."""

    folder: Path | None = None
    """A folder of JSON Lines and captured sources."""
    sqlite: Path | None = None
    """A file."""
    parquet: Path | None = None
    """A folder."""


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """What was written."""

    schema_version: int = 1
    revision: str
    """The newest snapshot, which the export is of."""
    observed_at: str | None
    written: tuple[str, ...]
    """Folders and files."""
    records: int
    versions: int
    events: int
    sources: int
    """Captured sources, also those of which only the hash is kept."""


def export(
    place: Place,
    targets: Targets,
    *,
    only: Reference | None = None,
    since: dt.date | None = None,
) -> Exported:
    """
    Write everything that is held, or one thread of guidance.

    Args:
        place: the store; it is only read.
        targets: what to write; an earlier export in their place is replaced at the end.
        only: nothing but this guidance and every number that belongs to it.
        since: no version and no event that was seen before this day.

    Raises:
        ConfigError: there is nothing to export, a target is no earlier export or cannot be
            written, or what a format needs is not installed.
        RecordError: a file of a record is damaged.
        StoreError: the store is damaged.
    """
    _check_targets(place, targets)
    with Repository.open(place.store) as repository:
        contents = Contents(place, repository, only=only, since=since)
        counts: Counter[type[Item]] = Counter()
        with ExitStack() as stack:
            writers = _begin(targets, _describe(contents, only, since), stack)
            for item in _read(contents):
                counts[type(item)] += 1
                for writer in writers:
                    writer.write(item)
        return Exported(
            revision=contents.newest.revision,
            observed_at=contents.newest.observed_at,
            written=tuple(str(each) for each in targets if each is not None),
            records=counts[HeldRecord],
            versions=counts[Version],
            events=counts[Happened],
            sources=counts[HeldSource],
        )


def _read(contents: Contents) -> Iterator[Item]:
    """Go through the store; what fails there must not be taken for a fault of a target."""
    try:
        yield from contents.items()
    except OSError as problem:
        raise StoreError(
            f"the store cannot be read ({problem.strerror or problem})",
            hint="guidetrack verify names what is damaged.",
        ) from problem


def _begin(targets: Targets, about: About, stack: ExitStack) -> list[Writer]:
    writers: list[Writer] = []
    if targets.folder is not None:
        writers.append(LinesWriter(targets.folder, about, stack))
    if targets.sqlite is not None:
        writers.append(SqliteWriter(targets.sqlite, about, stack))
    if targets.parquet is not None:
        writers.append(ParquetWriter(targets.parquet, about, stack))
    return writers


def _describe(contents: Contents, only: Reference | None, since: dt.date | None) -> About:
    return {
        "guidetrack_version": guidetrack.__version__,
        "tables_version": SCHEMA_VERSION,
        "revision": contents.newest.revision,
        "observed_at": contents.newest.observed_at,
        "only": str(only) if only else None,
        "since": str(since) if since else None,
        "attribution": ATTRIBUTION,
    }


def _check_targets(place: Place, targets: Targets) -> None:
    """See that no target lies in the store or over it, or in another target."""
    named = [each.resolve() for each in targets if each is not None]
    if not named:
        raise ConfigError(
            "nothing is said of where to export to",
            hint="Name a folder, or --sqlite FILE, or --parquet DIR.",
        )
    store = place.store.resolve()
    for at, target in enumerate(named):
        others = [store, *named[:at], *named[at + 1 :]]
        if any(target == each or target in each.parents for each in others):
            raise ConfigError(
                f"{target} is, or holds, the store or another target",
                hint="Name a place of its own for each.",
            )
        if store in target.parents:
            raise ConfigError(
                f"{target} lies in the store folder, which holds snapshots only",
                hint="Export to somewhere else.",
            )
