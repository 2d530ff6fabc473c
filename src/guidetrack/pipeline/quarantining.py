"""
What was refused: listed, looked at, let in by a person, or thrown away.

A release is a snapshot of its own, so that history says a person decided it. It lets in
what merely shrank or came from a mirror; an error page or a draft stays out whoever asks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec

from guidetrack.config import Place
from guidetrack.errors import ConfigError, SourceError
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.committing import Run, SnapshotResult
from guidetrack.pipeline.incoming import Incoming
from guidetrack.pipeline.opening import opened
from guidetrack.pipeline.sifting import sift
from guidetrack.pipeline.taking import moment_of
from guidetrack.pipeline.upgrading import upgrade_if_needed
from guidetrack.sources.document import SourceDocument
from guidetrack.store import quarantine
from guidetrack.store.history import iso_utc
from guidetrack.store.quarantine import Refusal
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshots


class Quarantined(msgspec.Struct, frozen=True, kw_only=True):
    """One refusal, with its bytes."""

    refusal: Refusal
    content: bytes


def list_quarantine(place: Place) -> list[Refusal]:
    """Every refusal that is kept, the newest first."""
    with Repository.open(place.store) as repository:
        return quarantine.held(repository)


def show_quarantined(place: Place, name: str) -> Quarantined:
    """
    One refusal and what was refused.

    Raises:
        ConfigError: no refusal has that name, or more than one begins with it.
        SourceError: its bytes are gone.
    """
    with Repository.open(place.store) as repository:
        return _find(repository, name)


def drop_quarantined(place: Place, name: str, *, now: dt.datetime) -> Refusal:
    """
    Throw a refusal away.

    Raises:
        ConfigError: no refusal has that name.
        StoreError: the store is locked or cannot be written.
    """
    with opened(place, now=now) as repository:
        refusal = _named(repository, name)
        quarantine.drop(repository, refusal)
        return refusal


def release_quarantined(
    place: Place,
    name: str,
    *,
    now: dt.datetime,
    reference: Reference | None = None,
    tell: Callable[[str], None] | None = None,
) -> SnapshotResult:
    """
    Record a refused capture as a snapshot of its own.

    It is recorded under `reference`, else under the number that it states.

    Raises:
        ConfigError: no refusal has that name.
        SourceError: it is of a kind that is never let in, or its bytes are gone.
        StoreError: the store is damaged, locked, or has uncommitted changes.
    """
    with opened(place, now=now) as repository:
        found = _find(repository, name)
        base = upgrade_if_needed(repository, Snapshots(repository).latest(), now, tell)
        outcomes = sift([_incoming(found, reference)], base, {}, repository)
        run = Run(
            repository,
            base,
            outcomes,
            moment=moment_of(None, now, base),
            now=now,
            keep_sources=place.config.keep_sources,
        )
        for each in run.refusals:
            raise SourceError(
                f"{found.refusal.id} cannot be released: {each.refused.problems[0]}",
                hint="What is no guidance stays out; a number that is missing can be given with "
                "--reference.",
            )
        result = run.commit()
        run.write_journal(result, "release", quarantined=found.refusal.id, at=iso_utc(now))
        quarantine.drop(repository, found.refusal)
        return result


def _incoming(found: Quarantined, reference: Reference | None) -> Incoming:
    refusal = found.refusal
    document = SourceDocument(
        content=found.content,
        name=refusal.source,
        url=refusal.address,
        media_type=refusal.media_type,
    )
    return Incoming(document, reference, released=True)


def _find(repository: Repository, name: str) -> Quarantined:
    refusal = _named(repository, name)
    content = quarantine.content_of(repository, refusal)
    if content is None:
        raise SourceError(
            f"the bytes of {refusal.id} are gone", hint=f"guidetrack quarantine drop {refusal.id}"
        )
    return Quarantined(refusal=refusal, content=content)


def _named(repository: Repository, name: str) -> Refusal:
    wanted = name.strip().casefold()
    found = [each for each in quarantine.held(repository) if wanted and each.id.startswith(wanted)]
    if len(found) != 1:
        raise ConfigError(
            f"{'several refusals begin' if found else 'no refusal begins'} with {name!r}",
            hint="guidetrack quarantine list names them all.",
        )
    return found[0]
