"""
Registers: read as a grid, checked row by row, and copied with columns added.

A scan lists what is stale; a register has to stay a register. So the copy keeps every
row, column, formula and style of the original and gains columns that say for each row
what became of the guidance it names. The original is never written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from guidetrack.citations.registers import delimited, excel
from guidetrack.citations.registers.sheet import Addition, Sheet


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of register: how it is read, and how cells are added to it."""

    name: str
    suffixes: frozenset[str]
    read: Callable[[bytes], tuple[Sheet, ...]]
    """Raises ValueError with a sentence for people."""
    write: Callable[[bytes, Sequence[Addition]], bytes]


KINDS: tuple[Kind, ...] = (
    Kind("excel", excel.SUFFIXES, excel.read, excel.write),
    Kind("delimited", delimited.SUFFIXES, delimited.read, delimited.write),
)


def kind_of(name: str) -> Kind | None:
    """The kind that a file's name says, or None where it can be no register."""
    suffix = PurePath(name).suffix.lower()
    return next((each for each in KINDS if suffix in each.suffixes), None)
