"""Plain text: layout is read, everything else is the publisher's own."""

from __future__ import annotations

from guidetrack.sources.document import SourceDocument
from guidetrack.sources.readers import text as reader


def _blocks(text: str) -> list[tuple[str, int, str]]:
    parsed = reader.parse(SourceDocument(text.encode(), "a.txt"), text)
    return [(block.kind, block.level, block.text) for block in parsed.blocks]


def test_signs_of_markup_stay_in_plain_text() -> None:
    assert _blocks("# 1 of *2* [3] $4$") == [("paragraph", 0, "# 1 of *2* [3] $4$")]


def test_bullets_of_many_shapes_are_items() -> None:
    found = _blocks("\u2022 one\n\u25cf two\n\uf0b7 three\n\u2022four\n- five\n")
    assert [(kind, level) for kind, level, _ in found] == [("item", 1)] * 5
    assert [text for *_, text in found] == ["one", "two", "three", "four", "five"]


def test_a_second_rank_of_bullets_is_below_the_first() -> None:
    assert [level for _, level, _ in _blocks("\u2022 a\no b\no c\n\u2022 d\n")] == [1, 2, 2, 1]


def test_a_bullet_on_a_line_of_its_own_takes_the_next_line() -> None:
    assert _blocks("\u2022\ntext below") == [("item", 1, "text below")]


def test_a_line_is_a_paragraph_unless_the_next_goes_on_in_lower_case() -> None:
    assert [text for *_, text in _blocks("One line\nTwo line\nand on\nwww.example.org")] == [
        "One line",
        "Two line and on",
        "www.example.org",
    ]


def test_text_wrapped_by_hand_is_unwrapped() -> None:
    lines = (
        "The example procedure is done by a team that has been trained in",
        "Exampletown, and every patient is followed up for a year or more",
        "after it. Bleeding was seen in some of the patients in the study",
        "of 2007.",
        "",
        "1.1 Another paragraph.",
    )
    assert [text for *_, text in _blocks("\n".join(lines))] == [
        " ".join(lines[:4]),
        "1.1 Another paragraph.",
    ]


def test_letters_in_brackets_are_bullets_and_numbers_stay_for_the_extraction() -> None:
    assert _blocks("a) one\n(b) two\n1. three") == [
        ("item", 1, "one"),
        ("item", 1, "two"),
        ("item", 1, "1. three"),
    ]


def test_form_feeds_and_line_ends_of_all_kinds_end_a_line() -> None:
    assert [text for *_, text in _blocks("One\r\nTwo\rThree\fFour\u2028Five")] == [
        "One",
        "Two",
        "Three",
        "Four",
        "Five",
    ]


def test_the_place_of_a_block_is_its_line() -> None:
    parsed = reader.parse(SourceDocument(b"", "a"), "One\n\n\nTwo")
    assert [block.place for block in parsed.blocks] == ["line 1", "line 4"]
