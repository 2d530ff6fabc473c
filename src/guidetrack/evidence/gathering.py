"""
From the store into the pack: files of snapshots, and the objects that prove them.

A file that is the same in several snapshots is packed once, under the first of them.
What proves that it was recorded is a chain of git's own objects, from the commit over
the folders down to the file.
"""

from __future__ import annotations

from collections.abc import Iterable

from guidetrack.errors import StoreError
from guidetrack.evidence import objects
from guidetrack.evidence.certificate import Text
from guidetrack.evidence.manifest import HeldFile, SnapshotEntry, SourceEntry
from guidetrack.evidence.objects import GitObject
from guidetrack.evidence.sources import Source, describe
from guidetrack.guidance.reference import Reference
from guidetrack.store import layout
from guidetrack.store.layout import SlotEntry
from guidetrack.store.repository import Repository
from guidetrack.store.row_table import table_path
from guidetrack.store.snapshot import Snapshot


class Gathering:
    """
    What is gathered so far; snapshots are to be added oldest first.

    Attributes:
        files: the files of the pack, by their names in it.
        snapshots: an entry for each snapshot added.
        held: which file of the pack is which file of a commit.
        sources: what each record was read from.
    """

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._packed: dict[tuple[str, str], str] = {}
        self._rows: set[HeldFile] = set()
        self.files: dict[str, bytes] = {}
        self.snapshots: list[SnapshotEntry] = []
        self.held: list[HeldFile] = []
        self.sources: list[SourceEntry] = []

    def add(self, snapshot: Snapshot, references: Iterable[Reference]) -> None:
        """Pack what a snapshot holds of the references."""
        entry = SnapshotEntry(
            revision=snapshot.revision,
            observed_at=snapshot.facts.observed_at,
            committed_at=snapshot.facts.committed_at,
            extractor=snapshot.extractor,
        )
        self.snapshots.append(entry)
        self._read_object(snapshot.revision)
        for reference in sorted(set(references) & snapshot.fingerprints().keys()):
            self._pack(snapshot, layout.record_path(reference))
            for path in snapshot.slot_files(reference):
                self._pack(snapshot, path)
            for slot in snapshot.slots(reference):
                self.sources.append(self._source(snapshot, reference, slot))

    def text(self, snapshot: Snapshot, reference: Reference) -> Text:
        """The record of a snapshot that was added, for comparing."""
        path = layout.record_path(reference)
        row = (
            each for each in self.held if (each.revision, each.path) == (snapshot.revision, path)
        )
        file = next((each.file for each in row), None)
        return Text(
            reference,
            snapshot.revision,
            snapshot.facts.observed_at,
            snapshot.extractor,
            file,
            snapshot.record(reference) if file else None,
        )

    def _source(self, snapshot: Snapshot, reference: Reference, slot: SlotEntry) -> SourceEntry:
        content = snapshot.source(reference, slot.slot)
        path = None
        if content is not None and any(row.slot == slot.slot for row in snapshot.rows(reference)):
            path = table_path(reference)
        elif content is not None and slot.file is not None:
            path = layout.source_path(reference, slot.file)
        source = Source(slot, content, self._pack(snapshot, path) if path else None)
        described = describe(snapshot.revision, reference, source)
        if described is None:
            raise StoreError(
                f"{path} is not what was captured: its hash is another than was recorded",
                hint="guidetrack verify names what is damaged.",
            )
        return described

    def _pack(self, snapshot: Snapshot, path: str) -> str:
        """Pack a file of the store, prove that it is in the commit, and give its name here."""
        blob = snapshot.tree[path]
        file = self._packed.get((path, blob))
        if file is None:
            file = self._packed[path, blob] = f"captured/{_folder(snapshot)}/{path}"
            self.files[file] = self._repository.read_blob(blob)
        row = HeldFile(revision=snapshot.revision, path=path, file=file)
        if row not in self._rows:
            self._rows.add(row)
            self.held.append(row)
            self._prove(snapshot, path)
        return file

    def _prove(self, snapshot: Snapshot, path: str) -> None:
        """Pack the objects that lead from the commit to the file."""
        whole = (self._repository.prefix + path).encode("utf-8", "surrogateescape")
        objects.find(self._read_object, snapshot.revision, whole, self._repository.hash_name)

    def _read_object(self, name: str) -> GitObject:
        file = objects.file_of(name)
        if file not in self.files:
            self.files[file] = GitObject(*self._repository.read_object(name)).raw()
        return objects.load(self.files[file])


def _folder(snapshot: Snapshot) -> str:
    """`2026-01-19-9be07d1c4f2a`, the day for people and the commit for certainty."""
    day = (snapshot.facts.observed_at or snapshot.facts.committed_at)[:10]
    return f"{day}-{snapshot.revision[:12]}"
