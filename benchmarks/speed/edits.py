"""
What editors do to one document in one week, and the event that must be found.

Each edit leaves the document about as long as it was, so that ten years of them do not
make it another document. Whatever wording an edit puts in, the next of its kind replaces.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import replace

from benchmarks.accuracy.document import Guidance, Note
from benchmarks.accuracy.mutations.succession import migrated
from benchmarks.accuracy.vocabulary import ENDORSERS, MONTHS

_TAILS = (
    ", as the local plan sets out.",
    ", after a talk with the whole team.",
    ", where the unit has a written protocol.",
    ", and the outcome is written into the notes.",
)
_REMARKS = (
    " The committee came back to this at its second meeting.",
    " One adviser held another view and said so.",
    " A later paper by the same group bears this out.",
)
_NOTES = (
    "The links in this guidance were checked and mended.",
    "We changed the layout of the tables to make them easier to read.",
    "A reference to a replaced product standard was brought up to date.",
)
_MOST_NOTES = 5
_DISCUSSION = -1
"""The chapter that is edited: the last."""

Edit = Callable[[random.Random, Guidance, dt.date], Guidance | None]
"""Gives the document afterwards, or None where it offers no place for the edit."""


def edit_document(rng: random.Random, guidance: Guidance, day: dt.date) -> tuple[Guidance, str]:
    """Draw an edit that the document offers a place for; the document after it, and the event."""
    while True:
        kind = rng.choices(tuple(EDITS), (4, 3, 2, 2, 1))[0]
        edited = EDITS[kind](rng, guidance, day)
        if edited is not None:
            return edited, kind


def migrate(guidance: Guidance, number: int) -> Guidance:
    """Give the document a number as HealthTech guidance, with the sentence that says so."""
    return migrated(guidance, number, claims=True, isbn=guidance.isbn)


def reword(rng: random.Random, guidance: Guidance, day: dt.date) -> Guidance | None:
    """Put other words at the end of a recommendation that is neither categorised nor a list."""
    del day
    plain = [
        at for at, each in enumerate(guidance.advice) if not each.category and not each.bullets
    ]
    if not plain:
        return None
    at = rng.choice(plain)
    advice = list(guidance.advice)
    text = _other_ending(rng, advice[at].text, _TAILS, ".")
    advice[at] = replace(advice[at], text=text)
    return replace(guidance, advice=tuple(advice))


def discuss(rng: random.Random, guidance: Guidance, day: dt.date) -> Guidance | None:
    """Put another remark at the end of a paragraph of the discussion."""
    del day
    chapter = guidance.chapters[_DISCUSSION]
    passages = list(chapter.passages)
    at = rng.randrange(len(passages))
    passages[at] = replace(passages[at], text=_other_ending(rng, passages[at].text, _REMARKS, ""))
    chapters = (*guidance.chapters[:_DISCUSSION], replace(chapter, passages=tuple(passages)))
    return replace(guidance, chapters=chapters)


def note(rng: random.Random, guidance: Guidance, day: dt.date) -> Guidance | None:
    """Add an entry under "Update information", unless there are many."""
    if len(guidance.notes) >= _MOST_NOTES:
        return None
    entry = Note(f"{MONTHS[day.month - 1]} {day.year}", rng.choice(_NOTES))
    if entry in guidance.notes:
        return None
    return replace(guidance, notes=(*guidance.notes, entry))


def date(rng: random.Random, guidance: Guidance, day: dt.date) -> Guidance | None:
    """Date the document anew."""
    del rng
    return replace(guidance, updated=day) if guidance.published < day else None


def endorse(rng: random.Random, guidance: Guidance, day: dt.date) -> Guidance | None:
    """Add or take away a body that endorses it."""
    del rng, day
    missing = [each for each in ENDORSERS if each not in guidance.endorsers]
    added = (*guidance.endorsers, *missing[:1])
    return replace(
        guidance, endorsers=added if len(guidance.endorsers) < 3 else guidance.endorsers[:-1]
    )


EDITS: dict[str, Edit] = {
    "recommendation-reworded": reword,
    "section-changed": discuss,
    "dates-changed": date,
    "update-noted": note,
    "endorsement-changed": endorse,
}
"""The event that must be found, to the edit that makes it."""


def _other_ending(rng: random.Random, text: str, endings: tuple[str, ...], instead_of: str) -> str:
    """The text with another of the endings than it has."""
    present = next((each for each in endings if text.endswith(each)), None)
    stem = text.removesuffix(present or instead_of)
    return stem + rng.choice([each for each in endings if each != present])
