"""
How people read changes: places of a record named, and their values said.

A place such as `sections[2.4.1].text` and the plain data it holds are written for
programs. Every format for people names and says them alike, from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from guidetrack.diff.change import Change
from guidetrack.events.event import ConcernedRecommendation, Event
from guidetrack.events.reading import name_recommendation
from guidetrack.events.summaries import RELATIONS
from guidetrack.guidance.dates import PartialDate

_PLACE = re.compile(r"(\w+)\[(.*)\](?:\.(\w+))?")
_ONE_OF = {
    "recommendations": "recommendation",
    "sections": "section",
    "codes": "code",
    "relationships": "relationship",
    "update_notes": "update note",
    "endorsements": "endorsement",
    "boilerplate": "standing text",
}
_NAMES = {"isbn": "ISBN", "url": "address", "status_stated": "statement of the status"}
_DATES = frozenset({"published", "last_updated", "next_review"})
_SHOWN_ELSEWHERE = frozenset(
    {"boilerplate", "captured", "categories", "record", "reference", "schema", "url"}
)
_SHORT = 160
"""Characters up to which a value is shown on one line with the other."""
_WORDS_OF_ENTRY = frozenset({"text", "stated", "paragraphs", "items"})
_TELLING_KEYS = ("stated", "text", "description", "heading", "name")


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


def name_place(place: str) -> str:
    """Name a place of a record for people: `sections[2.4.1].text` is "section 2.4.1"."""
    match = _PLACE.fullmatch(place)
    if not match:
        return _NAMES.get(place, place.replace("_", " "))
    part = f", {match[3]}" if match[3] and match[3] not in _WORDS_OF_ENTRY else ""
    kind, _, other = match[2].partition(" ")
    if match[1] == "relationships" and kind in RELATIONS:
        return f"statement that it is {RELATIONS[kind]} {other}{part}"
    noun = _ONE_OF.get(match[1], match[1].replace("_", " "))
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


class Sides(NamedTuple):
    """What stood there before and stands there after, each under its label."""

    label_before: str
    before: str | None
    label_after: str
    after: str | None


def sides_of_recommendation(event: Event, each: ConcernedRecommendation) -> Sides:
    """A recommendation verbatim on both sides."""
    return Sides(
        f"Before, {name_recommendation(event, each, 'before')}",
        each.text_before,
        f"After, {name_recommendation(event, each, 'after')}",
        each.text_after,
    )


def sides_of_change(event: Event, change: Change) -> Sides | None:
    """A change that has to be shown in full, or None where one line says it."""
    if say_briefly(event, change) is not None:
        return None
    name = name_place(change.place)
    before = say_value(change.place, change.before) or None
    after = say_value(change.place, change.after) or None
    return Sides(f"Before, {name}", before, f"After, {name}", after)
