"""
How people read events: the order, the words for codes, and what is worth showing.

Every format for people says the same things in the same order and differs only in
its marks, so what they share stands here, one room upstream of them. Nothing in
it is a format: no wrapping, no markup.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Literal

from guidetrack.events.event import PRIORITIES, ConcernedRecommendation, Event, Priority
from guidetrack.events.report import Report
from guidetrack.events.summaries import in_words
from guidetrack.guidance.dates import PartialDate

PRIORITY_MEANINGS: dict[Priority, str] = {
    "act": "Act: practice may no longer be supported today.",
    "review": "Review: someone must read this.",
    "re-reference": "Re-reference: update the number, title, address or code where you cite it.",
    "information": "For information: nothing to do.",
}
"""The priority as the sentence that stands under the decisive one."""

CONFIDENCE_MEANINGS: dict[str, str] = {
    "confirmed": "stated by NICE and compared",
    "declared": "stated by NICE, not compared",
    "inferred": "found by comparing, not stated by NICE",
}

NO_CHANGE = "No change of guidance."
"""What a report without events says, in every format for people."""

TO_DO: dict[Priority, str] = {
    "act": "to act on",
    "review": "to review",
    "re-reference": "to re-reference",
    "information": "for information",
}
"""The priority behind a count: "2 to act on"."""
_SAY_NOTHING = frozenset({"wording", "other"})
_BULLET = "- "
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff"
    r"\ufffe\uffff]"
)


def most_urgent_first(events: Iterable[Event]) -> tuple[Event, ...]:
    """Sort by priority, highest first; events of one priority keep their order."""
    return tuple(sorted(events, key=lambda event: -PRIORITIES.index(event.priority)))


def safe(text: str) -> str:
    """
    Replace what could steer a terminal or reverse a line by U+FFFD.

    Control characters other than tab and line end, direction overrides, lone surrogates,
    and U+FFFE and U+FFFF, which no workbook can hold; every other character of a source
    is shown as it is.
    """
    return _UNSAFE.sub("\ufffd", text)


def categories_in_words(codes: Iterable[str]) -> str:
    """Say categories as words; "none found" where there are none."""
    return ", ".join(in_words(code) for code in codes) or "none found"


def count_by_priority(events: Iterable[Event]) -> str:
    """Say how much there is to do: "3 changes: 1 to act on, 2 for information."."""
    counts = dict.fromkeys(reversed(PRIORITIES), 0)
    for event in events:
        counts[event.priority] += 1
    total = sum(counts.values())
    parts = ", ".join(f"{count:,} {TO_DO[key]}" for key, count in counts.items() if count)
    return f"{total:,} {'change' if total == 1 else 'changes'}: {parts}."


def span_of(report: Report) -> str:
    """Say which two sides were compared: "between 2 November 2025 and 14 January 2026"."""
    old, new = report.old.observed_at, report.new.observed_at
    if old is None and new is None:
        return "between the two documents"
    days = (printed_day(old), printed_day(new))
    if days[0] == days[1]:
        days = (printed_moment(old), printed_moment(new))
    first, second = (day or "a document without a date" for day in days)
    return f"between {first} and {second}"


def printed_day(moment: str | None) -> str | None:
    """ISO 8601 to the day as people read it, in UTC: "14 January 2026"."""
    if moment is None:
        return None
    day = dt.datetime.fromisoformat(moment)
    return PartialDate(day.year, day.month, day.day).printed()


def printed_moment(moment: str | None) -> str | None:
    """ISO 8601 to day and time as people read them: "14 January 2026, 09:00 UTC"."""
    if moment is None:
        return None
    return f"{printed_day(moment)}, {dt.datetime.fromisoformat(moment):%H:%M} UTC"


def naming_of(event: Event) -> str:
    """Name the guidance: number, former number, title and programme it was born under."""
    number = event.reference_after or event.reference_before or "Number not known"
    former = event.reference_before if event.reference_before != number else None
    born = event.origin_programme
    parts = [f"formerly {former}"] if former else []
    if born and not any((each or "").startswith(born) for each in (number, former)):
        parts.append(f"first published as {born}")
    aside = f" ({', '.join(parts)})" if parts else ""
    return f"{number}{aside}" + (f": {event.title}" if event.title else "")


def split_by_difference(
    event: Event,
) -> tuple[tuple[ConcernedRecommendation, ...], tuple[ConcernedRecommendation, ...]]:
    """Part the recommendations of an event into those whose text differs and the others."""
    differing = tuple(each for each in event.recommendations if each.text_before != each.text_after)
    same = tuple(each for each in event.recommendations if each.text_before == each.text_after)
    return differing, same


def say_categories(event: Event) -> tuple[tuple[str, str], ...]:
    """
    Say the category on each side that has one, as label and words.

    Nothing where it is the same and the event mere news. A side without any says so
    only where the event is about the category: else its text may not be captured.
    """
    before, after = event.categories_before, event.categories_after
    if before == after:
        if not after or event.priority == "information":
            return ()
        return (("Category, before and after", categories_in_words(after)),)
    way = f" ({in_words(event.direction)})" if event.direction else ""
    said = []
    if before or event.direction:
        said.append(("Category before", categories_in_words(before)))
    if after or event.direction:
        said.append(("Category after", categories_in_words(after) + way))
    return tuple(said)


def say_same(same: tuple[ConcernedRecommendation, ...]) -> str:
    """Say which recommendations read the same on both sides, and which only moved."""
    numbers = [each.number_after for each in same if each.number_after]
    moved = [
        f"{each.number_before} is now {each.number_after}"
        for each in same
        if each.number_before and each.number_after and each.number_before != each.number_after
    ]
    listed = f" ({' to '.join(dict.fromkeys((numbers[0], numbers[-1])))})" if numbers else ""
    noun = "recommendation reads" if len(same) == 1 else "recommendations read"
    said = f"{len(same)} {noun} the same{listed}."
    return f"{said} Renumbered: {', '.join(moved)}." if moved else said


def name_recommendation(
    event: Event, each: ConcernedRecommendation, side: Literal["before", "after"]
) -> str:
    """Name a recommendation on one side: "recommendation 1.1 of IPG9075"."""
    number = each.number_before if side == "before" else each.number_after
    reference = event.reference_before if side == "before" else event.reference_after
    of = f" of {reference}" if reference else ""
    return f"recommendation {number}{of}" if number else f"a recommendation without a number{of}"


def say_aspects(event: Event) -> str:
    """Say what sort of words changed; empty where it is wording alone."""
    telling = [in_words(aspect) for aspect in event.aspects if aspect not in _SAY_NOTHING]
    return f"The change touches: {', '.join(telling)}." if telling else ""


def explains_nothing(event: Event) -> bool:
    """Whether recommendations changed in substance and the publisher gives no note on it."""
    changed = bool(split_by_difference(event)[0]) or bool(event.direction)
    return event.priority in {"act", "review"} and changed and not event.explained_by


def redline_pieces(before: str, after: str) -> Iterator[tuple[str, str]]:
    """
    The words of both texts in one, as kind (same, removed, added) and text.

    Line ends, bullets in front of marked words and spaces at their edges are pieces
    of their own of kind same, so that a format can put its marks close around the words.
    """
    from guidetrack.diff.wording import redline  # noqa: PLC0415 - only rewordings pay for it

    previous, line_start = "same", True
    for operation in redline(before, after):
        text = operation.text
        if operation.kind == "same":
            yield "same", text
        else:
            if previous == "removed" and operation.kind == "added":
                yield "same", " "
            yield from _pieces(operation.kind, text, line_start=line_start)
        previous = operation.kind if text == text.rstrip() else "same"
        line_start = text.endswith("\n")


def _pieces(kind: str, text: str, *, line_start: bool) -> Iterator[tuple[str, str]]:
    for index, line in enumerate(text.split("\n")):
        if index:
            yield "same", "\n"
        words = line.strip()
        lead = line[: len(line) - len(line.lstrip())]
        tail = line[len(lead) + len(words) :]
        if words.startswith(_BULLET) and (line_start or index):
            lead, words = lead + _BULLET, words.removeprefix(_BULLET)
        pieces = (("same", lead), (kind, words), ("same", tail))
        yield from (piece for piece in pieces if piece[1])
