"""
The sheets of a register to what is added to them, and to the figures for who answers for it.

Rows are judged one by one, and duplicates over all sheets together, because the old
number often stands on one sheet and the new one on another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from guidetrack.citations.judging import Knows
from guidetrack.citations.phrases import find_phrases
from guidetrack.citations.registers.annotation import annotate, decide, is_stale
from guidetrack.citations.registers.columns import HEADINGS
from guidetrack.citations.registers.duplicates import (
    Duplicate,
    Named,
    describe_others,
    find_duplicates,
)
from guidetrack.citations.registers.entries import Cited, cite_cell, join_cells
from guidetrack.citations.registers.layout import (
    Layout,
    find_layout,
    heading_of,
    headings_of,
)
from guidetrack.citations.registers.sheet import Addition, Sheet
from guidetrack.citations.registers.summary import CheckedSheet, RegisterSummary
from guidetrack.guidance.reference import Reference
from guidetrack.lineage import Resolution

Leads = Callable[[Reference], Resolution]
"""Where a number leads."""


class Entry(NamedTuple):
    """A row with what it cites and where that leads."""

    row: int
    cited: Cited
    named: Named
    phrases: tuple[str, ...]
    """Words anywhere in it that name a programme without a number."""


class Table(NamedTuple):
    """A sheet in which references were found."""

    sheet: Sheet
    layout: Layout
    entries: tuple[Entry, ...]


def check_sheets(
    sheets: Sequence[Sheet], columns: Sequence[str], *, knows: Knows, leads: Leads
) -> tuple[Table, ...]:
    """
    Find what each row cites and where that leads, in the sheets that hold references.

    Args:
        sheets: the register.
        columns: headings or letters of the columns with the references; none to find them.
        knows: whether the store knows a number.
        leads: where a number leads.
    """
    found = [(sheet, layout) for sheet in sheets if (layout := find_layout(sheet, columns, knows))]
    alone = len(found) == 1
    return tuple(
        Table(sheet, layout, tuple(_enter(sheet, layout, knows, leads, alone=alone)))
        for sheet, layout in found
    )


def add_columns(tables: Sequence[Table]) -> tuple[Addition, ...]:
    """Write what is added to each sheet."""
    duplicates = {each.guidance: each for each in _duplicates(tables)}
    return tuple(
        Addition(
            sheet=table.sheet.name,
            columns=table.layout.targets,
            fresh=frozenset(table.layout.targets) - table.layout.own,
            rows=dict(_write_rows(table, duplicates)),
            heading_row=table.layout.heading_row,
            like=table.layout.sources[0].at,
        )
        for table in tables
    )


def sum_up(tables: Sequence[Table], *, file: str, out: str) -> RegisterSummary:
    """Count the rows of a register by what became of what they name."""
    answers = [each.named.answers for table in tables for each in table.entries]
    decided = [decide(each) for each in answers]
    return RegisterSummary(
        file=file,
        out=out,
        sheets=tuple(map(_checked, tables)),
        rows=len(answers),
        stale=sum(any(map(is_stale, each)) for each in answers),
        reassess_yes=decided.count("yes"),
        reassess_check=decided.count("check"),
        reassess_no=decided.count("no"),
        without_reference=decided.count(None),
        duplicates=_duplicates(tables),
    )


def _enter(
    sheet: Sheet, layout: Layout, knows: Knows, leads: Leads, *, alone: bool
) -> Iterator[Entry]:
    headings = headings_of(sheet, layout)
    for number, cells in sheet.rows:
        if layout.heading_row is not None and number <= layout.heading_row:
            continue
        texts = [cell for at, cell in enumerate(cells) if at not in layout.own and cell.strip()]
        if not texts:
            continue
        cited = join_cells(
            cite_cell(cells[each.at], each.prefix_in(cells, headings), knows)
            for each in layout.sources
            if each.at < len(cells)
        )
        answers = tuple(leads(each.reference) for each in cited.cited)
        place = f"row {number}" if alone else sheet.place_of(number)
        phrases = dict.fromkeys(each.text for text in texts for each in find_phrases(text))
        yield Entry(number, cited, Named(place, answers), tuple(phrases))


def _duplicates(tables: Sequence[Table]) -> tuple[Duplicate, ...]:
    entries = chain.from_iterable(table.entries for table in tables)
    return find_duplicates(each.named for each in entries)


def _write_rows(
    table: Table, duplicates: dict[str, Duplicate]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    if table.layout.heading_row is not None:
        yield table.layout.heading_row, HEADINGS
    for each in table.entries:
        others = describe_others(each.named, duplicates)
        yield each.row, annotate(each.cited, each.named.answers, others, each.phrases)


def _checked(table: Table) -> CheckedSheet:
    return CheckedSheet(
        name=table.sheet.name,
        columns=tuple(
            heading_of(table.sheet, table.layout, each.at) for each in table.layout.sources
        ),
        rows=len(table.entries),
        has_headings=table.layout.heading_row is not None,
    )
