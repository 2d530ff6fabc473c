"""Places and values of a record, as people read them."""

from __future__ import annotations

from typing import Any

import pytest

from guidetrack.diff.change import Change
from guidetrack.events.event import Event, Priority
from guidetrack.events.places import changes_to_show, name_place, say_briefly, say_value


def event_with(
    *changes: Change, priority: Priority = "information", note: str | None = None
) -> Event:
    return Event(
        id="GT-AAAAAAAAAAAAAAAA",
        kind="details-changed",
        priority=priority,
        confidence="inferred",
        reference_before="IPG9001",
        reference_after="IPG9001",
        origin_programme="IPG",
        title=None,
        summary="IPG9001: a detail changed.",
        explained_by=note,
        changes=changes,
    )


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("title", "title"),
        ("isbn", "ISBN"),
        ("last_updated", "last updated"),
        ("sections[2.4.1].text", "section 2.4.1"),
        ("sections[2.4].heading", "section 2.4, heading"),
        ("codes[L80.4]", "code L80.4"),
        (
            "relationships[replaces IPG9420].stated",
            "statement that it is the replacement of IPG9420",
        ),
        (
            "relationships[read-with NG9001].when",
            "statement that it is to be read with NG9001, when",
        ),
    ],
)
def test_a_place_is_named_in_words(place: str, name: str) -> None:
    assert name_place(place) == name


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("published", "2004-07-28", "28 July 2004"),
        ("published", "2026-01", "January 2026"),
        ("published", "soon", "soon"),
        ("title", None, ""),
        ("endorsements", ["One", "Two"], "One; Two"),
        ("codes[A]", {"code": "L80.4", "description": "Stent"}, "L80.4 Stent"),
        ("sections[2]", {"number": "2", "heading": "Safety", "paragraphs": []}, "2 Safety"),
        ("position", 3, "3"),
    ],
)
def test_a_value_is_said_without_its_notation(place: str, value: Any, said: str) -> None:
    assert say_value(place, value) == said


def test_short_values_stand_in_one_line_and_sentences_are_set_off() -> None:
    retitled = Change(place="title", before="Old vein", after="New vein")
    assert say_briefly(event_with(retitled), retitled) == "Title: was Old vein, is New vein"
    stated = Change(place="status_stated", before=None, after="It was withdrawn.")
    assert say_briefly(event_with(stated), stated) == (
        "Statement of the status: was not stated, is \u201cIt was withdrawn.\u201d"
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [("a" * 200, "b", "reworded"), (None, "b" * 200, "new"), ("a" * 200, None, "gone")],
)
def test_long_values_are_shown_only_to_whoever_must_read_them(
    before: str | None, after: str | None, said: str
) -> None:
    change = Change(place="sections[2.1].text", before=before, after=after)
    assert say_briefly(event_with(change), change) == f"Section 2.1: {said}"
    assert say_briefly(event_with(change, priority="review"), change) is None


def test_what_the_note_of_the_publisher_says_is_not_said_twice() -> None:
    note = "January 2026: Interventional procedures guidance 9001 has been migrated."
    relation = {"kind": "migrated-from", "reference": "IPG9001", "stated": note}
    changes = (
        Change(place="relationships[migrated-from IPG9001]", after=relation),
        Change(place="update_notes[0]", after={"when": "2026-01", "text": note}),
        Change(place="url", before="a", after="b"),
        Change(place="isbn", before="1", after="2"),
    )
    shown = changes_to_show(event_with(*changes, note=note))
    assert [change.place for change in shown] == ["isbn"]
    unexplained = changes_to_show(event_with(*changes))
    assert [change.root for change in unexplained] == ["relationships", "update_notes", "isbn"]
