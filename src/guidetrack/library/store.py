"""
The store of a trust's own program: opened once, asked often, from any thread.

Each answer is from the newest snapshot at that moment unless a day is named, so a service
that runs for months never tells what was true when it started.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from guidetrack import pipeline
from guidetrack.citations import Scan
from guidetrack.events.report import Report, Side
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.library.naming import (
    Day,
    Location,
    Number,
    SideName,
    find_place,
    read_day,
    read_number,
    read_paths,
    read_side,
)
from guidetrack.library.reading import Reading
from guidetrack.lineage import Crosswalk, Lineage, Resolution, build_crosswalk
from guidetrack.lineage import resolve as follow
from guidetrack.pipeline import Held


class Store:
    """
    A store opened for reading, to be shared by as many threads as there are.

    Close it, or use it in a `with` statement: it keeps git processes open. After a fork
    each process goes on with processes of its own.

        >>> with Store.open("guidance") as store:
        ...     print(store.resolve("IPG9075").current)
        ('HTG9046',)
    """

    def __init__(self, reading: Reading) -> None:
        """Take over an open reading; `Store.open` makes one."""
        self._reading = reading

    @classmethod
    def open(cls, path: Location) -> Self:
        """
        Open a store for reading.

        Args:
            path: the store folder; or a folder with `guidetrack.yaml`, or that file; or a
                work tree with a `snapshots` folder. Neither the current folder nor the
                environment has a say.

        Raises:
            ConfigError: there is no store at the path, or its `guidetrack.yaml` is wrong.
            StoreError: it lies in no git repository, or git refuses to read it.
        """
        return cls(Reading(find_place(Path(path))))

    @property
    def path(self) -> Path:
        """The store folder."""
        return self._reading.place.store

    def newest(self, *, as_of: Day | None = None) -> Side:
        """
        The newest snapshot, or the last one up to the end of a day: its commit and its time.

        Ask it to know how old the answers are.

            >>> store.newest(as_of="2026-01-31").observed_at
            '2026-01-19T09:00:00Z'

        Raises:
            ConfigError: there is no snapshot up to then.
            StoreError: the store is damaged or closed.
        """
        snapshot = self._reading.snapshot(read_day(as_of))
        return Side(revision=snapshot.revision, observed_at=snapshot.observed_at)

    def references(self, *, as_of: Day | None = None) -> tuple[Reference, ...]:
        """
        Every reference held, in order, without reading a record.

            >>> [str(each) for each in store.references(as_of="2025-11-30")][:2]
            ['HTG9310', 'IPG9075']

        Raises:
            ConfigError: there is no snapshot up to then.
            StoreError: the store is damaged or closed.
        """
        return self._reading.references(self._reading.snapshot(read_day(as_of)))

    def record(self, reference: Number, *, as_of: Day | None = None) -> GuidanceRecord | None:
        """
        What is held of a reference, or None where nothing is.

        None says that guidetrack holds nothing, never that there is no such guidance;
        `show` tells since when something is held.

            >>> record = store.record("HTG9310", as_of="2026-01-31")
            >>> record.categories
            ('special-arrangements',)

        Raises:
            NotAReferenceError: the text is no guidance reference.
            ConfigError: there is no snapshot up to then.
            RecordError: the file of the record is damaged.
            StoreError: the store is damaged or closed.
        """
        found = read_number(reference)
        return self._reading.record(self._reading.snapshot(read_day(as_of)), found)

    def records(self, *, as_of: Day | None = None) -> Iterator[GuidanceRecord]:
        """
        Every record, in order of the references, one in memory at a time.

        All are of one snapshot, also where a newer one is taken meanwhile.

            >>> sum(record.status == "withdrawn" for record in store.records())
            1

        Raises:
            ConfigError: there is no snapshot up to then.
            RecordError: the file of a record is damaged.
            StoreError: the store is damaged or closed.
        """
        snapshot = self._reading.snapshot(read_day(as_of))
        found = (
            self._reading.record(snapshot, each) for each in self._reading.references(snapshot)
        )
        return (record for record in found if record is not None)

    def show(self, reference: Number, *, as_of: Day | None = None) -> Held:
        """
        A record with the times at which the guidance was seen around the day.

            >>> held = store.show("HTG9310", as_of="2026-01-31")
            >>> held.seen, held.next_seen, held.changed_by_then
            ('2025-11-03T09:00:00Z', '2026-03-02T09:00:00Z', True)

        Raises:
            NotAReferenceError: the text is no guidance reference.
            ConfigError: nothing of it was held then; message and hint say since when it is.
            StoreError: the store is damaged or closed.
        """
        place = self._reading.check_open()
        return pipeline.show(place, read_number(reference), as_of=read_day(as_of))

    def lineage(self, *, as_of: Day | None = None) -> Lineage:
        """
        Which number gave way to which, among all that is held; beneath it the shipped facts.

            >>> [str(link.new) for link in store.lineage().successors(Reference.parse("IPG9420"))]
            ['IPG9640']

        Raises:
            ConfigError: there are snapshots, and none up to then.
            StoreError: the store is damaged or closed.
        """
        return self._reading.known(read_day(as_of))[0]

    def resolve(
        self, reference: Number, *, as_of: Day | None = None, with_former: bool = False
    ) -> Resolution:
        """
        Where a number leads, and whether anybody has to reassess.

        With `with_former`, `former` lists every number that led to it as well.

        A number nobody has heard of is answered with the status `unknown`. Before the first
        snapshot the answer rests on the facts that guidetrack ships, and its `basis` says so.

            >>> answer = store.resolve("IPG 9352")
            >>> answer.status, answer.current, answer.reassess
            ('migrated', ('HTG9225',), 'yes')

        Raises:
            NotAReferenceError: the text is no guidance reference.
            ConfigError: there are snapshots, and none up to then.
            StoreError: the store is damaged or closed.
        """
        read_number(reference)
        return follow(self.lineage(as_of=as_of), str(reference), with_former=with_former)

    def crosswalk(self, *, as_of: Day | None = None) -> Crosswalk:
        """
        Every old number with what stands in its place, one row for each successor.

        Before the first snapshot it holds the facts that guidetrack ships, and its
        `revision` is None.

            >>> [(row.new, row.reassess) for row in store.crosswalk().rows if row.old == "IPG9352"]
            [('HTG9225', 'yes')]

        Raises:
            ConfigError: there are snapshots, and none up to then.
            StoreError: the store is damaged or closed.
        """
        lineage, side = self._reading.known(read_day(as_of))
        return build_crosswalk(lineage, revision=side.revision, observed_at=side.observed_at)

    def compare(self, old: SideName | None = None, new: SideName | None = None) -> Report:
        """
        What happened between two sides, as `guidetrack diff` says it.

        A side is an existing file or folder, else a reference (its latest record), else a
        day, else a git revision. With none, the last two snapshots; with one, that side
        and the latest. Relative paths start at the current folder.

            >>> events = store.compare("2026-01-31", "2026-03-31").events
            >>> [event.kind for event in events if event.priority == "act"]
            ['category-changed']

        Raises:
            ConfigError: a side names nothing that is there.
            SourceError: a side is a file that cannot be read as guidance.
            StoreError: the store is damaged or closed.
        """
        return pipeline.compare(self._reading.check_open(), read_side(old), read_side(new))

    def log(
        self,
        reference: Number | None = None,
        *,
        since: Day | None = None,
        until: Day | None = None,
    ) -> Iterator[Report]:
        """
        What happened from snapshot to snapshot, newest first, one report a step.

        With a reference, everything that happened to the guidance under all its numbers.
        Read to its end, or closed, the iterator ends the git process it holds.

            >>> [report.new.observed_at[:10] for report in store.log("IPG9188")]
            ['2026-04-13']

        Raises:
            NotAReferenceError: the text is no guidance reference.
            ConfigError: there is no snapshot yet; raised when the first step is asked for.
            StoreError: the store is damaged or closed.
        """
        about = None if reference is None else read_number(reference)
        place = self._reading.check_open()
        return pipeline.history(place, about, since=read_day(since), until=read_day(until))

    def scan(
        self,
        paths: Location | Iterable[Location],
        *,
        with_current: bool = False,
        excerpt: int = 40,
    ) -> Scan:
        """
        Find citations of guidance in files and folders; no file is ever changed.

        Args:
            paths: a file or folder, or several.
            with_current: whether citations of current guidance are given too.
            excerpt: characters of the text around a citation; 0 for none, where registers
                hold names of people.

        Returns:
            The findings, and the files that could not be read with the reason.

            >>> scan = store.scan("register.csv")
            >>> [(finding.place, finding.suggestion) for finding in scan.findings]
            [('row 2, column Code', 'HTG9046 (formerly IPG9075)')]

        Raises:
            ConfigError: there is no snapshot yet.
            StoreError: the store is damaged or closed.
        """
        place = self._reading.check_open()
        return pipeline.scan(place, read_paths(paths), with_current=with_current, excerpt=excerpt)

    def close(self) -> None:
        """End the git processes; every question after it raises StoreError."""
        self._reading.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
