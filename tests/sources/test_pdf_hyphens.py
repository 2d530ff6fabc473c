"""Where lines are put together, a hyphen goes only with proof."""

from __future__ import annotations

import pytest

from guidetrack.sources.pdf_hyphens import Vocabulary, join_lines


def _join(above: str, line: str, *elsewhere: str) -> str:
    return join_lines(above, line, Vocabulary.of([*elsewhere, above, line]))


def test_lines_are_joined_with_a_space() -> None:
    assert _join("at long", "last") == "at long last"


def test_a_hyphen_stays_without_proof() -> None:
    assert _join("a 3-year follow-", "up of patients") == "a 3-year follow-up of patients"
    assert _join("the proce-", "dure was") == "the proce-dure was"


def test_a_hyphen_goes_when_the_document_writes_the_word_without_one() -> None:
    assert _join("the proce-", "dure was", "This procedure was") == "the procedure was"


def test_a_hyphen_stays_when_the_document_writes_the_word_both_ways() -> None:
    elsewhere = "follow-up and followup are both written here"
    assert _join("the follow-", "up was", elsewhere) == "the follow-up was"


def test_a_prefix_that_is_written_both_ways_keeps_its_hyphen() -> None:
    assert _join("a re-", "operation was", "the reoperation") == "a re-operation was"


def test_in_a_document_that_hyphenates_a_prefix_needs_no_hyphen_to_be_one() -> None:
    cut = ["the proce-", "dure and dila-", "tation of the organ-", "isation here"]
    whole = ["a procedure by dilatation in an organisation", "one reoperation took"]
    assert _join("a re-", "operation was", *whole, *cut) == "a reoperation was"


@pytest.mark.parametrize(
    ("above", "line", "joined"),
    [
        ("short-", "and long-term", "short- and long-term"),
        ("5 \u2013", "10 patients", "5 \u2013 10 patients"),
        ("5\u2013", "10 patients", "5\u201310 patients"),
        ("and/", "or", "and/or"),
        ("up-to-", "date", "up-to-date"),
        ("ages 18-", "25", "ages 18-25"),
        ("IPG-", "9075", "IPG-9075"),
        ("a list -", "of things", "a list - of things"),
        ("non\u2011", "invasive", "non\u2011invasive"),
        ("terms-and-", "conditions#notice", "terms-and-conditions#notice"),
    ],
)
def test_other_signs_at_the_end_of_a_line(above: str, line: str, joined: str) -> None:
    assert _join(above, line) == joined
