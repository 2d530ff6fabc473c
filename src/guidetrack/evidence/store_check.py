"""
Whether a store holds: every file of its newest snapshot, its past, and its journal.

What is asked of most often comes first: a damaged record is named by its path before
git is asked whether all objects of the past are there. Only commits are looked at; a
change that nobody committed is no damage of the store.
"""

from __future__ import annotations

import hashlib
from functools import cached_property

from guidetrack.errors import GuidetrackError
from guidetrack.evidence.check import Check, Damage
from guidetrack.evidence.cycles import find_cycle
from guidetrack.evidence.damage import DamageError
from guidetrack.guidance.reference import Reference
from guidetrack.lineage import Lineage
from guidetrack.lineage.standing import Standing, standing_of
from guidetrack.store import journal, layout, record_file, row_table
from guidetrack.store.canonical_yaml import load_plain
from guidetrack.store.layout import SlotEntry
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot
from guidetrack.store.work_tree import dirty_paths

GIT = "git"
_RECORDS, _ABSENT, _LISTED = "records/", "absent/", "listed/"


def check_store(repository: Repository, snapshot: Snapshot, *, full: bool = False) -> Check:
    """
    Check a store from its newest snapshot on.

    Args:
        repository: the store.
        snapshot: the newest one.
        full: whether git reads every object of the past again, which takes its time.
    """
    run = _Run(repository, snapshot, full=full)
    damage = None
    try:
        run.check()
    except DamageError as problem:
        damage = Damage(file=problem.file, problem=problem.problem)
    except GuidetrackError as problem:
        damage = Damage(file=run.at, problem=str(problem))
    return Check(
        what="store",
        holds=damage is None,
        damage=damage,
        revision=snapshot.revision,
        checked=tuple(run.checked),
        not_checked=tuple(run.not_checked),
    )


