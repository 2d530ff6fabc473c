"""
Like with like: two sides read by one extractor, whenever each was captured.

A record made by an older extractor is not compared with one of a newer: the bytes of
its sources are read again (see `rereading`). Where one extractor made both, as in nearly
every comparison, nothing of extraction is even loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidetrack.extract import EXTRACTOR_VERSION
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot

if TYPE_CHECKING:
    from guidetrack.pipeline.rereading import Reread


def alike(
    repository: Repository, old: Snapshot, new: Snapshot, *, upgraded: bool | None = None
) -> tuple[Snapshot | Reread, Snapshot | Reread]:
    """
    The two sides of a comparison, read by one extractor.

    `upgraded` says whether the store ever was, where the caller knows.
    """
    if old.extractor == new.extractor:
        if old.extractor != EXTRACTOR_VERSION:
            return old, new
        if not (was_upgraded(repository) if upgraded is None else upgraded):
            return old, new
    from guidetrack.pipeline.rereading import Reread  # noqa: PLC0415 - loads the whole extractor

    return Reread(repository, old, new), Reread(repository, new, old)


def was_upgraded(repository: Repository) -> bool:
    """Whether some record may still be of an older extractor, its sources not being kept."""
    return any(each.technical_upgrade for each in repository.revisions())
