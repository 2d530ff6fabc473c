"""
Rows of the publisher's lists: a hundred references to a file, one row to a line.

A list names thousands of references, and two small files for each of them would cost more
time and disk than everything they say. So the rows lie together, each on a line of its own
with the bytes it was captured as: `git diff` shows a changed row as a changed line, and a
week in which four rows change writes four small files again and not the whole list.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from guidetrack.errors import NotAReferenceError, RecordError
from guidetrack.guidance.record import Aspect
from guidetrack.guidance.reference import Reference
from guidetrack.store.layout import SlotEntry, source_file_name

RowTable = Mapping[Reference, tuple["Row", ...]]
"""The rows of each reference, in the order of their slots."""

_TOGETHER = 100
"""References by number in one file; a file is then some 10 kB in git."""
_NOTHING = msgspec.Raw()
_PATH = re.compile(r"sources/[A-Z]{2,8}/rows-[0-9]{1,5}-[0-9]{1,5}\.jsonl")


class Row(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """One row of a list, as last captured; the fields are those of a `SlotEntry`."""

    reference: str
    slot: str
    address: str | None
    sha256: str
    """Of the row's bytes, in hexadecimal."""
    observed_at: str
    aspects: tuple[Aspect, ...]
    extractor: str | None = None
    unchanged: bool = False
    text: str | None = None
    """What a reader sees of it, where only that is kept."""
    row: msgspec.Raw = _NOTHING
    """The bytes as captured, an object of JSON in one line; empty where they are not kept."""

    @property
    def entry(self) -> SlotEntry:
        """The row as any other source; its file is only a name to hand its bytes out under."""
        ending = "json" if self.is_whole else "txt" if self.text is not None else None
        return SlotEntry(
            slot=self.slot,
            file=source_file_name(self.slot, ending) if ending else None,
            address=self.address,
            sha256=self.sha256,
            observed_at=self.observed_at,
            aspects=self.aspects,
            extractor=self.extractor,
            unchanged=self.unchanged,
        )

    @property
    def is_whole(self) -> bool:
        """Whether its bytes are kept as captured."""
        return len(bytes(self.row)) > 0

    @property
    def content(self) -> bytes | None:
        """What is kept of it: its bytes, or what a reader sees; None for its hash only."""
        if self.is_whole:
            return bytes(self.row)
        return None if self.text is None else self.text.encode()


def row_of(reference: Reference, entry: SlotEntry, kept: bytes | None) -> Row:
    """
    Make the row of a reference from its slot entry, and from what is kept of it.

    `kept` is an object of JSON in one line (see `is_row`), or the text that a reader sees,
    as the ending of the entry's file says.
    """
    whole = kept is not None and bool(entry.file) and not str(entry.file).endswith(".txt")
    return Row(
        reference=str(reference),
        slot=entry.slot,
        address=entry.address,
        sha256=entry.sha256,
        observed_at=entry.observed_at,
        aspects=entry.aspects,
        extractor=entry.extractor,
        unchanged=entry.unchanged,
        text=kept.decode() if kept is not None and not whole else None,
        row=msgspec.Raw(kept) if kept is not None and whole else _NOTHING,
    )


def is_row(content: bytes) -> bool:
    """Whether bytes can stand in a line as they are, and come back as they were."""
    if not (content.startswith(b"{") and content.endswith(b"}")) or b"\n" in content:
        return False
    try:
        content.decode()
        msgspec.json.decode(content, type=msgspec.Raw)
    except (UnicodeDecodeError, msgspec.MsgspecError, RecursionError):
        return False
    return b"\r" not in content


def table_path(reference: Reference) -> str:
    """`sources/IPG/rows-0-99.jsonl`, where the rows of the reference lie."""
    first = reference.number // _TOGETHER * _TOGETHER
    return f"sources/{reference.prefix}/rows-{first}-{first + _TOGETHER - 1}.jsonl"


def is_table(path: str) -> bool:
    """Whether a path of the store is one of a table of rows."""
    return path.endswith(".jsonl") and bool(_PATH.fullmatch(path))


def dump_rows(rows: RowTable) -> bytes:
    """The bytes of a table: by reference, and then by slot."""
    encode = msgspec.json.Encoder().encode
    lines = (encode(row) + b"\n" for reference in sorted(rows) for row in rows[reference])
    return b"".join(lines)


def load_rows(content: bytes) -> RowTable:
    """
    Read a table.

    Raises:
        RecordError: the bytes are none; the message names the line.
    """
    decoder = msgspec.json.Decoder(Row)
    found: dict[Reference, list[Row]] = defaultdict(list)
    for number, line in enumerate(content.splitlines(), start=1):
        try:
            row = decoder.decode(line)
            found[Reference.parse(row.reference)].append(row)
        except (msgspec.MsgspecError, NotAReferenceError) as problem:
            raise RecordError(
                f"line {number} is no row of a list: {problem}",
                hint="guidetrack verify names the damaged file.",
            ) from problem
    return {reference: tuple(rows) for reference, rows in found.items()}


def with_rows(
    held: Mapping[str, RowTable], rows: Mapping[Reference, Iterable[Row]]
) -> dict[str, bytes | None]:
    """
    The files of the tables in which the rows of some references are now others.

    Args:
        held: the tables as they are, by path; those that the references lie in are enough.
        rows: by reference, everything it has from now on.
    """
    tables: dict[str, dict[Reference, tuple[Row, ...]]] = {}
    for reference, new in rows.items():
        path = table_path(reference)
        table = tables.setdefault(path, dict(held.get(path, {})))
        ordered = tuple(sorted(new, key=lambda row: row.slot))
        if ordered:
            table[reference] = ordered
        else:
            table.pop(reference, None)
    return {path: dump_rows(table) if table else None for path, table in tables.items()}
