"""
CSV and TSV registers, written back with the same delimiter, quotes, encoding and line ends.

Lines are extended and not written anew: what stood in them stays byte for byte, because
a register is compared with its former version by others too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from guidetrack.citations.passage import UnscannableError
from guidetrack.citations.readers.delimited import find_delimiter
from guidetrack.citations.registers.sheet import Addition, Sheet

SUFFIXES = frozenset({".csv", ".tsv", ".tab"})
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_MARK = "\ufeff"
_LINE_END = re.compile(r"\r\n|\r|\n")


class _Table(NamedTuple):
    opening: str
    """What stands before the first row: a byte order mark, a line for Excel."""
    rows: list[list[str]]
    """The cells as written, with their quotes; the last one carries no line end."""
    ends: list[str]
    """What ends each row; empty where the last one has no line end."""
    first: int
    """The number of the first row."""
    delimiter: str
    encoding: str


def read(content: bytes) -> tuple[Sheet, ...]:
    """
    Cut a register into its rows.

    Raises:
        UnscannableError: it is no text, or a quote in it is never closed.
    """
    table = _cut(content)
    rows = enumerate(([_bare(cell) for cell in row] for row in table.rows), start=table.first)
    return (Sheet("", tuple(rows)),)


def write(content: bytes, additions: Sequence[Addition]) -> bytes:
    """
    Write the register again with cells added; everything else stays as it is.

    Raises:
        UnscannableError: as `read`.
    """
    table = _cut(content)
    quoted = _quotes_all(table.rows)
    for addition in additions:
        for at, row in enumerate(table.rows, start=table.first):
            if added := addition.rows.get(at):
                cells = (_quote(text, table.delimiter, always=quoted) for text in added)
                _place(row, dict(zip(addition.columns, cells, strict=True)))
    lines = (
        table.delimiter.join(row) + end for row, end in zip(table.rows, table.ends, strict=True)
    )
    return (table.opening + "".join(lines)).encode(table.encoding, "replace")


def _place(row: list[str], cells: Mapping[int, str]) -> None:
    row += [""] * (max(cells) + 1 - len(row))
    for index, cell in cells.items():
        row[index] = cell


def _quotes_all(rows: Sequence[Sequence[str]]) -> bool:
    """Whether whatever wrote the register quotes every cell: told by its first wide row."""
    widest = max(rows, key=len, default=())
    return bool(widest) and all(cell.startswith('"') for cell in widest if cell)


def _quote(text: str, delimiter: str, *, always: bool) -> str:
    if always or any(each in text for each in (delimiter, '"', "\r", "\n")):
        return '"' + text.replace('"', '""') + '"'
    return text


def _cut(content: bytes) -> _Table:
    text, encoding = _decode(content)
    opening = _MARK if text.startswith(_MARK) else ""
    body = text.removeprefix(_MARK)
    delimiter = find_delimiter(body)
    first = 1
    if body[:4].lower() == "sep=":
        end = _LINE_END.search(body)
        told = body[: end.end()] if end else body
        opening, body, first = opening + told, body[len(told) :], 2
    rows, ends = [], []
    for row, end_of_row in _rows(body, delimiter):
        rows.append(row)
        ends.append(end_of_row)
    return _Table(opening, rows, ends, first, delimiter, encoding)


def _decode(content: bytes) -> tuple[str, str]:
    """The text and its encoding, such that encoding it again gives the same bytes."""
    encodings = [name for mark, name in _MARKS if content.startswith(mark)]
    if not encodings and b"\x00" in content:
        raise UnscannableError("it is a binary file, not a table of text")
    for encoding in encodings or ("utf-8", "cp1252"):
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise UnscannableError("its characters are in no encoding known here; save it as UTF-8")


def _rows(text: str, delimiter: str) -> Iterator[tuple[list[str], str]]:
    """Each row as written, and what ends it; numbered as a spreadsheet numbers them."""
    parting = re.escape(delimiter)
    cell = re.compile(
        rf'("(?:[^"]|"")*+"[^{parting}\r\n]*|(?!")[^{parting}\r\n]*)({parting}|\r\n|\r|\n|\Z)'
    )
    row: list[str] = []
    at = 0
    while at < len(text) or row:
        found = cell.match(text, at)
        if not found:
            raise UnscannableError("it is no table that can be cut: a quote is never closed")
        row.append(found[1])
        at = found.end()
        if found[2] != delimiter:
            yield row, found[2]
            row = []


def _bare(cell: str) -> str:
    """What a cell says, without its quotes."""
    if not cell.startswith('"'):
        return cell
    end = cell.rindex('"')
    return cell[1:end].replace('""', '"') + cell[end + 1 :]
