"""A redline reads as a person would mark it, and loses no word."""

from __future__ import annotations

from guidetrack.diff.wording import Operation, redline

FIRST = "This procedure should be used with care. "
SECOND = "Clinicians should audit outcomes."


def test_one_word_is_one_mark() -> None:
    assert redline("Give 7.5 mg daily.", "Give 75 mg daily.") == (
        Operation("same", "Give "),
        Operation("removed", "7.5 "),
        Operation("added", "75 "),
        Operation("same", "mg daily."),
    )


def test_the_same_text_has_no_mark() -> None:
    assert redline(FIRST, FIRST) == (Operation("same", FIRST),)


def test_typography_is_no_mark_and_shown_as_it_is_now() -> None:
    assert redline("a 6-month follow up", "a 6\u2011month  follow up") == (
        Operation("same", "a 6\u2011month  follow up"),
    )


def test_a_sentence_put_in_front_is_marked_whole() -> None:
    new = "Tell patients about the risks. "
    assert redline(FIRST + SECOND, FIRST + new + SECOND) == (
        Operation("same", FIRST),
        Operation("added", new),
        Operation("same", SECOND),
    )


def test_a_sentence_said_anew_is_not_marked_word_by_word() -> None:
    old, new = "Offer a stent to some people.", "Registers of outcomes show harm."
    assert redline(FIRST + old, FIRST + new) == (
        Operation("same", FIRST),
        Operation("removed", old),
        Operation("added", new),
    )


def test_a_stray_of_the_between_two_changes_is_marked_with_them() -> None:
    kinds = [
        operation.kind
        for operation in redline(
            "Check dilatation of the vein after two days in every clinic.",
            "Check stenting of the artery after two days in every clinic.",
        )
    ]
    assert kinds == ["same", "removed", "added", "same"]


def test_what_left_at_the_end_stands_apart_from_what_stayed() -> None:
    assert redline(FIRST + SECOND, FIRST.rstrip())[-1] == Operation("removed", f" {SECOND}")


def test_empty_texts() -> None:
    assert redline("", "") == ()
    assert redline("", FIRST) == (Operation("added", FIRST),)
    assert redline(FIRST, "") == (Operation("removed", FIRST),)
