"""
The columns of a notice's tables: which there are, and which an organisation asked for.

A register has headings of its own, so the map from heading to field can be edited; the field
names are the same in CSV and Excel and do not change.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from guidetrack.alerts.alert import Alert
from guidetrack.errors import ConfigError
from guidetrack.events.cells import safe_cell
from guidetrack.events.event import ConcernedRecommendation, Event
from guidetrack.events.report import ATTRIBUTION
from guidetrack.events.rules import RULES
from guidetrack.formats.notices.answers import answer_for
from guidetrack.formats.notices.next_steps import next_steps

_USUALLY_ACTS = {rule.header.kind: rule.header.usually_acts for rule in RULES}


class Row(NamedTuple):
    """One event, and the alert that tells of it."""

    alert: Alert
    event: Event


def usually_acts(event: Event) -> str:
    """Say who usually acts on a kind, and how; empty for one that is not known."""
    return _USUALLY_ACTS.get(event.kind, "")


def _recommendations(
    event: Event, said: Callable[[ConcernedRecommendation], tuple[str | None, str | None]]
) -> str:
    """The recommendations of one side, one below the other, each with its number."""
    pairs = (said(each) for each in event.recommendations)
    return "\n".join(f"{number} {text}" if number else text for number, text in pairs if text)


FIELDS: dict[str, Callable[[Row], str | None]] = {
    "notice": lambda row: row.alert.id,
    "notice_kind": lambda row: row.alert.kind,
    "route": lambda row: row.alert.route,
    "priority": lambda row: row.event.priority,
    "summary": lambda row: row.event.summary,
    "answer": lambda row: answer_for(row.event),
    "verdict": lambda row: row.event.verdict,
    "reference_before": lambda row: row.event.reference_before,
    "reference_after": lambda row: row.event.reference_after,
    "origin_programme": lambda row: row.event.origin_programme,
    "title": lambda row: row.event.title,
    "direction": lambda row: row.event.direction,
    "categories_before": lambda row: "\n".join(row.event.categories_before),
    "categories_after": lambda row: "\n".join(row.event.categories_after),
    "recommendations_before": lambda row: _recommendations(
        row.event, lambda each: (each.number_before, each.text_before)
    ),
    "recommendations_after": lambda row: _recommendations(
        row.event, lambda each: (each.number_after, each.text_after)
    ),
    "explained_by": lambda row: row.event.explained_by,
    "next_steps": lambda row: "\n".join(next_steps(row.event)),
    "usually_acts": lambda row: usually_acts(row.event),
    "published": lambda row: row.alert.published,
    "seen_before": lambda row: row.alert.seen_before,
    "seen_first": lambda row: row.alert.seen_first,
    "deadline": lambda row: row.alert.deadline,
    "deadline_rule": lambda row: row.alert.deadline_rule,
    "url_before": lambda row: row.event.url_before,
    "url_after": lambda row: row.event.url_after,
    "why": lambda row: "\n".join(row.alert.why),
    "says": lambda row: row.alert.says,
    "corrects_or_retracts": lambda row: row.alert.of,
    "kind": lambda row: row.event.kind,
    "confidence": lambda row: row.event.confidence,
    "aspects": lambda row: "\n".join(row.event.aspects),
    "event": lambda row: row.event.id,
    "attribution": lambda _row: ATTRIBUTION,
}
"""Every field there is. Dates are ISO 8601, lists one entry a line."""

DEFAULT_COLUMNS: dict[str, str] = {field: field for field in FIELDS if field != "attribution"}
"""Heading to field where no other map is given; a new column goes to the end."""


def check_columns(columns: Mapping[str, str]) -> None:
    """
    Refuse a map with a field that does not exist.

    Raises:
        ConfigError: with the heading, the field and the nearest that exists.
    """
    if not columns:
        raise ConfigError("a table of notices has no column", hint="Name at least one.")
    for heading, field in columns.items():
        if field not in FIELDS:
            near = difflib.get_close_matches(field, FIELDS, n=1)
            meant = f"; did you mean {near[0]!r}?" if near else ""
            raise ConfigError(
                f"the column {heading!r} asks for {field!r}, which is not a field{meant}",
                hint=f"The fields are {', '.join(FIELDS)}.",
            )


def list_rows(alerts: Iterable[Alert], columns: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """
    Give the headings, then one row per event of each alert; no cell can run anything.

    Raises:
        ConfigError: a field does not exist.
    """
    check_columns(columns)
    yield tuple(map(safe_cell, columns))
    for alert in alerts:
        for event in alert.events:
            row = Row(alert, event)
            yield tuple(safe_cell(FIELDS[field](row)) for field in columns.values())
