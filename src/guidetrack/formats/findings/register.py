"""
A checked register in figures: for whoever answers for it, and for scripts.

The copy says everything row by row, so this is a page at most: how much is stale, whom
it concerns, and what stands in the register twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from guidetrack.citations.registers.columns import HEADINGS
from guidetrack.citations.registers.duplicates import Duplicate
from guidetrack.citations.registers.summary import CheckedSheet, RegisterSummary
from guidetrack.events.plain import encode
from guidetrack.events.reading import safe
from guidetrack.guidance.record import to_plain

_MOST = 20
"""Duplicates told; the copy names all."""
_MOST_ROWS = 5


def render_text(summary: RegisterSummary) -> str:
    """Render the figures as sentences."""
    return safe("\n".join(_lines(summary)) + "\n")


def render_json(summary: RegisterSummary) -> str:
    """Render one object, the contract that scripts are written against."""
    plain = {"schema_version": 1, "register": to_plain(summary)}
    return encode(plain, indent=2) + "\n"


def describe() -> dict[str, object]:
    """Describe what `render_json` gives, as a JSON Schema without its dialect."""
    schema = msgspec.json.schema(RegisterSummary)
    properties = {"schema_version": {"const": 1}, "register": {"$ref": schema["$ref"]}}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "$defs": schema["$defs"],
    }


REGISTER_FORMATS: dict[str, Callable[[RegisterSummary], str]] = {
    "text": render_text,
    "json": render_json,
}


def _lines(summary: RegisterSummary) -> Iterator[str]:
    yield f"{_rows(summary.rows)} in {summary.file}, {summary.stale:,} stale."
    yield (
        f"To reassess: {summary.reassess_yes:,} yes, {summary.reassess_check:,} to check, "
        f"{summary.reassess_no:,} no."
    )
    yield f"Without any reference: {summary.without_reference:,}."
    yield from _duplicates(summary.duplicates)
    yield ""
    for sheet in summary.sheets:
        yield _read_from(sheet)
    yield f"Copied to {summary.out} with {len(HEADINGS)} columns: {HEADINGS[0]} to {HEADINGS[-1]}."


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"


def _duplicates(duplicates: tuple[Duplicate, ...]) -> Iterator[str]:
    if not duplicates:
        yield "No guidance stands in several rows."
        return
    renumbered = [each for each in duplicates if each.is_renumbered]
    others = [each for each in duplicates if not each.is_renumbered]
    if renumbered:
        yield f"In several rows under different numbers: {len(renumbered):,}."
        yield from map(_describe, renumbered[:_MOST])
    if others:
        yield f"In several rows under the same number: {len(others):,}."
        yield from map(_describe, others[:_MOST])
    if len(renumbered) > _MOST or len(others) > _MOST:
        yield "  (the column guidetrack_duplicate_of has them all)"


def _describe(duplicate: Duplicate) -> str:
    rows = duplicate.occurrences
    name = duplicate.guidance if duplicate.is_renumbered else rows[0].reference
    named = (
        f"{each.place} ({each.reference})" if duplicate.is_renumbered else each.place
        for each in rows[:_MOST_ROWS]
    )
    more = f" and {len(rows) - _MOST_ROWS:,} more" if len(rows) > _MOST_ROWS else ""
    return f"  {name}: {', '.join(named)}{more}"


def _read_from(sheet: CheckedSheet) -> str:
    where = f"Sheet {sheet.name}: " if sheet.name else ""
    columns = " and ".join(sheet.columns)
    told = "" if sheet.has_headings else "; it has no headings, so the new columns have none"
    return f"{where}{_rows(sheet.rows)}, references read from column {columns}{told}."
