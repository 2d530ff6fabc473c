"""
The tables as Parquet: one file for each, with typed columns and their meanings in it.

pyarrow is an extra, and large; it is imported when the first file is begun.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO

from guidetrack.errors import ConfigError
from guidetrack.formats.exports.rows import Cell, Row
from guidetrack.formats.exports.tables import SCHEMA_VERSION, Kind, Table


class TableFile:
    """One Parquet file that is being written, a group of rows at a time."""

    def __init__(self, table: Table, file: BinaryIO) -> None:
        """
        Begin a file.

        Raises:
            ConfigError: pyarrow is not installed.
        """
        self._arrow = load_arrow()
        from pyarrow import parquet  # type: ignore[import-untyped] # noqa: PLC0415 - an extra

        self._kinds = [column.kind for column in table.columns]
        self._schema = _schema(self._arrow, table)
        self._writer = parquet.ParquetWriter(file, self._schema, compression="zstd")

    def write(self, rows: Sequence[Row]) -> None:
        """Add rows as one group."""
        if not rows:
            return
        columns = [
            self._arrow.array(list(map(_reader(kind), cells)), type=field.type)
            for kind, field, cells in zip(
                self._kinds, self._schema, zip(*rows, strict=True), strict=True
            )
        ]
        self._writer.write_table(self._arrow.Table.from_arrays(columns, schema=self._schema))

    def close(self) -> None:
        """Write the end of the file; without rows, it is an empty table."""
        self._writer.close()


def load_arrow() -> Any:
    """
    Import pyarrow.

    Raises:
        ConfigError: it is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra, and heavy
    except ImportError as problem:
        raise ConfigError(
            "writing Parquet needs pyarrow, which is not installed",
            hint="pip install 'guidetrack[parquet]', or use --sqlite FILE.",
        ) from problem
    return pa


def _schema(arrow: Any, table: Table) -> Any:
    types: dict[Kind, Any] = {
        "text": arrow.string(),
        "integer": arrow.int64(),
        "boolean": arrow.bool_(),
        "moment": arrow.timestamp("ms", tz="UTC"),
        "texts": arrow.list_(arrow.string()),
        "json": arrow.string(),
    }
    fields = [
        arrow.field(
            each.name,
            types[each.kind],
            nullable=each.optional,
            metadata={"meaning": each.says},
        )
        for each in table.columns
    ]
    said = {"guidetrack.table": table.says, "guidetrack.schema": str(SCHEMA_VERSION)}
    return arrow.schema(fields, metadata=said)


def _reader(kind: Kind) -> Callable[[Cell], Any]:
    """What turns a cell of a kind into a value that pyarrow takes."""
    return _moment if kind == "moment" else lambda cell: cell


def _moment(cell: Cell) -> dt.datetime | None:
    """A commit made by hand may state anything; what is no moment is left empty."""
    try:
        return None if cell is None else dt.datetime.fromisoformat(str(cell))
    except ValueError:
        return None
