"""
One question, one call: for a script that asks once.

The store is opened and closed around the question. Without one named, it is the store
that the command line would use in the current folder. A program that asks often opens a
`Store` and keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from guidetrack import pipeline
from guidetrack.citations import Scan
from guidetrack.config import Place, locate
from guidetrack.events.report import Report
from guidetrack.library.naming import (
    Day,
    Location,
    Number,
    SideName,
    find_place,
    read_day,
    read_number,
    read_paths,
    read_side,
)
from guidetrack.lineage import Resolution


def resolve(
    reference: Number,
    *,
    store: Location | None = None,
    as_of: Day | None = None,
    with_former: bool = False,
) -> Resolution:
    """
    Where a number leads, and whether anybody has to reassess.

    Args:
        reference: the number in any form that people write.
        store: as for `Store.open`; None for `GUIDETRACK_STORE`, else what the nearest
            `guidetrack.yaml` names, else `./snapshots`.
        as_of: a day in UTC, up to whose end the store counts; None for today.
        with_former: whether every number that led to it is given as well.

        >>> import guidetrack
        >>> guidetrack.resolve("IPG9075", store="guidance").reassess
        'no'

    Raises:
        NotAReferenceError: the text is no guidance reference.
        ConfigError: there is no store at the path named, or there are snapshots and none up
            to then. Without either, the answer rests on the facts that guidetrack ships.
        StoreError: the store is damaged.
    """
    day, query = read_day(as_of), str(reference)
    read_number(reference)
    [answer] = pipeline.resolve_numbers(_place(store), [query], as_of=day, with_former=with_former)
    return answer


def scan(
    paths: Location | Iterable[Location],
    *,
    store: Location | None = None,
    with_current: bool = False,
    excerpt: int = 40,
) -> Scan:
    """
    Find stale citations of guidance in files and folders; no file is ever changed.

    Args:
        paths: a file or folder, or several.
        store: as for `resolve`.
        with_current: whether citations of current guidance are given too.
        excerpt: characters of the text around a citation; 0 for none.

        >>> import guidetrack
        >>> [each.reference for each in guidetrack.scan("register.csv", store="guidance").findings]
        ['IPG9075']

    Raises:
        ConfigError: there is no store, or no snapshot yet.
        StoreError: the store is damaged.
    """
    place = _place(store)
    return pipeline.scan(place, read_paths(paths), with_current=with_current, excerpt=excerpt)


def compare(
    old: SideName | None = None, new: SideName | None = None, *, store: Location | None = None
) -> Report:
    """
    What happened between two sides, as `guidetrack diff` says it.

    A side is an existing file or folder, else a reference (its latest record), else a
    day, else a git revision. With none, the last two snapshots; with one, that side and
    the latest. Two files need no store.

        >>> import guidetrack
        >>> report = guidetrack.compare("IPG9352", "HTG9225", store="guidance")
        >>> [event.kind for event in report.events if event.priority == "act"]
        ['recommendation-reworded']

    Raises:
        ConfigError: a side names nothing that is there.
        SourceError: a side is a file that cannot be read as guidance.
        StoreError: the store is damaged.
    """
    return pipeline.compare(_place(store), read_side(old), read_side(new))


def _place(store: Location | None) -> Place:
    place = locate(Path.cwd()) if store is None else find_place(Path(store))
    return msgspec.structs.replace(place, remembers=False)  # a library leaves nothing behind
