"""
What is kept of each source, and where: a file of its own, or a line among other rows.

A page is one file beside the others of its guidance. A row of a list lies in a table with
its neighbours, because a list has thousands. Both are kept as captured, as what a reader
sees, or as a hash alone, whatever the settings say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from guidetrack.config.settings import KeepSources
from guidetrack.guidance.reference import Reference
from guidetrack.store import layout
from guidetrack.store.layout import SlotEntry
from guidetrack.store.row_table import Row, is_row, row_of, table_path, with_rows
from guidetrack.store.snapshot import Snapshot

if TYPE_CHECKING:  # the extractor is loaded by who reads documents
    from guidetrack.extract import Capture

_ROW = "catalogue-row"
_EXTENSIONS = {
    "markdown": "md",
    "text": "txt",
    "html": "html",
    "pdf": "pdf",
    **dict.fromkeys(
        ("product-feed", "feed-chapter", "structured-document", _ROW, "export-row"), "json"
    ),
}


class Since(Protocol):
    """Since when a slot says what it says."""

    @property
    def changed_at(self) -> str:
        """When its words last changed, ISO 8601 in UTC."""
        ...

    @property
    def unchanged(self) -> bool:
        """Whether it is a list that still says what it said when it was first seen."""
        ...


class Kept(NamedTuple):
    """What the store is to hold of the sources of one reference."""

    files: dict[str, bytes | None]
    """Path in the store to new bytes, or None for a file that goes."""
    rows: tuple[Row, ...]
    """Everything that it has in the table of rows from now on."""


def keep(
    taken: Mapping[str, Capture],
    parts: Mapping[str, Since],
    base: Snapshot | None,
    keep_sources: KeepSources,
    gone: Iterable[str] = (),
) -> Kept:
    """
    Put the captures of one reference beside the sources held, and say what to write.

    Args:
        taken: the captures by slot.
        parts: since when each slot says what it says.
        base: what is held so far.
        keep_sources: how much is kept of each.
        gone: slots that are held and no longer wanted.
    """
    reference = next(iter(taken.values())).record.reference
    rows = {row.slot: row for row in base.rows(reference)} if base else {}
    held = base.slots(reference) if base else ()
    slots = {entry.slot: entry for entry in held if entry.slot not in rows}
    files: dict[str, bytes | None] = {}
    for slot in (*gone, *taken):
        before = slots.pop(slot, None)
        rows.pop(slot, None)
        if before is not None and before.file:
            files[layout.source_path(reference, before.file)] = None
    for slot, capture in taken.items():
        entry, kept = _entry(capture, parts[slot], keep_sources), _kept(capture, keep_sources)
        if _is_row(capture):
            rows[slot] = row_of(reference, entry, kept)
            continue
        slots[slot] = entry
        if entry.file:
            files[layout.source_path(reference, entry.file)] = kept
    files |= _standing_texts(taken.values())
    files[layout.slots_path(reference)] = layout.dump_slots(slots.values()) if slots else None
    return Kept(files, tuple(rows.values()))


def table_files(
    base: Snapshot | None, rows: Mapping[Reference, Sequence[Row]]
) -> dict[str, bytes | None]:
    """The tables of rows in which some references have others from now on."""
    paths = {table_path(reference) for reference in rows} if base else ()
    return with_rows({path: base.row_table(path) for path in paths} if base else {}, rows)


def _is_row(capture: Capture) -> bool:
    document = capture.document
    return document.format == _ROW and is_row(document.source.content)


def _standing_texts(captures: Iterable[Capture]) -> dict[str, bytes]:
    return {
        layout.boilerplate_path(standing.sha256): f"{capture.responsibility}\n".encode()
        for capture in captures
        if capture.responsibility is not None
        for standing in capture.record.boilerplate
    }


def _entry(capture: Capture, since: Since, keep_sources: KeepSources) -> SlotEntry:
    source = capture.document.source
    extension = _EXTENSIONS.get(capture.document.format, "bin")
    names = {
        "all": layout.source_file_name(capture.slot, extension),
        "text": layout.source_file_name(capture.slot, "txt"),
    }
    return SlotEntry(
        slot=capture.slot,
        file=names.get(keep_sources),
        address=source.url,
        sha256=source.sha256,
        observed_at=since.changed_at,
        aspects=capture.record.captured,
        unchanged=since.unchanged,
    )


def _kept(capture: Capture, keep_sources: KeepSources) -> bytes | None:
    """The bytes as captured, or only what a reader of the page sees, or nothing."""
    if keep_sources == "all":
        return capture.document.source.content
    if keep_sources == "hash":
        return None
    blocks = (f"{each.number or ''} {each.text}".strip() for each in capture.document.blocks)
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")
