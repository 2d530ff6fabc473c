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
from typing import Any, Literal

import msgspec

from guidetrack.diff.change import Change
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

_TO_DO: dict[Priority, str] = {
    "act": "to act on",
    "review": "to review",
    "re-reference": "to re-reference",
    "information": "for information",
}
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_PLACE = re.compile(r"(\w+)\[(.*)\](?:\.(\w+))?")
_ONE_OF = {
    "recommendations": "recommendation",
    "sections": "section",
    "codes": "code",
    "relationships": "relationship",
    "update_notes": "update note",
    "endorsements": "endorsement",
    "boilerplate": "standing text",
    "captured": "what is captured of",
}
_NAMES = {"isbn": "ISBN", "url": "address", "status_stated": "statement of the status"}
_DATES = frozenset({"published", "last_updated", "next_review"})
_SHOWN_ELSEWHERE = frozenset({"record", "reference", "url", "categories", "schema"})
_SHORT = 160
"""Characters up to which a value is shown on one line with the other."""
_EDGES = re.compile(r"(?P<lead>\s*(?:- )?)(?P<words>.*?)(?P<tail>\s*)")
_SAY_NOTHING = frozenset({"wording", "other"})
_WORDS_OF_ENTRY = frozenset({"text", "stated", "paragraphs", "items"})
_TELLING_KEYS = ("stated", "text", "description", "heading", "name")


def most_urgent_first(events: Iterable[Event]) -> tuple[Event, ...]:
    """Sort by priority, highest first; events of one priority keep their order."""
    return tuple(sorted(events, key=lambda event: -PRIORITIES.index(event.priority)))


def safe(text: str) -> str:
    """
    Replace what could steer a terminal or reverse a line by U+FFFD.

    Control characters other than tab and line end, direction overrides and lone
    surrogates; every other character of a source is shown as it is.
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
    parts = ", ".join(f"{count:,} {_TO_DO[key]}" for key, count in counts.items() if count)
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


def has_categories_to_show(event: Event) -> bool:
    """Whether the category matters to whoever reads the event: not where it is mere news."""
    if event.categories_before == event.categories_after:
        return bool(event.categories_after) and event.priority != "information"
    return True


def say_same(same: tuple[ConcernedRecommendation, ...]) -> str:
    """Say which recommendations read the same on both sides, and which only moved."""
    numbers = [each.number_after for each in same if each.number_after]
    moved = [
        f"{each.number_before} is now {each.number_after}"
        for each in same
        if each.number_before != each.number_after
    ]
    listed = f" ({numbers[0]} to {numbers[-1]})" if len(numbers) > 1 else f" ({numbers[0]})"
    noun = "recommendation reads" if len(same) == 1 else "recommendations read"
    said = f"{len(same)} {noun} the same{listed if numbers else ''}."
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


def changes_to_show(event: Event) -> Iterator[Change]:
    """The changes of an event that its other lines do not say already."""
    for change in event.changes:
        root = change.root
        if root in _SHOWN_ELSEWHERE or (root == "recommendations" and event.recommendations):
            continue
        if root not in {"relationships", "update_notes"} or not _told_by_nice(event, change):
            yield change


def _told_by_nice(event: Event, change: Change) -> bool:
    """Whether the note that the event quotes is what came with the change."""
    entry = change.after if isinstance(change.after, dict) else {}
    words = entry.get("stated") or entry.get("text")
    return bool(words and event.explained_by and words in event.explained_by)


def say_briefly(event: Event, change: Change) -> str | None:
    """
    Say a change in one line, or answer None where it has to be shown in full.

    Short values always fit; of long ones, only events that ask for reading show
    the words.
    """
    before = say_value(change.place, change.before)
    after = say_value(change.place, change.after)
    name = name_place(change.place)
    name = name[:1].upper() + name[1:]
    if max(len(before), len(after)) <= _SHORT and "\n" not in before + after:
        return f"{name}: was {_set_off(before)}, is {_set_off(after)}"
    if event.priority in {"act", "review"}:
        return None
    return f"{name}: {'reworded' if before and after else 'new' if after else 'gone'}"


def _set_off(value: str) -> str:
    """Put a sentence in quotation marks, so that its end is not taken for that of the line."""
    return f"\u201c{value}\u201d" if value.endswith(".") else value or "not stated"


def redline_pieces(before: str, after: str) -> Iterator[tuple[str, str]]:
    """
    The words of both texts in one, as kind (same, removed, added) and text.

    Line ends, bullets and spaces at the edge of marked words are pieces of their
    own of kind same, so that a format can put its marks close around the words.
    """
    from guidetrack.diff.wording import redline  # noqa: PLC0415 - only rewordings pay for it

    previous = "same"
    for operation in redline(before, after):
        if operation.kind == "same":
            yield "same", operation.text
        else:
            if previous == "removed" and operation.kind == "added":
                yield "same", " "
            yield from _pieces(operation.kind, operation.text)
        marked = operation.text == operation.text.rstrip()
        previous = operation.kind if marked else "same"


def _pieces(kind: str, text: str) -> Iterator[tuple[str, str]]:
    for index, line in enumerate(text.split("\n")):
        if index:
            yield "same", "\n"
        parts = _EDGES.fullmatch(line)
        if parts is None or not parts["words"]:
            yield "same", line
            continue
        yield from (("same", parts["lead"]), (kind, parts["words"]), ("same", parts["tail"]))


def name_place(place: str) -> str:
    """Name a place of a record for people: `sections[2.4.1].text` is "section 2.4.1"."""
    match = _PLACE.fullmatch(place)
    if not match:
        return _NAMES.get(place, place.replace("_", " "))
    noun = _ONE_OF.get(match[1], match[1].replace("_", " "))
    part = f", {match[3]}" if match[3] and match[3] not in _WORDS_OF_ENTRY else ""
    return f"{noun} {match[2]}{part}"


def say_value(place: str, value: Any) -> str:
    """Say a value of a record; empty where there is none."""
    if value is None or value in ([], {}, ""):
        return ""
    if isinstance(value, str):
        return _say_date(value) if place in _DATES else value
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, (say_value(place, each) for each in value)))
    if isinstance(value, dict):
        return _say_mapping(place, value)
    return msgspec.json.encode(value).decode()


def _say_date(value: str) -> str:
    try:
        return PartialDate.parse(value).printed()
    except ValueError:
        return value


def _say_mapping(place: str, value: dict[str, Any]) -> str:
    label = value.get("number") or value.get("code") or value.get("reference") or ""
    telling = next((value[key] for key in _TELLING_KEYS if value.get(key)), "")
    below = [value.get("paragraphs"), value.get("items")]
    words = [str(label), str(telling), *(say_value(place, each) for each in below)]
    said = " ".join(filter(None, words))
    return said or msgspec.json.encode(value).decode()
