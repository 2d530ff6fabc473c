"""
The three kinds of export, each taking the same stream: JSON Lines, SQLite, Parquet.

Each holds some hundred rows at most before it writes them.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from guidetrack.events.plain import encode
from guidetrack.formats.exports.items import HeldSource, Item
from guidetrack.formats.exports.lines import LINES, line_of
from guidetrack.formats.exports.readme import readme_of_lines, readme_of_tables
from guidetrack.formats.exports.rows import Cell, Row, rows_of
from guidetrack.formats.exports.sql import create_indexes_and_views, create_tables, insert_into
from guidetrack.formats.exports.tables import TABLES, VERSIONS, Table
from guidetrack.pipeline.export_folder import (
    explained,
    replacing_file,
    replacing_folder,
    write_manifest,
)

if TYPE_CHECKING:
    from guidetrack.formats.exports.parquet import TableFile

_MANY = 1_000
"""Rows that are written at once."""
_SOME = 200
"""The same for rows that hold a whole record each."""
_README = "README.txt"
About = Mapping[str, str | int | None]
"""What an export is of."""


class Writer(Protocol):
    """What an export is written by. It is left with an error, or else puts all in place."""

    def write(self, item: Item) -> None:
        """Take one thing."""


class LinesWriter:
    """JSON Lines and the captured sources, in a folder."""

    def __init__(self, target: Path, about: About, stack: ExitStack) -> None:
        """Begin; the stack ends it."""
        self._target = target
        self._folder = stack.enter_context(replacing_folder(target))
        stack.push(lambda kind, *_: None if kind else self._finish(about))
        self._files: dict[str, BinaryIO] = {
            name: stack.enter_context((self._folder / name).open("wb")) for name in LINES
        }
        self._counts = Counter(dict.fromkeys(LINES, 0))

    def write(self, item: Item) -> None:
        """Add a line; for a source, its file as well."""
        name, line = line_of(item)
        with explained(self._target):
            self._files[name].write(f"{line}\n".encode())
            self._counts[name] += 1
            if isinstance(item, HeldSource) and item.file and item.content is not None:
                file = self._folder / item.file
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(item.content)

    def _finish(self, about: About) -> None:
        (self._folder / _README).write_text(readme_of_lines(), encoding="utf-8", newline="\n")
        write_manifest(self._folder, about, self._counts)


class _Gathered:
    """Rows on their way into tables, some at a time."""

    def __init__(self, add: Callable[[Table, list[Row]], None]) -> None:
        self._add = add
        self._waiting: dict[str, list[Row]] = defaultdict(list)

    def write(self, item: Item) -> None:
        """Take the rows that a thing makes."""
        for table, row in rows_of(item):
            waiting = self._waiting[table.name]
            waiting.append(row)
            if len(waiting) >= (_SOME if table is VERSIONS else _MANY):
                self._add(table, self._waiting.pop(table.name))

    def flush(self) -> None:
        """Hand on what still waits."""
        for table in TABLES:
            self._add(table, self._waiting.pop(table.name, []))


class SqliteWriter:
    """One SQLite file; the same store gives the same bytes with the same SQLite."""

    def __init__(self, target: Path, about: About, stack: ExitStack) -> None:
        """Begin; the stack ends it."""
        self._target = target
        draft = stack.enter_context(replacing_file(target))
        self._base = sqlite3.connect(draft, isolation_level=None)
        stack.callback(self._base.close)
        stack.push(lambda kind, *_: None if kind else self._finish())
        for pragma in ("page_size = 4096", "journal_mode = OFF", "synchronous = OFF"):
            self._base.execute(f"PRAGMA {pragma}")
        self._base.execute("BEGIN")
        for statement in create_tables():
            self._base.execute(statement)
        self._describe(about)
        self._gathered = _Gathered(self._add)

    def write(self, item: Item) -> None:
        """Add the rows that a thing makes."""
        self._gathered.write(item)

    def _describe(self, about: About) -> None:
        self._base.executemany("INSERT INTO about VALUES (?, ?)", about.items())
        meanings = [
            (table.name, column.name, column.says) for table in TABLES for column in table.columns
        ]
        self._base.executemany("INSERT INTO meanings VALUES (?, ?, ?)", meanings)

    def _add(self, table: Table, rows: list[Row]) -> None:
        stored = (tuple(map(_stored, row)) for row in rows)
        with explained(self._target):
            self._base.executemany(insert_into(table), stored)

    def _finish(self) -> None:
        self._gathered.flush()
        for statement in create_indexes_and_views():
            self._base.execute(statement)
        self._base.execute("COMMIT")


class ParquetWriter:
    """One Parquet file for each table, in a folder."""

    def __init__(self, target: Path, about: About, stack: ExitStack) -> None:
        """
        Begin; the stack ends it.

        Raises:
            ConfigError: pyarrow is not installed.
        """
        from guidetrack.formats.exports.parquet import TableFile, load_arrow  # noqa: PLC0415

        load_arrow()
        self._target = target
        self._folder = stack.enter_context(replacing_folder(target))
        stack.push(lambda kind, *_: None if kind else self._finish(about))
        self._counts: Counter[str] = Counter()
        self._tables: dict[Table, TableFile] = {}
        for table in TABLES:
            file = stack.enter_context((self._folder / _file_of(table)).open("wb"))
            self._tables[table] = TableFile(table, file)
            stack.callback(self._tables[table].close)
        self._gathered = _Gathered(self._add)
        stack.push(lambda kind, *_: None if kind else self._gathered.flush())

    def write(self, item: Item) -> None:
        """Add the rows that a thing makes."""
        self._gathered.write(item)

    def _add(self, table: Table, rows: list[Row]) -> None:
        with explained(self._target):
            self._tables[table].write(rows)
        self._counts[_file_of(table)] += len(rows)

    def _finish(self, about: About) -> None:
        (self._folder / _README).write_text(readme_of_tables(), encoding="utf-8", newline="\n")
        write_manifest(self._folder, about, self._counts)


def _file_of(table: Table) -> str:
    return f"{table.name}.parquet"


def _stored(cell: Cell) -> str | int | None:
    """A list as SQLite's own functions for JSON take it."""
    return encode(cell) if isinstance(cell, tuple) else cell
