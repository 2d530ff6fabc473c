"""
Which references a source is to be asked for: those listed, and those of a register.

A trust's register is its own file and stays as it is; it is read anew with every
run, so what is added there is watched from the next run on.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from guidetrack.config.settings import FeedSource, PagesSource
from guidetrack.errors import ConfigError, NotAReferenceError
from guidetrack.guidance.reference import Reference, find_references

_LARGEST = 20_000_000


def watched_references(source: PagesSource | FeedSource, folder: Path) -> tuple[Reference, ...]:
    """
    The references of a source, in their order, each once.

    Args:
        source: as configured.
        folder: what a path in the settings is relative to.

    Raises:
        ConfigError: the file cannot be read, or has no such column.
    """
    found = [Reference.parse(text) for text in source.references]
    if source.references_from:
        text = _read(folder / Path(source.references_from).expanduser())
        found += (
            _in_column(text, source.column, source.references_from)
            if source.column
            else _in_lines(text, source.references_from)
        )
    return tuple(dict.fromkeys(found))


def _read(file: Path) -> str:
    try:
        if file.stat().st_size > _LARGEST:
            raise ConfigError(f"{file} is too large for a list of references")
        return file.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as problem:
        raise ConfigError(
            f"{file} cannot be read: {problem.strerror}",
            hint="references_from in guidetrack.yaml names it; paths are relative to that file.",
        ) from problem


def _in_lines(text: str, name: str) -> list[Reference]:
    """One reference a line; `#` begins a comment."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        written = line.partition("#")[0].strip()
        try:
            found += [Reference.parse(written)] if written else []
        except NotAReferenceError as problem:
            raise ConfigError(
                f"{name}, line {number}: {written[:60]!r} is not a reference",
                hint="Write one a line, such as IPG75; for a table, name its 'column'.",
            ) from problem
    return found


def _in_column(text: str, column: str, name: str) -> list[Reference]:
    """Every reference that a column of a table cites; other words in it are no matter."""
    try:
        delimiter = csv.Sniffer().sniff(text.partition("\n")[0], delimiters=",;\t").delimiter
    except csv.Error:
        delimiter = ","
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = {(each or "").strip(): each for each in rows.fieldnames or ()}
    if column not in columns:
        shown = ", ".join(repr(each) for each in columns if each)
        raise ConfigError(f"{name} has no column {column!r}", hint=f"It has {shown}.")
    cells = (str(row.get(columns[column]) or "") for row in rows)
    return [mention.reference for cell in cells for mention in find_references(cell)]
