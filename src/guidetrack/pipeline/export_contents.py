"""
Everything in the store as one stream: snapshots, versions, sources, successors, events.

The history is walked from its beginning, some snapshots at a time, and each file of a
record is read and parsed when it is met, so that memory does not grow with the years. What
is held today is the last version of each record; it is met on the way.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence

from guidetrack.config import Place
from guidetrack.errors import ConfigError, RecordError
from guidetrack.events.plain import encode
from guidetrack.formats.exports.items import (
    Happened,
    HeldRecord,
    HeldSource,
    Item,
    Led,
    Other,
    TakenSnapshot,
    Version,
    Written,
)
from guidetrack.guidance.record import to_plain
from guidetrack.guidance.reference import Reference
from guidetrack.lineage import Lineage, build_crosswalk
from guidetrack.pipeline.recounting import history
from guidetrack.pipeline.remembered_lineage import RememberedLineage, lineage_of, relations_in
from guidetrack.store import journal, layout, record_file
from guidetrack.store.canonical_yaml import load_plain
from guidetrack.store.git_answers import PathChange
from guidetrack.store.history import Revision
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot, Snapshots

_TOGETHER = 32
"""Snapshots of which git is asked at once what they change."""


class Contents:
    """
    What is in a store, to be gone through once.

    Attributes:
        newest: the snapshot that is exported.
    """

    def __init__(
        self,
        place: Place,
        repository: Repository,
        *,
        only: Reference | None = None,
        since: dt.date | None = None,
    ) -> None:
        """
        Look what there is to export.

        Args:
            place: the store.
            repository: the same, opened.
            only: nothing but this guidance and every number that belongs to it.
            since: no version and no event that was seen before this day.

        Raises:
            ConfigError: there is no snapshot, or nothing is held of the reference.
        """
        self._place = place
        self._repository = repository
        self._since = since
        self._only = only
        self._revisions = repository.revisions()[::-1]
        if not self._revisions:
            raise ConfigError(
                "there is no snapshot yet", hint="Take one: guidetrack snapshot FOLDER."
            )
        self.newest: Snapshot = Snapshots(repository).of(self._revisions[-1])
        self._thread = _thread(relations_in(self.newest), only) if only else None

    def items(self) -> Iterator[Item]:
        """Give everything, what is linked to before what links to it."""
        for position, facts in enumerate(self._revisions):
            yield TakenSnapshot(facts, position)
        yield from self._records()
        yield from self._sources()
        yield from self._crosswalk()
        yield from self._events()
        yield from self._others()

    def _records(self) -> Iterator[Item]:
        """Every version, oldest first; the last one is given as a record as well, before it."""
        last = self._last_changes()
        absent = self.newest.absences()
        for facts, reference, change in self._changes():
            wanted = self._is_wanted(facts)
            is_last = last[reference] == facts.commit
            if not (wanted or is_last):
                continue
            written = None if change.new is None else self._read(change.path, change.new, facts)
            if written is not None and is_last:
                yield HeldRecord(written, facts, reference in absent)
            if wanted:
                yield Version(reference, facts, written)

    def _last_changes(self) -> dict[Reference, str]:
        """The commit that changed each reference last, from the names of files alone."""
        return {reference: facts.commit for facts, reference, _ in self._changes()}

    def _changes(self) -> Iterator[tuple[Revision, Reference, PathChange]]:
        for facts, step in _steps(self._repository, self._revisions):
            for change in step:
                reference = layout.reference_of(change.path)
                if reference is not None and self._is_about(reference):
                    yield facts, reference, change

    def _read(self, path: str, blob: str, facts: Revision) -> Written:
        content = self._repository.read_blob(blob)
        try:
            record = record_file.load(content)
        except RecordError as problem:
            raise RecordError(f"{path} at {facts.commit[:12]}: {problem}") from problem
        return Written(record, encode(to_plain(record)), hashlib.sha256(content).hexdigest())

    def _sources(self) -> Iterator[HeldSource]:
        for reference in self.newest.references():
            if not self._is_about(reference):
                continue
            rows = {row.slot: row for row in self.newest.rows(reference)}
            for entry in self.newest.slots(reference):
                path = layout.source_path(reference, entry.file) if entry.file else None
                if entry.slot in rows:
                    content = rows[entry.slot].content
                else:
                    content = self.newest.file(path) if path else None
                file = None if content is None else path
                yield HeldSource(reference, entry, file, content)

    def _crosswalk(self) -> Iterator[Led]:
        with RememberedLineage(self._repository) as remembered:
            lineage = lineage_of(self.newest, remembered)
            crosswalk = build_crosswalk(lineage, revision=self.newest.revision)
        rows = (row for row in crosswalk.rows if self._names(row.old, row.new))
        for position, row in enumerate(rows):
            yield Led(row, position)

    def _events(self) -> Iterator[Happened]:
        known = {facts.commit for facts in self._revisions}
        for report in history(self._place, self._only, since=self._since):
            if report.new.revision in known:
                for position, event in enumerate(report.events):
                    yield Happened(report.old, report.new, event, position)

    def _others(self) -> Iterator[Other]:
        for reference in sorted(self.newest.absences()):
            if self._is_about(reference):
                yield Other(
                    "absences", self._plain(self.newest.tree[layout.absent_path(reference)])
                )
        if self._only is not None:
            return
        head = self._repository.head() or self.newest.revision
        for path, blob in sorted(self._repository.tree(head, layout.ALERTS).items()):
            if layout.alert_of(path) is not None:
                yield Other("alerts", self._plain(blob))
        for entry in journal.read(self._repository):
            yield Other("runs", entry)

    def _plain(self, blob: str) -> dict[str, object]:
        return dict(load_plain(self._repository.read_blob(blob)))

    def _is_wanted(self, facts: Revision) -> bool:
        return self._since is None or (facts.observed_at or "")[:10] >= str(self._since)

    def _is_about(self, reference: Reference) -> bool:
        return self._thread is None or reference in self._thread

    def _names(self, *numbers: str | None) -> bool:
        if self._thread is None:
            return True
        return not {str(each) for each in self._thread}.isdisjoint(numbers)


def _thread(lineage: Lineage, only: Reference) -> frozenset[Reference]:
    if not lineage.knows(only):
        raise ConfigError(
            f"nothing is held of {only}, so there is nothing to export",
            hint="Leave out --only, or capture its page first: guidetrack snapshot FILE.",
        )
    return lineage.thread(only)


def _steps(
    repository: Repository, revisions: Sequence[Revision]
) -> Iterator[tuple[Revision, list[PathChange]]]:
    """What each of the revisions, oldest first, changes against the one before it."""
    first = repository.tree(revisions[0].commit, "records")
    yield revisions[0], [PathChange(path, None, blob) for path, blob in first.items()]
    for start in range(0, len(revisions) - 1, _TOGETHER):
        some = revisions[start : start + _TOGETHER + 1]
        steps = repository.steps([each.commit for each in some])
        yield from zip(some[1:], steps, strict=True)
