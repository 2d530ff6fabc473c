"""
A pack while it is checked: its manifest, its files, and what is read of them once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
from guidetrack.evidence.sources import Source
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.store import layout, record_file, row_table
from guidetrack.store.row_table import RowTable


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
        self._tables: dict[str, RowTable] = {}

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

    def sources(self, revision: str, reference: Reference) -> list[Source]:
        """
        What a record of a commit was read from, in order of the slots.

        Raises:
            DamageError: a table of sources is damaged, or names a file that is not there.
        """
        found = [*self._own_sources(revision, reference), *self._rows(revision, reference)]
        return sorted(found, key=lambda each: each.entry.slot)

    def _own_sources(self, revision: str, reference: Reference) -> Iterator[Source]:
        table = self.find(revision, layout.slots_path(reference))
        if table is None:
            return
        try:
            for entry in layout.load_slots(self.file(table)):
                path = layout.source_path(reference, entry.file) if entry.file else None
                file = self.find(revision, path) if path else None
                if path and file is None:
                    raise DamageError(MANIFEST, f"it lacks {path} of commit {revision[:12]}")
                yield Source(entry, self.file(file) if file else None, file)
        except RecordError as problem:
            raise DamageError(table, str(problem)) from problem

    def _rows(self, revision: str, reference: Reference) -> Iterator[Source]:
        table = self.find(revision, row_table.table_path(reference))
        if table is None:
            return
        if table not in self._tables:
            try:
                self._tables[table] = row_table.load_rows(self.file(table))
            except RecordError as problem:
                raise DamageError(table, str(problem)) from problem
        for row in self._tables[table].get(reference, ()):
            yield Source(row.entry, row.content, table if row.content is not None else None)

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
    def _held(self) -> dict[tuple[str, str], str]:
        return {(each.revision, each.path): each.file for each in self.manifest.held}

    @cached_property
    def _snapshots(self) -> dict[str, SnapshotEntry]:
        return {each.revision: each for each in self.manifest.snapshots}
