"""
Every stored source read again, one reference after the other.

A store holds thousands, so whoever there is reads them (see `spreading`), and what comes
of one is handed on before the next is asked for.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from guidetrack.extract import EXTRACTOR_VERSION, unite
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.keeping import table_files
from guidetrack.pipeline.spreading import Work, spread
from guidetrack.pipeline.uniting import Part, kept_source, part_of, part_recorded, read_again
from guidetrack.pipeline.workforce import Workforce
from guidetrack.sources.document import SourceDocument
from guidetrack.store import layout, record_file
from guidetrack.store.layout import SlotEntry
from guidetrack.store.recording import Change
from guidetrack.store.row_table import Row
from guidetrack.store.snapshot import Snapshot


class _Sources(NamedTuple):
    """What is kept of one reference."""

    reference: Reference
    entries: tuple[SlotEntry, ...]
    documents: tuple[SourceDocument | None, ...]
    """One for each entry; None where its bytes are not kept."""


_Records = tuple[GuidanceRecord | None, ...]
"""What each source says; None where it cannot be read."""


def _read(sources: _Sources) -> _Records:
    return tuple(_record_in(each, sources.reference) for each in sources.documents)


def _record_in(document: SourceDocument | None, reference: Reference) -> GuidanceRecord | None:
    capture = read_again(document, reference) if document else None
    return capture.record if capture else None


def _lose(sources: _Sources) -> _Records:
    """What ends every process that reads it stands as it is."""
    return (None,) * len(sources.documents)


def _weigh(sources: _Sources) -> int:
    return sum(len(each.content) for each in sources.documents if each)


class Rereading:
    """
    Every reference read again.

    Attributes:
        changed: those whose record came out differently, as far as they were read.
        kept: those of which something stands as it is.
    """

    def __init__(self, base: Snapshot, workforce: Workforce) -> None:
        self._base = base
        self._workforce = workforce
        self.changed: list[Reference] = []
        self.kept: list[Reference] = []

    def changes(self) -> Iterator[Change]:
        """The files of one reference after the other; those as they were count as unchanged."""
        under_way: deque[_Sources] = deque()

        def errands() -> Iterator[_Sources]:
            for reference in self._base.references():
                entries = self._base.slots(reference)
                documents = (kept_source(self._base, reference, each) for each in entries)
                under_way.append(_Sources(reference, entries, tuple(documents)))
                yield under_way[-1]

        rows: dict[Reference, list[Row]] = {}
        work = Work[_Sources, _Records](do=_read, here=_read, lose=_lose, weigh=_weigh)
        for records in spread(errands(), work, self._workforce):
            again = _Again(self._base, under_way.popleft(), records)
            yield from again.files().items()
            self._note(again)
            if again.rows():
                rows[again.reference] = again.rows()
        yield from table_files(self._base, rows).items()

    def _note(self, again: _Again) -> None:
        if again.record != again.held:
            self.changed.append(again.reference)
        if again.stale:
            self.kept.append(again.reference)


class _Again:
    """One reference, read again from what is kept of it."""

    def __init__(self, base: Snapshot, sources: _Sources, records: _Records) -> None:
        self.reference = sources.reference
        self.held = base.record(sources.reference)
        self.stale = None in records
        self._made_by = base.extractor
        self._rows = base.rows(sources.reference)
        each = zip(sources.entries, records, strict=True)
        self._entries = [self._with_part(entry, record) for entry, record in each]
        parts = [part for _, part in self._entries]
        self.record = unite(parts) if parts else self.held
        """What the sources say to the present extractor."""

    def _with_part(self, entry: SlotEntry, record: GuidanceRecord | None) -> tuple[SlotEntry, Part]:
        if record is None:
            made_by = entry.extractor or self._made_by
            noted = made_by if made_by != EXTRACTOR_VERSION else None
            return replace(entry, extractor=noted), part_recorded(entry, self.held)
        made = replace(entry, extractor=None, aspects=record.captured)
        return made, part_of(entry, record)

    def files(self) -> dict[str, bytes | None]:
        """The record and its table of slots."""
        if self.record is None or not self._entries:
            return {}
        among_rows = {row.slot for row in self._rows}
        own = [entry for entry, _ in self._entries if entry.slot not in among_rows]
        return {
            layout.record_path(self.reference): record_file.dump(self.record),
            **({layout.slots_path(self.reference): layout.dump_slots(own)} if own else {}),
        }

    def rows(self) -> list[Row]:
        """Its rows of lists, with what the present extractor finds in them."""
        entries = {entry.slot: entry for entry, _ in self._entries}
        return [
            replace(row, aspects=entries[row.slot].aspects, extractor=entries[row.slot].extractor)
            for row in self._rows
        ]
