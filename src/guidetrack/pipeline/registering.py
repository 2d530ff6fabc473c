"""
A register to a copy of it that says, row by row, what became of the guidance it names.

The register is opened for reading only; the copy appears whole or not at all.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from guidetrack.citations.judging import Knows
from guidetrack.citations.registers import Kind, kind_of
from guidetrack.citations.registers.checking import add_columns, check_sheets, sum_up
from guidetrack.citations.registers.layout import list_headings
from guidetrack.citations.registers.sheet import Sheet
from guidetrack.citations.registers.summary import RegisterSummary
from guidetrack.config import Place
from guidetrack.errors import ConfigError, SourceError, StoreError
from guidetrack.guidance.reference import Reference
from guidetrack.lineage import Resolution, resolve
from guidetrack.pipeline.asking import open_lineage

_LARGEST = 100_000_000
"""Bytes; a register of 100,000 rows has some ten million."""


def check_register(
    place: Place, register: Path, out: Path, *, columns: Sequence[str] = ()
) -> RegisterSummary:
    """
    Copy a register with columns added that say what became of the guidance each row names.

    Args:
        place: the store that knows where numbers lead.
        register: a CSV, TSV or Excel file; it is never changed.
        out: the copy, of the same kind; replaced where it exists.
        columns: headings or letters of the columns with the references; none to find them.

    Raises:
        ConfigError: the copy has no good place, or no column of references is found.
        SourceError: the register cannot be read.
    """
    kind = _choose_kind(register, out)
    content = _read(register)
    with open_lineage(place) as lineage:
        knows = cache(lineage.knows)

        @cache
        def leads(reference: Reference) -> Resolution:
            try:
                return resolve(lineage, str(reference))
            except StoreError:  # a succession in a circle: `resolve` names it, a register goes on
                return _unknown(str(reference))

        try:
            sheets = kind.read(content)
            tables = check_sheets(sheets, columns, knows=knows, leads=leads)
            if not tables:
                raise _not_found(register, sheets, columns, knows)
            copy = kind.write(content, add_columns(tables))
        except ValueError as problem:
            raise SourceError(
                f"{register.name} cannot be checked: {problem}", hint="Nothing was written."
            ) from problem
    _write(out, copy)
    return sum_up(tables, file=str(register), out=str(out))


def _choose_kind(register: Path, out: Path) -> Kind:
    kind = kind_of(register.name)
    if kind is None:
        raise ConfigError(
            f"{register.name} is no register that can be copied with columns added",
            hint="Save it as .xlsx or .csv; without --register every kind of file is scanned.",
        )
    if out.suffix.lower() != register.suffix.lower():
        raise ConfigError(
            f"the copy of a {register.suffix} file must be one too, and {out.name} is not",
            hint=f"Name it {out.with_suffix(register.suffix.lower()).name}.",
        )
    if out.resolve() == register.resolve() or (out.exists() and out.samefile(register)):
        raise ConfigError(
            f"{out} is the register itself, and that is never changed",
            hint="Write the copy to another file.",
        )
    return kind


def _read(register: Path) -> bytes:
    try:
        if register.stat().st_size > _LARGEST:
            raise SourceError(
                f"{register} is larger than {_LARGEST // 1_000_000} MB, too large for a register",
                hint="Cut it into several files.",
            )
        return register.read_bytes()
    except OSError as problem:
        raise SourceError(
            f"{register} cannot be read ({problem.strerror})",
            hint="See that it exists and that you may read it.",
        ) from problem


def _not_found(
    register: Path, sheets: Sequence[Sheet], columns: Sequence[str], knows: Knows
) -> ConfigError:
    """What to say where no sheet has the column; the hint lists what there is."""
    headings = dict.fromkeys(each for sheet in sheets for each in list_headings(sheet, knows))
    listed = ", ".join(headings) or "none"
    wanted = " or ".join(columns)
    return ConfigError(
        f"{register.name} has no column {wanted}"
        if columns
        else f"no column of {register.name} holds references to guidance",
        hint=f"Name the column with --column; its headings are: {listed}.",
    )


def _unknown(reference: str) -> Resolution:
    return Resolution(
        query=reference,
        reference=reference,
        status="unknown",
        current=(),
        reassess="check",
        verdict=None,
        path=(),
    )


def _write(out: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all."""
    unfinished = out.with_name(f".{out.name}.{os.getpid()}.unfinished")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(out)
    except OSError as problem:
        unfinished.unlink(missing_ok=True)
        raise ConfigError(
            f"{out} cannot be written ({problem.strerror})",
            hint="Choose another place, and close the file where it is open.",
        ) from problem
