"""
When the guidance was published, updated and is to be reviewed, as printed.

A label followed by nothing is no date, and a month stays a month. Only lines of
the head are read: the text below it dates other guidance.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from guidetrack.guidance.dates import PartialDate
from guidetrack.sources.document import ParsedDocument

_DATE = (
    r"(?P<date>\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+,? \d{4}|[A-Z][a-z]+,? \d{4}"
    r"|\d{4}-\d{2}(?:-\d{2})?)"
)
_LABELS: tuple[tuple[str, str], ...] = (
    ("published", r"(?:published|publication date|issued|issue date|date of issue|date issued)"),
    ("last-updated", r"(?:last (?:updated|modified|reviewed)|updated)"),
    ("next-review", r"(?:next review|review date|expected review)"),
)
_LINES = tuple(
    (name, re.compile(rf"(?<![\w(]){label}(?: date| on)?\s*:?\s*{_DATE}(?![\w-])", re.IGNORECASE))
    for name, label in _LABELS
)
_LABEL_ALONE = tuple(
    (name, re.compile(rf"{label}(?: date| on)?\s*:", re.IGNORECASE)) for name, label in _LABELS
)
_LONGEST_LINE = 160


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates a document prints; None for each it does not."""

    published: PartialDate | None = None
    last_updated: PartialDate | None = None
    next_review: PartialDate | None = None

    def __bool__(self) -> bool:
        return any((self.published, self.last_updated, self.next_review))


def find_dates(document: ParsedDocument, head: Sequence[str]) -> Dates:
    """Read the dates from what the page states as data, else from the lines of its head."""
    found: dict[str, PartialDate] = {}
    for name, value in document.facts:
        _note(found, name, value)
    for index, text in enumerate(head):
        if len(text) > _LONGEST_LINE:
            continue
        for name, pattern in _LINES:
            match = pattern.search(text)
            if match:
                _note(found, name, match["date"])
        for name, pattern in _LABEL_ALONE:
            if pattern.fullmatch(text) and index + 1 < len(head):
                _note(found, name, head[index + 1])
    return Dates(found.get("published"), found.get("last-updated"), found.get("next-review"))


def _note(found: dict[str, PartialDate], name: str, text: str) -> None:
    if name in found or name not in {"published", "last-updated", "next-review"}:
        return
    try:
        found[name] = PartialDate.parse(text)
    except ValueError:
        return
