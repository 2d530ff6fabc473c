"""
What the store says about presence: the lists of what there is, and what is absent.

Both are files of the snapshot, so that events can be told from any two of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.absence import Counted, Row, Sight, count_misses
from guidetrack.pipeline.outcome import Outcome
from guidetrack.pipeline.sighting import Lists, ended_among
from guidetrack.store import layout
from guidetrack.store.snapshot import Snapshot


def lists_held(base: Snapshot | None, names: Collection[str]) -> dict[str, frozenset[Reference]]:
    """What each listing source has named so far; a source that has never run is left out."""
    if base is None:
        return {}
    contents = ((name, base.file(layout.listed_path(name))) for name in names)
    return {name: layout.load_listed(content) for name, content in contents if content is not None}


def count_on(  # noqa: PLR0913 - what is known, each by its name
    base: Snapshot | None,
    outcomes: Sequence[Outcome],
    sights: Sequence[Sight],
    *,
    before: Mapping[Reference, Row],
    runs: int,
    seen_at: str,
) -> Counted:
    """Count the misses of a run on top of those before it."""
    missing = {reference for sight in sights for reference in sight.missing()}
    return count_misses(
        sights,
        before=before,
        absent=base.absences() if base else frozenset(),
        ended=ended_among(missing | before.keys(), base, outcomes),
        held=base.fingerprints() if base else (),
        runs=runs,
        seen_at=seen_at,
    )


def inventory_files(lists: Lists, counted: Counted) -> dict[str, bytes | None]:
    """
    The files of the next snapshot that say what is listed and what is absent.

    What is on a list stays on it until its absence is recorded: a row that is left out
    once by mistake is no news when it is back.
    """
    files: dict[str, bytes | None] = {}
    for reference, row in counted.gone.items():
        gone = layout.Absence(reference=str(reference), since=row.since, runs=row.runs)
        files[layout.absent_path(reference)] = layout.dump_absence(gone)
    for reference in counted.returned:
        files[layout.absent_path(reference)] = None
    for name, (before, now) in lists.items():
        if now:
            named = (before | now) - counted.gone.keys()
            files[layout.listed_path(name)] = layout.dump_listed(name, named)
    return files
