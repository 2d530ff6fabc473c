"""
One row per event, for spreadsheets and registers.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, so
that a title can never run anything. Lists stand in one cell, one entry a line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from guidetrack.events.cells import safe_cell
from guidetrack.events.event import ConcernedRecommendation, Event
from guidetrack.events.report import Report

COLUMNS = (
    "id",
    "kind",
    "priority",
    "confidence",
    "reference_before",
    "reference_after",
    "origin_programme",
    "title",
    "summary",
    "verdict",
    "direction",
    "aspects",
    "categories_before",
    "categories_after",
    "recommendations_before",
    "recommendations_after",
    "explained_by",
    "url_before",
    "url_after",
    "observed_before",
    "observed_after",
)
"""The header, in order; a new column goes to the end."""


def render(report: Report) -> str:
    """Render a header and one row per event; RFC 4180 with plain line ends."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(COLUMNS)
    for event in report.events:
        writer.writerow([safe_cell(text) for text in _row(report, event)])
    return output.getvalue()


def _row(report: Report, event: Event) -> Iterator[str | None]:
    yield from (event.id, event.kind, event.priority, event.confidence)
    yield from (event.reference_before, event.reference_after, event.origin_programme)
    yield from (event.title, event.summary, event.verdict, event.direction)
    for codes in (event.aspects, event.categories_before, event.categories_after):
        yield "\n".join(codes)
    yield "\n".join(_numbered_before(each) for each in event.recommendations if each.text_before)
    yield "\n".join(_numbered_after(each) for each in event.recommendations if each.text_after)
    yield from (event.explained_by, event.url_before, event.url_after)
    yield from (report.old.observed_at, report.new.observed_at)


def _numbered_before(each: ConcernedRecommendation) -> str:
    return " ".join(filter(None, (each.number_before, each.text_before)))


def _numbered_after(each: ConcernedRecommendation) -> str:
    return " ".join(filter(None, (each.number_after, each.text_after)))
