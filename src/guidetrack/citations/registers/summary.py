"""
What checking a register gave, in figures for whoever answers for it.
"""

from __future__ import annotations

import msgspec

from guidetrack.citations.registers.duplicates import Duplicate


class CheckedSheet(msgspec.Struct, frozen=True, kw_only=True):
    """One table of the register that was checked."""

    name: str
    """Empty where the file is one table."""
    columns: tuple[str, ...]
    """The columns that references were read from, by heading or letter."""
    rows: int
    """Rows below the headings in which anything stands."""
    has_headings: bool


class RegisterSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A register in figures; every row counts once."""

    file: str
    out: str
    sheets: tuple[CheckedSheet, ...]
    rows: int
    stale: int
    """Rows that name something known not to be current."""
    reassess_yes: int
    reassess_check: int
    reassess_no: int
    without_reference: int
    duplicates: tuple[Duplicate, ...]
