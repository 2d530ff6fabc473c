"""
The crosswalk as rows of one table, for every format that has columns.

Every cell is text that no spreadsheet runs. Several values stand in one cell, one a line.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events.cells import safe_cell
from guidetrack.lineage.certainty import SAID_BY
from guidetrack.lineage.crosswalk import Crosswalk, CrosswalkRow

COLUMNS = (
    "old",
    "new",
    "relation",
    "when",
    "verdict",
    "reassess",
    "confidence",
    "title_before",
    "title_after",
    "url_before",
    "url_after",
    "stated_by",
    "grade",
    "evidence",
    "remarks",
    "revision",
)
"""The header, in order; a new column goes to the end."""


def list_rows(crosswalk: Crosswalk) -> Iterator[tuple[str, ...]]:
    """One row for each old number and successor, in the order of `COLUMNS`."""
    for row in crosswalk.rows:
        yield tuple(safe_cell(cell) for cell in _cells(row, crosswalk.revision))


def say_who(row: CrosswalkRow) -> str:
    """Who states a row, in words."""
    if row.grade is None:
        return ""
    if row.stated_by and row.grade == "held-page":
        return f"stated by the page of {' and '.join(row.stated_by)}"
    return SAID_BY[row.grade]


def remarks_on(row: CrosswalkRow) -> tuple[str, ...]:
    """Contradictions, circles and warnings, in sentences."""
    found = [
        "Contradicted: "
        + "; ".join(f"{each.by}: \u201c{each.says}\u201d" for each in one.statements)
        for one in row.contradictions
    ]
    if row.cycle:
        found.append(f"Goes round in a circle: {' -> '.join(row.cycle)}")
    return (*found, *(f"{each[0].upper()}{each[1:]}." for each in row.warnings))


def _cells(row: CrosswalkRow, revision: str | None) -> Iterator[str | None]:
    yield from (row.old, row.new, row.relation, row.when, row.verdict, row.reassess)
    yield from (row.confidence, row.title_before, row.title_after)
    yield from (row.url_before, row.url_after, say_who(row), row.grade)
    yield from ("\n".join(row.evidence), "\n".join(remarks_on(row)), revision)
