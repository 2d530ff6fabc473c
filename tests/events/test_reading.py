"""What every format for people shares: order, counts, names and redlines."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidetrack.events.event import ConcernedRecommendation, Event
from guidetrack.events.reading import (
    count_by_priority,
    most_urgent_first,
    naming_of,
    redline_pieces,
    safe,
    say_categories,
    say_same,
)

MOVED = Event(
    id="GT-AAAAAAAAAAAAAAAA",
    kind="migrated",
    priority="re-reference",
    confidence="confirmed",
    reference_before="IPG9075",
    reference_after="HTG9046",
    origin_programme="IPG",
    title="Example vein",
    summary="IPG9075 is now HTG9046.",
)


def test_events_of_one_priority_keep_their_order() -> None:
    events = [
        msgspec.structs.replace(MOVED, id=name, priority=priority)
        for name, priority in (("a", "review"), ("b", "act"), ("c", "review"), ("d", "act"))
    ]
    assert [event.id for event in most_urgent_first(events)] == ["b", "d", "a", "c"]


def test_one_change_is_not_changes() -> None:
    assert count_by_priority([MOVED]) == "1 change: 1 to re-reference."
    assert count_by_priority([MOVED] * 2000) == "2,000 changes: 2,000 to re-reference."


@pytest.mark.parametrize(
    ("before", "after", "born", "name"),
    [
        ("IPG9075", "HTG9046", "IPG", "HTG9046 (formerly IPG9075): Example vein"),
        ("HTG9046", "HTG9046", "IPG", "HTG9046 (first published as IPG): Example vein"),
        ("HTG9310", "HTG9310", "HTG", "HTG9310: Example vein"),
        ("IPG9075", None, "IPG", "IPG9075: Example vein"),
        (None, "HTG9310", "HTG", "HTG9310: Example vein"),
    ],
)
def test_guidance_is_named_by_every_number_that_helps(
    before: str | None, after: str | None, born: str, name: str
) -> None:
    event = msgspec.structs.replace(
        MOVED, reference_before=before, reference_after=after, origin_programme=born
    )
    assert naming_of(event) == name


def test_a_side_without_categories_is_not_said_to_have_none_unless_that_is_the_news() -> None:
    event = msgspec.structs.replace(MOVED, categories_after=("research-only",))
    assert say_categories(event) == (("Category after", "research only"),)
    news = msgspec.structs.replace(event, direction="unknown")
    assert say_categories(news) == (
        ("Category before", "none found"),
        ("Category after", "research only (unknown)"),
    )


def test_recommendations_that_only_moved_say_where() -> None:
    same = tuple(
        ConcernedRecommendation(
            number_before=old, number_after=new, text_before="x", text_after="x"
        )
        for old, new in (("1.1", "1.1"), ("1.2", "1.3"))
    )
    assert say_same(same) == (
        "2 recommendations read the same (1.1 to 1.3). Renumbered: 1.2 is now 1.3."
    )
    assert say_same(same[:1]) == "1 recommendation reads the same (1.1)."


def test_recommendations_without_numbers_read_the_same_as_well() -> None:
    unnumbered = ConcernedRecommendation(
        number_before=None, number_after=None, text_before="Do.", text_after="Do."
    )
    numbered = msgspec.structs.replace(unnumbered, number_after="1.1")
    assert say_same((unnumbered, unnumbered)) == "2 recommendations read the same."
    assert say_same((unnumbered, numbered)) == "2 recommendations read the same (1.1)."


def test_marks_stand_close_around_the_words() -> None:
    pieces = redline_pieces("Do:\n- audit it.", "Do:\n- always audit it.\n- tell them.")
    marked = "".join(text if kind == "same" else f"<{text}>" for kind, text in pieces)
    assert marked == "Do:\n- <always> audit it.\n- <tell them.>"


def test_a_word_in_place_of_another_stands_apart_from_it() -> None:
    pieces = redline_pieces("at least 10", "at least 25")
    assert list(pieces) == [
        ("same", "at least "),
        ("removed", "10"),
        ("same", " "),
        ("added", "25"),
    ]


TEXTS = st.text(st.sampled_from("ab .-\n"), max_size=40)


def without_bullets(text: str) -> str:
    return re.sub(r"[\s-]", "", text)


def test_a_dash_that_is_no_bullet_is_marked() -> None:
    pieces = redline_pieces("from 5 - 10 mm", "from 5 10 mm")
    assert ("removed", "-") in list(pieces)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_no_word_is_lost_or_made_up_by_the_marks(before: str, after: str) -> None:
    pieces = list(redline_pieces(before, after))
    now = "".join(text for kind, text in pieces if kind != "removed")
    then = "".join(text for kind, text in pieces if kind != "added")
    assert without_bullets(now) == without_bullets(after)
    assert [word for word in before.split() if word.isalpha() and word not in then.split()] == []


@given(st.text())
@settings(max_examples=60, deadline=None)
def test_what_is_safe_stays_as_it_is(text: str) -> None:
    assert safe(safe(text)) == safe(text)
    assert len(safe(text)) == len(text)