class _Run:
    """One check under way; `at` is what it looks at."""

    def __init__(self, repository: Repository, snapshot: Snapshot, *, full: bool) -> None:
        self._repository = repository
        self._snapshot = snapshot
        self._full = full
        self._sources = 0
        self._digests: dict[str, str] = {}
        self._tables: dict[Reference, tuple[SlotEntry, ...]] = {}
        self._records: dict[Reference, Standing] = {}
        self.at = GIT
        self.checked: list[str] = []
        self.not_checked: list[str] = []

    def check(self) -> None:
        """Check one thing after the other."""
        self._check_files()
        self._check_slots()
        self._check_relations()
        self._check_git()
        self.at = "the journal"
        entries = journal.read(self._repository)
        self.checked.append(f"the journal of {len(entries):,} runs")
        self._look_for_changes()

    def _check_files(self) -> None:
        self.at = layout.STORE_FILE
        self._snapshot.fingerprints()  # says so where the store is of a newer format
        tree = self._snapshot.tree
        for self.at, blob in sorted(tree.items()):
            content = self._repository.read_blob(blob)
            if self._repository.blob_id(content) != blob:
                raise DamageError(self.at, "its bytes are not those that git recorded")
            self._digests[self.at] = hashlib.sha256(content).hexdigest()
            self._check_file(self.at, content)
        self.at = GIT
        self.checked.append(
            f"{len(tree):,} files of the newest snapshot, {len(self._records):,} of them records"
        )

    @cached_property
    def _table_of(self) -> dict[str, Reference]:
        return {layout.slots_path(each): each for each in self._snapshot.fingerprints()}

    def _check_file(self, path: str, content: bytes) -> None:
        if path == layout.STORE_FILE:
            layout.check_format(content)
        elif path.startswith(_RECORDS):
            self._check_record(path, content)
        elif path.startswith(_LISTED):
            layout.load_listed(content)
        elif path.startswith(_ABSENT):
            _check_absence(path, content)
        elif path.endswith("/slots.yaml"):
            self._check_table(path, content)
        elif row_table.is_table(path):
            self._check_rows(path, content)

    def _check_record(self, path: str, content: bytes) -> None:
        reference = layout.reference_of(path)
        if reference is None:
            raise DamageError(path, "no record belongs there")
        record = record_file.load(content)
        if record_file.dump(record) != content:
            raise DamageError(path, "it was edited: it is not written as guidetrack writes it")
        if record.reference != reference:
            raise DamageError(path, f"it is the record of {record.reference}")
        self._records[reference] = standing_of(record)

    def _check_table(self, path: str, content: bytes) -> None:
        slots = layout.load_slots(content)
        if layout.dump_slots(slots) != content:
            raise DamageError(path, "it was edited: it is not written as guidetrack writes it")
        reference = self._table_of.get(path)
        if reference is None:
            raise DamageError(path, "there are sources here, but no record of them")
        self._tables[reference] = slots

    def _check_rows(self, path: str, content: bytes) -> None:
        """Check a table in which rows of lists lie together, each with its bytes."""
        rows = row_table.load_rows(content)
        if row_table.dump_rows(rows) != content:
            raise DamageError(path, "it was edited: it is not written as guidetrack writes it")
        for reference, each in rows.items():
            if row_table.table_path(reference) != path or reference not in self._records:
                raise DamageError(path, f"there is a row of {reference} here, but no record of it")
            for row in each:
                digest = hashlib.sha256(row.content or b"").hexdigest()
                if row.is_whole and digest != row.sha256:
                    raise DamageError(path, f"the row of {reference} is not what was captured")
                self._sources += row.is_whole

    def _check_slots(self) -> None:
        """See that the bytes of each source are those whose hash was recorded."""
        for reference, slots in self._tables.items():
            self.at = layout.slots_path(reference)
            for entry in slots:
                self._check_slot(reference, entry)
                self._sources += entry.file is not None
        self.at = GIT
        self.checked.append(f"the captured bytes of {self._sources:,} sources")

    def _check_slot(self, reference: Reference, entry: SlotEntry) -> None:
        if entry.file is None:
            return
        path = layout.source_path(reference, entry.file)
        digest = self._digests.get(path)
        if digest is None:
            raise DamageError(path, f"it is missing, although {self.at} names it")
        if digest != entry.sha256 and not _may_be_text_only(entry):
            raise DamageError(path, "its bytes are not those whose hash was recorded")

    def _check_relations(self) -> None:
        circle = find_cycle(Lineage(self._records.values()))
        if circle:
            path = layout.record_path(circle[0])
            names = " -> ".join(map(str, circle))
            raise DamageError(path, f"the succession it states goes round in a circle: {names}")
        self.checked.append("the relations between the records")

    def _check_git(self) -> None:
        """Ask git whether the past is whole."""
        depth = ["--full"] if self._full else ["--connectivity-only", self._snapshot.revision]
        status, output, said = self._repository.ask(
            "fsck", "--no-dangling", "--no-reflogs", "--no-progress", *depth
        )
        if status:
            lines = (output.decode("utf-8", "replace") + said).splitlines()
            first = next((each.strip() for each in lines if each.strip()), "without saying why")
            raise DamageError(GIT, f"objects of the past are damaged or missing: {first}")
        if self._full:
            self.checked.append("every object of the git repository")
        else:
            self.checked.append("that all objects of the past are there")
            self.not_checked.append("the bytes of older snapshots; --full reads them too")

    def _look_for_changes(self) -> None:
        self.at = GIT
        for dirty in dirty_paths(self._repository):
            path = f"{self._repository.prefix}{dirty.path}"
            self.not_checked.append(f"uncommitted changes, first {path}: only commits are checked")
            return


def _check_absence(path: str, content: bytes) -> None:
    reference = layout.absent_reference(path)
    if reference is None or load_plain(content).get("reference") != str(reference):
        raise DamageError(path, "it does not name the guidance that its path names")


def _may_be_text_only(entry: SlotEntry) -> bool:
    """Whether only the text of a source is kept, whose hash is not that of the bytes."""
    return entry.file is not None and entry.file.endswith(".txt")
