"""
Snapshots: the store as it was at one revision, and how the next one is recorded.

A snapshot knows its blob ids at once and parses a record only when asked for it.
Snapshots of one repository share what they have parsed, because from week to week
nearly all blobs are the same.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice

from guidetrack.errors import RecordError
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import IN_ORDER, Reference
from guidetrack.store import layout, record_file
from guidetrack.store.git_answers import PathChange
from guidetrack.store.history import Revision, observed_until
from guidetrack.store.layout import SlotEntry
from guidetrack.store.repository import Repository
from guidetrack.store.row_table import Row, RowTable, is_table, load_rows, table_path

_KEPT_RECORDS = 2048
"""Parsed records kept in memory; a wave of 700 migrations needs 1,400 at once."""
_KEPT_TABLES = 256
"""Parsed tables of rows kept in memory; all lists of the publisher fill 53."""


class Snapshots:
    """
    The snapshots of one repository, however they are named.

    Raises:
        StoreError: from every method, where the store is of a newer format.
    """

    def __init__(self, repository: Repository) -> None:
        self.repository = repository
        self._records: OrderedDict[str, GuidanceRecord] = OrderedDict()
        self._waiting: dict[str, bytes] = {}
        self._tables: OrderedDict[str, RowTable] = OrderedDict()

    def latest(self) -> Snapshot | None:
        """The newest snapshot on the branch of HEAD, or None before the first."""
        return self._first(self.repository.revisions(limit=1))

    def named(self, revision: str) -> Snapshot | None:
        """The state of the store at a git revision as a user writes it, or None for no such."""
        commit = self.repository.resolve_revision(revision)
        if commit is None:
            return None
        known = (each for each in self.repository.revisions() if each.commit == commit)
        found = next(known, None)
        return self.of(found) if found else self._first(self.repository.revisions(commit, limit=1))

    def on(self, day: dt.date) -> Snapshot | None:
        """The last snapshot observed before the end of the day in UTC, or None."""
        found = observed_until(self.repository.revisions(), day)
        return self.of(found) if found else None

    def all(self) -> Iterator[Snapshot]:
        """
        Every snapshot, newest first.

        Taken one after another, all of them together cost three git processes: what
        each holds follows from what the next one changed.
        """
        revisions = self.repository.revisions()
        if not revisions:
            return
        snapshot = self.of(revisions[0])
        yield snapshot
        steps = self.repository.steps([each.commit for each in revisions])
        for revision, step in zip(revisions[1:], steps, strict=True):
            snapshot = Snapshot(self, revision, blobs=_stepped(snapshot.fingerprints(), step))
            yield snapshot

    def of(self, revision: Revision) -> Snapshot:
        """The snapshot of a revision."""
        return Snapshot(self, revision)

    def load(self, blob: str) -> GuidanceRecord:
        """The record in a blob, parsed once as long as it is among the last used."""
        record = self._records.get(blob)
        if record is None:
            content = self._waiting.pop(blob, None)
            record = record_file.load(
                self.repository.read_blob(blob) if content is None else content
            )
            self._records[blob] = record
            if len(self._records) > _KEPT_RECORDS:
                self._records.popitem(last=False)
        else:
            self._records.move_to_end(blob)
        return record

    def fetch(self, blobs: Iterable[str]) -> None:
        """Read the bytes of many blobs in one go, as many as there is room for, to be parsed."""
        wanted = (blob for blob in blobs if blob not in self._records and blob not in self._waiting)
        room = max(_KEPT_RECORDS - len(self._waiting), 0)
        self._waiting.update(self.repository.read_blobs(islice(wanted, room)))

    def load_rows(self, blob: str) -> RowTable:
        """The rows in a blob, parsed once as long as they are among the last used."""
        table = self._tables.get(blob)
        if table is None:
            table = self._tables[blob] = load_rows(self.repository.read_blob(blob))
            if len(self._tables) > _KEPT_TABLES:
                self._tables.popitem(last=False)
        else:
            self._tables.move_to_end(blob)
        return table

    def _first(self, revisions: list[Revision]) -> Snapshot | None:
        return self.of(revisions[0]) if revisions else None


class Snapshot:
    """
    The store at one revision; one side of a comparison.

    Attributes:
        facts: the commit, its times and its trailers.
    """

    def __init__(
        self,
        snapshots: Snapshots,
        facts: Revision,
        *,
        blobs: Mapping[Reference, str] | None = None,
    ) -> None:
        self.facts = facts
        self._known = blobs
        self._snapshots = snapshots
        self._repository = snapshots.repository

    @property
    def repository(self) -> Repository:
        """Where it lies."""
        return self._repository

    @property
    def revision(self) -> str:
        """The commit id, in full."""
        return self.facts.commit

    @property
    def observed_at(self) -> str | None:
        """When the guidance was seen so, ISO 8601 in UTC; None where the commit does not say."""
        return self.facts.observed_at

    @property
    def extractor(self) -> str | None:
        """The version of the extractor that made the records; None where nothing says so."""
        if self.facts.extractor is not None:
            return self.facts.extractor
        content = self.file(layout.STORE_FILE)
        return None if content is None else layout.extractor_in(content)

    def references(self) -> tuple[Reference, ...]:
        """Every reference held, in order."""
        return tuple(sorted(self.fingerprints(), key=IN_ORDER))

    def fingerprints(self) -> Mapping[Reference, str]:
        """Reference to the blob id of its record."""
        return self._blobs

    def record(self, reference: Reference) -> GuidanceRecord | None:
        """
        The record of the reference, or None where none is held.

        Raises:
            RecordError: its file is no record; the message names the file.
        """
        blob = self._blobs.get(reference)
        if blob is None:
            return None
        try:
            return self._snapshots.load(blob)
        except RecordError as problem:
            raise self._located(layout.record_path(reference), problem) from problem

    def fetch(self, references: Iterable[Reference]) -> None:
        """Read the bytes of many records in one go, before they are asked for one by one."""
        self._snapshots.fetch(self._blobs[each] for each in references if each in self._blobs)

    def heads(self, references: Iterable[Reference]) -> Iterator[tuple[Reference, GuidanceRecord]]:
        """
        Records up to their relationships, in the order asked for; one in memory at a time.

        Raises:
            RecordError: a file is no record; the message names the file.
        """
        held = [each for each in references if each in self._blobs]
        contents = self._repository.read_blobs(self._blobs[each] for each in held)
        for reference, (_, content) in zip(held, contents, strict=True):
            try:
                head = record_file.load_head(content)
            except RecordError as problem:
                raise self._located(layout.record_path(reference), problem) from problem
            yield reference, head

    def slots(self, reference: Reference) -> tuple[SlotEntry, ...]:
        """
        The kinds of source captured for the reference, in order of their names.

        Raises:
            RecordError: the table of slots is damaged; the message names the file.
        """
        entries = (*self._own_slots(reference), *(row.entry for row in self.rows(reference)))
        return tuple(sorted(entries, key=lambda entry: entry.slot))

    def source(self, reference: Reference, slot: str) -> bytes | None:
        """The bytes as captured, or None where the slot is not held or only its hash is."""
        for row in self.rows(reference):
            if row.slot == slot:
                return row.content
        for entry in self._own_slots(reference):
            if entry.slot == slot and entry.file is not None:
                return self.file(layout.source_path(reference, entry.file))
        return None

    def rows(self, reference: Reference) -> tuple[Row, ...]:
        """
        The sources of the reference that are rows of a list, in order of their slots.

        Raises:
            RecordError: the table of rows is damaged; the message names the file.
        """
        return self.row_table(table_path(reference)).get(reference, ())

    def slot_files(self, reference: Reference) -> tuple[str, ...]:
        """Where in the store its slots are written down: its own table, one of rows, or both."""
        own = layout.slots_path(reference)
        rows = (table_path(reference),) if self.rows(reference) else ()
        return (*((own,) if own in self.tree else ()), *rows)

    def row_table(self, path: str) -> RowTable:
        """
        The rows that lie together at a path of the store; none where nothing lies there.

        Raises:
            RecordError: the table of rows is damaged; the message names the file.
        """
        blob = self.tree.get(path)
        try:
            return {} if blob is None else self._snapshots.load_rows(blob)
        except RecordError as problem:
            raise self._located(path, problem) from problem

    def all_rows(self) -> Iterator[tuple[Reference, Row]]:
        """Every row of a list that is held, with its reference."""
        for path in filter(is_table, self.tree):
            for reference, rows in self.row_table(path).items():
                yield from ((reference, row) for row in rows)

    def absences(self) -> frozenset[Reference]:
        """References that their source no longer serves, although their record is kept."""
        named = map(layout.absent_reference, self._inventory)
        return frozenset(reference for reference in named if reference is not None)

    def listed(self) -> frozenset[Reference] | None:
        """References that sources listing all guidance have named; None where none has run."""
        return self._listed

    def file(self, path: str) -> bytes | None:
        """The bytes of any file of the store, or None where it is not held."""
        blob = self.tree.get(path)
        return None if blob is None else self._repository.read_blob(blob)

    @cached_property
    def tree(self) -> Mapping[str, str]:
        """Path relative to the store to blob id, of everything in the store."""
        return self._repository.tree(self.revision)

    @cached_property
    def _listed(self) -> frozenset[Reference] | None:
        lists = [
            layout.load_listed(self._repository.read_blob(blob))
            for path, blob in self._inventory.items()
            if path.startswith("listed/")
        ]
        return frozenset[Reference]().union(*lists) if lists else None

    @cached_property
    def _inventory(self) -> Mapping[str, str]:
        """Where absences and lists lie; one git process for them and the records alike."""
        names = () if self._known is not None else ("records", layout.STORE_FILE)
        return self._repository.tree(self.revision, "absent", "listed", *names)

    @cached_property
    def _blobs(self) -> Mapping[Reference, str]:
        if self._known is not None:
            return self._known
        tree = self._inventory
        store_file = tree.get(layout.STORE_FILE)
        if store_file is not None:
            layout.check_format(self._repository.read_blob(store_file))
        named = ((layout.reference_of(path), blob) for path, blob in tree.items())
        return {reference: blob for reference, blob in named if reference is not None}

    def _own_slots(self, reference: Reference) -> tuple[SlotEntry, ...]:
        """Those of its slots of which the bytes lie in files of their own."""
        path = layout.slots_path(reference)
        content = self.file(path)
        try:
            return () if content is None else layout.load_slots(content)
        except RecordError as problem:
            raise self._located(path, problem) from problem

    def _located(self, path: str, problem: RecordError) -> RecordError:
        return RecordError(f"{path} at {self.revision[:12]}: {problem}", hint=problem.hint)


def _stepped(blobs: Mapping[Reference, str], step: list[PathChange]) -> dict[Reference, str]:
    """What is held one step further; an equal mapping is cheap to copy."""
    found = dict(blobs)
    for change in step:
        reference = layout.reference_of(change.path)
        if reference is not None and change.new is None:
            found.pop(reference, None)
        elif reference is not None and change.new is not None:
            found[reference] = change.new
    return found
