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
from guidetrack.evidence.manifest import Certificate
from guidetrack.evidence.packing import Pack, Subject, make_pack
from guidetrack.guidance.reference import Reference
from guidetrack.lineage import Lineage
from guidetrack.pipeline.recounting import history_of
from guidetrack.pipeline.remembered_lineage import relations_in
from guidetrack.pipeline.sides import find_snapshot
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshots


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
    not_held: tuple[str, ...] = ()
    """References asked for of which nothing itself is held: other pages name them."""


def pack_evidence(place: Place, references: Sequence[Reference], out: Path) -> Evidence:
    """
    Write the evidence on references and on every number that belongs to them.

    Raises:
        ConfigError: nothing is held of a reference, or the file cannot be written.
        StoreError: the store is damaged.
    """
    _check_place(place, out)
    with Repository.open(place.store, remembers=False, afresh=True) as repository:
        snapshots = Snapshots(repository)
        newest = find_snapshot(snapshots, None)
        lineage = relations_in(newest)
        thread = _thread(lineage, references)
        subject = Subject(tuple(dict.fromkeys(references)), thread, newest)
        kept = {each.commit for each in repository.revisions(newest.revision)}
        history = [each for each in history_of(snapshots, thread) if each.new.revision in kept]
        pack = make_pack(repository, subject, lineage, history, version=guidetrack.__version__)
    _write(pack.content, out)
    return _told(pack, lineage, out)


def _thread(lineage: Lineage, references: Sequence[Reference]) -> tuple[Reference, ...]:
    """Every number that belongs to the references, in order; each has to be known."""
    found: set[Reference] = set()
    for reference in references:
        if not lineage.knows(reference):
            raise ConfigError(
                f"nothing is held of {reference}, so there is no evidence on it",
                hint="Capture its page first: guidetrack snapshot FILE.",
            )
        found |= lineage.thread(reference)
    return tuple(sorted(found))


def _told(pack: Pack, lineage: Lineage, out: Path) -> Evidence:
    manifest = pack.manifest
    held = {str(each) for each in lineage.records}
    lacking = {each.reference for each in manifest.sources if each.kept != "all"}
    return Evidence(
        file=str(out),
        digest=pack.digest,
        size=len(pack.content),
        references=manifest.references,
        thread=manifest.thread,
        certificates=pack.certificates,
        not_kept=tuple(each for each in manifest.thread if each in lacking),
        not_held=tuple(each for each in manifest.references if each not in held),
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
