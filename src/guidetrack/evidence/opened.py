"""
A pack while it is checked: its manifest, its files, and what is read of them once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from guidetrack.errors import NotAReferenceError, RecordError
from guidetrack.evidence.damage import DamageError
from guidetrack.evidence.manifest import (
    MANIFEST,
    Certificate,
    HeldFile,
    Manifest,
    SnapshotEntry,
    load_part,
)
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.store import layout, record_file


class Opened:
    """
    A pack whose archive and manifest are in order.

    Attributes:
        manifest: what the pack says of itself.
        files: every file, by name.
        version: that of the guidetrack that checks it.
    """

    def __init__(self, manifest: Manifest, files: Mapping[str, bytes], version: str) -> None:
        self.version = version
        self.manifest = manifest
        self.files = files
        self._records: dict[str, GuidanceRecord] = {}

    def is_reworded(self) -> bool:
        """Whether another guidetrack made the pack, which may put the same facts otherwise."""
        return self.manifest.made_with.guidetrack != self.version

    def file(self, name: str) -> bytes:
        """
        The bytes of a file.

        Raises:
            DamageError: the manifest names it somewhere, and it is not there.
        """
        if name not in self.files:
            raise DamageError(MANIFEST, f"it speaks of a file {name!r} that is not in the pack")
        return self.files[name]

    def record(self, name: str) -> GuidanceRecord:
        """
        The record in a file.

        Raises:
            DamageError: there is none.
        """
        if name not in self._records:
            try:
                self._records[name] = record_file.load(self.file(name))
            except RecordError as problem:
                raise DamageError(name, f"it is no record: {problem}") from problem
        return self._records[name]

    def record_files(self) -> list[HeldFile]:
        """Every record of every snapshot, in the order of the manifest."""
        return [each for each in self.manifest.held if layout.reference_of(each.path)]

    def find(self, revision: str, path: str) -> str | None:
        """The file of the pack that is a file of a commit, or None."""
        return self._held.get((revision, path))

    def snapshot(self, revision: str) -> SnapshotEntry:
        """
        The entry of a commit.

        Raises:
            DamageError: the pack does not prove anything about that commit.
        """
        found = self._snapshots.get(revision)
        if found is None:
            raise DamageError(MANIFEST, f"it speaks of a commit {revision[:80]!r} that it lacks")
        return found

    def certificate(self, name: str) -> Certificate:
        """
        A certificate.

        Raises:
            DamageError: the file is none.
        """
        found: Certificate = load_part(self.file(name), name, Certificate)
        return found

    def reference(self, text: str, file: str) -> Reference:
        """
        A reference that a file of the pack names.

        Raises:
            DamageError: it is none.
        """
        try:
            return Reference.parse(text)
        except NotAReferenceError as problem:
            raise DamageError(file, f"{text[:80]!r} is no reference") from problem

    @cached_property
    def held_files(self) -> frozenset[str]:
        """The files of the pack that are files of a commit."""
        return frozenset(self._held.values())

    @cached_property
    def _held(self) -> dict[tuple[str, str], str]:
        return {(each.revision, each.path): each.file for each in self.manifest.held}

    @cached_property
    def _snapshots(self) -> dict[str, SnapshotEntry]:
        return {each.revision: each for each in self.manifest.snapshots}
