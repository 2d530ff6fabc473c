"""
What a run found, to alerts for everybody who watches it.

Everything that matching has to know beside the events is looked up here, and only when
somebody asks: most weeks nothing happened, and a lineage of thousands of records is not
built for nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from guidetrack.alerts.alert import Alert
from guidetrack.alerts.matching import Known
from guidetrack.alerts.raising import Held, raise_alerts
from guidetrack.alerts.route import Route, Silence
from guidetrack.config import Place
from guidetrack.errors import ConfigError, NotAReferenceError
from guidetrack.events.event import Event
from guidetrack.events.report import Report
from guidetrack.guidance.ranges import in_ranges
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.lineage import Lineage
from guidetrack.pipeline.remembered_lineage import relations_in
from guidetrack.store.history import iso_utc
from guidetrack.store.snapshot import Snapshot

Entries = Sequence[Mapping[str, Any]]


def alerts_of(  # noqa: PLR0913 - what a run knows, each by its name
    report: Report,
    place: Place,
    *,
    newest: Snapshot,
    outbox: Held,
    silences: Iterable[Silence],
    entries: Entries,
    now: dt.datetime,
) -> tuple[Alert, ...]:
    """
    Raise what each route of the configuration has to be told of a report.

    Args:
        report: what happened since anything was last announced.
        place: routes, policy and registers.
        newest: the snapshot on the new side of the report.
        outbox: what was told before.
        silences: what nobody wants to hear for a while.
        entries: the journal, oldest first.
        now: the clock.

    Raises:
        ConfigError: a register that is watched cannot be read.
    """
    routes = tuple(place.config.routes.values())
    if not routes or not report.events:
        return ()
    return raise_alerts(
        report.events,
        routes,
        known=known_of(newest, routes, place),
        outbox=outbox,
        silences=silences,
        policy=place.config.policy,
        raised_at=iso_utc(now),
        seen_before=_last_seen(entries, report.old.observed_at),
        seen_first=report.new.observed_at,
        published=_published(newest),
    )


def known_of(newest: Snapshot, routes: Iterable[Route], place: Place) -> Known:
    """
    What matching needs of the store and of the organisation's own files.

    Raises:
        ConfigError: a register that is watched cannot be read.
    """
    lineages: list[Lineage] = []

    def threads(reference: str) -> frozenset[str]:
        if not lineages:
            lineages.append(relations_in(newest))
        parsed = _parsed(reference)
        thread = lineages[0].thread(parsed) if parsed else frozenset()
        return frozenset({reference, *map(str, thread)})

    def codes(reference: str) -> tuple[str, ...]:
        record = _record(newest, reference)
        return tuple(each.code for each in record.codes) if record else ()

    registers = {name: cited_in(file, newest) for name, file in _registers(routes, place)}
    return Known(threads=threads, codes=codes, registers=registers)


def check_registers(place: Place) -> None:
    """
    See that every register that is watched is there, before anything is fetched.

    Raises:
        ConfigError: one is not; which one.
    """
    for name, file in _registers(place.config.routes.values(), place):
        if not file.is_file():
            raise ConfigError(
                f"the register {name} that a route watches is not there",
                hint="Check 'register' in guidetrack.yaml; paths are relative to that file.",
            )


def _registers(routes: Iterable[Route], place: Place) -> list[tuple[str, Path]]:
    watches = (watch for route in routes for watch in (*route.watch, *route.ignore))
    names = {each.register for each in watches if each.register is not None}
    return [(name, place.folder / Path(name).expanduser()) for name in sorted(names)]


def cited_in(register: Path, newest: Snapshot) -> frozenset[str]:
    """
    The references that a file of the organisation cites, without those that may be none.

    Raises:
        ConfigError: it cannot be read.
    """
    from guidetrack.pipeline.looking import Question, look  # noqa: PLC0415 - heavy readers

    seen = look(str(register), Question(frozenset(newest.references()), 0))
    if seen.problem:
        raise ConfigError(
            f"the register {register.name} that a route watches cannot be read: {seen.problem}",
            hint="Close it where it is open, or check 'register' in guidetrack.yaml.",
        )
    citations = (each.citation for each in seen.sightings())
    return frozenset(
        str(each.reference)
        for each in citations
        if each.reference is not None and each.certainty != "ambiguous"
    )


def _record(newest: Snapshot, reference: str) -> GuidanceRecord | None:
    parsed = _parsed(reference)
    return newest.record(parsed) if parsed else None


def _parsed(reference: str) -> Reference | None:
    try:
        return Reference.parse(reference)
    except NotAReferenceError:
        return None


def _published(newest: Snapshot) -> Callable[[Event], str | None]:
    def published(event: Event) -> str | None:
        for reference in (event.reference_after, event.reference_before):
            record = _record(newest, reference) if reference else None
            if record and record.published:
                return str(record.published)
        return None

    return published


def _last_seen(entries: Entries, otherwise: str | None) -> Callable[[Event], str | None]:
    """When the old side of an event was last seen as it was, as the journal tells."""

    @cache
    def last(reference: Reference) -> str | None:
        for entry in reversed(entries):
            seen = (*(entry.get("unchanged") or ()), *(entry.get("recorded") or ()))
            if in_ranges(seen, reference):
                found: str | None = entry.get("observed_at")
                return found
        return otherwise

    def last_seen(event: Event) -> str | None:
        before = _parsed(event.reference_before) if event.reference_before else None
        return last(before) if before else None

    return last_seen
