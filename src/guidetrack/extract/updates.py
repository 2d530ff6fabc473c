"""
Update notes: what the publisher says it changed, and when.

They explain changes, so they are kept as printed with the heading they stand
under. A paragraph without a date goes on with the note above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from guidetrack.extract.outline import Part
from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.record import UpdateNote

_DATED = re.compile(
    (
        r"(?:In |On )?(?P<date>(?:\d{1,2} )?[A-Z][a-z]+ \d{4})(?P<end>\s*[:\u2013\u2014-]\s*"
        r"|,? )(?P<rest>.*)"
    ),
    re.DOTALL,
)
_DATE_ALONE = re.compile(r"(?P<date>(?:\d{1,2} )?[A-Z][a-z]+ \d{4})\s*[:\u2013\u2014-]?")
_ISBN = re.compile(
    r"ISBN(?:-1[03])?\s*:?\s*(?P<isbn>[0-9][0-9X \u2010-\u2015-]{8,24}[0-9X])", re.IGNORECASE
)


def find_isbn(texts: Sequence[str]) -> str | None:
    """The ISBN as printed, or None."""
    for text in texts:
        match = _ISBN.search(text)
        if match:
            return match["isbn"]
    return None


def is_isbn_line(text: str) -> bool:
    """Whether a line only gives the ISBN, which the record keeps in a place of its own."""
    return text.startswith("ISBN") and find_isbn([text]) is not None


def stated_when(text: str) -> PartialDate | None:
    """The month or day a note begins with, or None."""
    match = _DATED.match(text) or _DATE_ALONE.fullmatch(text)
    if not match:
        return None
    try:
        return PartialDate.parse(match["date"])
    except ValueError:
        return None


def find_update_notes(parts: Sequence[Part]) -> tuple[UpdateNote, ...]:
    """Every note under "Update information" and the headings below it, in order."""
    notes: list[UpdateNote] = []
    for part in parts:
        if part.role == "updates":
            notes.extend(_notes_of(part))
    return tuple(notes)


def _notes_of(part: Part) -> Iterator[UpdateNote]:
    when: PartialDate | None = None
    gathered: list[str] = []
    for text in _paragraphs(part):
        stated = stated_when(text)
        if stated and gathered:
            yield UpdateNote(when=when, heading=part.heading, text="\n".join(gathered))
            gathered = []
        if stated or not gathered:
            when = stated
        gathered.append(text)
    if gathered:
        yield UpdateNote(when=when, heading=part.heading, text="\n".join(gathered))


def _paragraphs(part: Part) -> Iterator[str]:
    """The paragraphs of the part, a date on a line of its own joined to what it dates."""
    date: str | None = None
    for line in part.lines:
        text = line.text
        if _ISBN.match(text):
            continue
        if _DATE_ALONE.fullmatch(text) and stated_when(text):
            date = text
            continue
        yield f"{date} {text}" if date else text
        date = None
