"""
What guidance said on a day, with the days around it on which somebody looked.

A store knows what was seen, never what stood on a page in between. So an answer for a
day names when the record was last seen so, when it was next seen, and whether it had
changed by then. Days without a change are in the journal of runs alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import msgspec

from guidetrack.config import Place
from guidetrack.errors import ConfigError
from guidetrack.events.reading import printed_day
from guidetrack.guidance.ranges import in_ranges
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.store import journal
from guidetrack.store.layout import record_path
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot, Snapshots

_ALIKE = ("migrated-from", "migrated-to")


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A record, the snapshot it was found in, and when the guidance was seen around a day."""

    record: GuidanceRecord
    revision: str
    """The commit of the snapshot."""
    observed_at: str | None
    """When that snapshot was taken, ISO 8601 in UTC."""
    seen: str | None = None
    """When the guidance was last seen so, up to the end of the day; ISO 8601 in UTC."""
    next_seen: str | None = None
    """When it was next seen after that; None where it has not been seen since."""
    changed_by_then: bool = False
    """Whether its record was another one when it was next seen."""
    journal_held: bool = True
    """False where only changes are known, because the journal of runs is not held."""


class _Sight(msgspec.Struct, frozen=True, order=True):
    """One time somebody looked at guidance and could read it."""

    moment: str
    changed: bool


def show(place: Place, reference: Reference, *, as_of: dt.date | None = None) -> Held:
    """
    The record of a reference, today or at the end of a day in UTC.

    Raises:
        ConfigError: nothing of that reference was held then; the message says since when
            it is, and the hint which other number it had.
    """
    with Repository.open(place.store, remembers=place.remembers) as repository:
        snapshots = Snapshots(repository)
        snapshot = snapshots.on(as_of) if as_of else snapshots.latest()
        record = snapshot.record(reference) if snapshot else None
        if snapshot is None or record is None:
            raise _not_held(repository, snapshots, snapshot, reference, as_of)
        entries = journal.read(repository)
        sights = _sights(repository, reference, entries)
        end = f"{as_of + dt.timedelta(days=1)}" if as_of else "9999"
        before = [each for each in sights if each.moment < end]
        after = next((each for each in sights if each.moment >= end), None)
        return Held(
            record=record,
            revision=snapshot.revision,
            observed_at=snapshot.observed_at,
            seen=before[-1].moment if before else None,
            next_seen=after.moment if after else None,
            changed_by_then=after.changed if after else False,
            journal_held=bool(entries),
        )


def _sights(
    repository: Repository, reference: Reference, entries: Sequence[dict[str, object]]
) -> list[_Sight]:
    """Every time the reference was seen, oldest first; one of each moment."""
    kept = {each.commit for each in repository.revisions()}
    sights = dict.fromkeys(_recorded(repository, reference), True)
    for entry in entries:
        seen, named = entry.get("observed_at"), entry.get("unchanged")
        there = entry.get("revision") in {None, *kept}
        if (
            there
            and isinstance(seen, str)
            and isinstance(named, list)
            and in_ranges(named, reference)
        ):
            sights.setdefault(seen, False)
    return sorted(_Sight(moment, changed) for moment, changed in sights.items())


def _recorded(repository: Repository, reference: Reference) -> Iterator[str]:
    """When the record of a reference was seen to differ from the one before, newest first."""
    for revision in repository.revisions(names=(record_path(reference),)):
        if revision.observed_at and not revision.technical_upgrade:
            yield revision.observed_at


def _not_held(
    repository: Repository,
    snapshots: Snapshots,
    snapshot: Snapshot | None,
    reference: Reference,
    as_of: dt.date | None,
) -> ConfigError:
    newest = snapshots.latest()
    if newest is None:
        return ConfigError("there is no snapshot yet", hint="Take one: guidetrack snapshot FOLDER.")
    first = next(reversed(list(_recorded(repository, reference))), None)
    if as_of is None or first is None:
        then = f" on {as_of}" if as_of else ""
        return ConfigError(
            f"{reference} is not held in the store{then}",
            hint=f"guidetrack resolve {reference} says where the number leads.",
        )
    other = _other_number(snapshot, newest, reference)
    begins = "" if snapshot else f", and there is no snapshot up to the end of {as_of}"
    return ConfigError(
        f"{reference} was not held on {as_of}: it was first seen on {printed_day(first)}{begins}",
        hint=f"The same guidance was {other} then: guidetrack show {other} --as-of {as_of}"
        if other
        else "What it said before it was first seen, the store cannot know.",
    )


def _other_number(
    snapshot: Snapshot | None, newest: Snapshot, reference: Reference
) -> Reference | None:
    """The number that the guidance had on the day, where its page states a migration."""
    record = newest.record(reference)
    if snapshot is None or record is None:
        return None
    stated = (each.reference for each in record.relationships if each.kind in _ALIKE)
    return next((each for each in stated if each in snapshot.fingerprints()), None)
