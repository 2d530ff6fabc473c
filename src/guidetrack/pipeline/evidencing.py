"""
The evidence on some guidance, as one file to keep and to hand on.

The store is only read. Whatever the pack says follows from commits; a file of the
store that was changed by hand has no part in it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

import guidetrack
from guidetrack.config import Place
from guidetrack.errors import ConfigError
from guidetrack.events.report import Report
from guidetrack.evidence.manifest import Certificate
from guidetrack.evidence.packing import Pack, Subject, make_pack
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.asking import history, read_lineage
from guidetrack.store.repository import Repository


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What was packed."""

    schema_version: int = 1
    file: str
    digest: str
    """The sha256 of the manifest, which stands for the whole pack."""
    size: int
    """Bytes."""
    references: tuple[str, ...]
    """As asked for."""
    thread: tuple[str, ...]
    """Every number that belongs to them."""
    certificates: tuple[Certificate, ...]
    not_kept: tuple[str, ...]
    """References of which the pack lacks some bytes as captured, because they were not kept."""


def pack_evidence(place: Place, references: Sequence[Reference], out: Path) -> Evidence:
    """
    Write the evidence on references and on every number that belongs to them.

    Raises:
        ConfigError: nothing is held of a reference, or the file cannot be written.
        StoreError: the store is damaged.
    """
    _check_place(place, out)
    lineage = read_lineage(place, with_shipped=False)
    threads: dict[Reference, None] = {}
    reports: list[Report] = []
    for reference in references:
        if not lineage.knows(reference):
            raise ConfigError(
                f"nothing is held of {reference}, so there is no evidence on it",
                hint="Capture its page first: guidetrack snapshot FILE.",
            )
        if reference not in threads:
            threads.update(dict.fromkeys(lineage.thread(reference)))
            reports.extend(history(place, reference))
    subject = Subject(tuple(dict.fromkeys(references)), tuple(sorted(threads)))
    with Repository.open(place.store) as repository:
        pack = make_pack(
            repository,
            subject,
            lineage,
            _merged(repository, reports),
            version=guidetrack.__version__,
        )
    _write(pack.content, out)
    return _told(pack, out)


def _merged(repository: Repository, reports: Sequence[Report]) -> tuple[Report, ...]:
    """One report for each step, newest first, whichever thread its events are about."""
    steps: dict[str | None, Report] = {}
    for each in reports:
        known = steps.get(each.new.revision)
        events = (*known.events, *each.events) if known else each.events
        steps[each.new.revision] = msgspec.structs.replace(each, events=events)
    order = {each.commit: at for at, each in enumerate(repository.revisions())}
    return tuple(sorted(steps.values(), key=lambda each: order.get(each.new.revision or "", 0)))


def _told(pack: Pack, out: Path) -> Evidence:
    manifest = pack.manifest
    lacking = {each.reference for each in manifest.sources if each.kept != "all"}
    return Evidence(
        file=str(out),
        digest=pack.digest,
        size=len(pack.content),
        references=manifest.references,
        thread=manifest.thread,
        certificates=pack.certificates,
        not_kept=tuple(each for each in manifest.thread if each in lacking),
    )


def _check_place(place: Place, out: Path) -> None:
    """See that the pack would not lie in the store, where it would be somebody's change."""
    if place.store.resolve() in out.resolve().parents:
        raise ConfigError(
            f"{out} lies in the store folder, which holds snapshots only",
            hint="Write the pack somewhere else with -o.",
        )


def _write(content: bytes, out: Path) -> None:
    """Write the whole file, or leave what was there."""
    draft = out.with_name(f"{out.name}.part{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(out)
    except OSError as problem:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise ConfigError(
            f"{out} cannot be written ({problem.strerror})",
            hint="Choose another place with -o.",
        ) from problem
