"""
Whether what is held, or was handed on, is still what was recorded.

A pack is checked alone: neither the store nor git has a part in it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

import guidetrack
from guidetrack.config import Place
from guidetrack.errors import ConfigError, SourceError
from guidetrack.evidence.archive import LARGEST
from guidetrack.evidence.check import Check, Damage
from guidetrack.evidence.damage import DamageError
from guidetrack.evidence.pack_check import check_pack

if TYPE_CHECKING:
    from guidetrack.store.repository import Repository

_OVERHEAD = 100_000_000
"""Bytes that an archive may take beyond its files."""


def verify_pack(path: Path, *, digest: str | None = None) -> Check:
    """
    Check a pack of evidence; `digest` is the one that was written down, where somebody did.

    Raises:
        SourceError: the file cannot be read, or was made by a newer guidetrack.
    """
    try:
        if path.stat().st_size > LARGEST + _OVERHEAD:
            raise SourceError(f"{path} is larger than any pack", hint="Check the path.")
        content = path.read_bytes()
    except OSError as problem:
        raise SourceError(
            f"{path} cannot be read ({problem.strerror})", hint="Check the path and the rights."
        ) from problem
    return check_pack(content, version=guidetrack.__version__, digest=digest)


def verify_store(place: Place, *, full: bool = False) -> Check:
    """
    Check the store from its newest snapshot on; `full` has git read its whole past again.

    Raises:
        ConfigError: there is no snapshot yet.
        StoreError: there is no repository, or git cannot use it.
    """
    from guidetrack.evidence.store_check import check_store  # noqa: PLC0415 - a pack needs no git
    from guidetrack.store.repository import Repository  # noqa: PLC0415
    from guidetrack.store.snapshot import Snapshots  # noqa: PLC0415

    with Repository.open(place.store, afresh=True) as repository:
        newest = Snapshots(repository).latest()
        if newest is None:
            raise ConfigError(
                "there is no snapshot yet", hint="Take one: guidetrack snapshot FOLDER."
            )
        return _with_outbox(check_store(repository, newest, full=full), repository)


def _with_outbox(check: Check, repository: Repository) -> Check:
    """Check what was told to whom as well, where all else holds."""
    from guidetrack.pipeline.outbox_check import check_outbox  # noqa: PLC0415 - as above

    if not check.holds:
        return check
    try:
        count = check_outbox(repository)
    except DamageError as problem:
        damage = Damage(file=problem.file, problem=problem.problem)
        return msgspec.structs.replace(check, holds=False, damage=damage)
    noun = "alert" if count == 1 else "alerts"
    told = f"{count:,} {noun}, and that none is forgotten"
    return msgspec.structs.replace(check, checked=(*check.checked, told)) if count else check
