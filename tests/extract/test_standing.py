"""Withdrawing is an act, stated as done; everything that only sounds like it is none."""

from __future__ import annotations

import pytest

from guidetrack.extract.relationships import Statement
from guidetrack.extract.standing import find_standing
from guidetrack.extract.updates import stated_when
from guidetrack.sources.document import ParsedDocument, SourceDocument


def _status(*texts: str, facts: tuple[tuple[str, str], ...] = ()) -> tuple[str, str | None]:
    document = ParsedDocument(SourceDocument(b"", "page"), "text", (), facts)
    standing = find_standing(document, [Statement(text, stated_when(text)) for text in texts])
    return standing.status, standing.stated


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("This guidance has been withdrawn.", "withdrawn"),
        ("The guidance has therefore been withdrawn.", "withdrawn"),
        ("This guideline was withdrawn in May 2024.", "withdrawn"),
        ("NICE has withdrawn this guidance.", "withdrawn"),
        ("NICE's guidance on sample bandages has been withdrawn.", "withdrawn"),
        ("This medical technologies guidance (MTG9009) has now been withdrawn.", "withdrawn"),
        ("Guidance withdrawn", "withdrawn"),
        ("This guidance has been temporarily withdrawn.", "temporarily-withdrawn"),
        (
            "This guidance is temporarily withdrawn while we look at new evidence.",
            "temporarily-withdrawn",
        ),
        ("NICE has temporarily withdrawn this guidance.", "temporarily-withdrawn"),
        ("This advice has been retired.", "retired"),
        ("This appraisal has been terminated.", "terminated"),
        ("Terminated appraisal", "terminated"),
    ],
)
def test_a_status_is_read_where_it_is_stated_as_done(text: str, status: str) -> None:
    assert _status(text) == (status, text)


@pytest.mark.parametrize(
    "text",
    [
        "NICE may withdraw the guidance if these conditions are not met.",
        "NICE may revise or withdraw the guidance.",
        "The reviewers recommended that it should be withdrawn.",
        "The guidance will be withdrawn if the company stops making the device.",
        "The guidance may have been withdrawn.",
        "If the guidance has been withdrawn, use another.",
        "The device was withdrawn from the market.",
        "Examplimab has been withdrawn by its maker.",
        "Treatment was withdrawn in 3 patients.",
        "It did not meet the review criteria. The guidance below therefore remains current.",
        "NICE will not be updating this guidance at this stage.",
        "This guidance has been reinstated.",
        "",
    ],
)
def test_what_only_sounds_like_a_status_is_none(text: str) -> None:
    assert _status(text) == ("published", None)


def test_the_latest_dated_statement_counts() -> None:
    withdrawn = "March 2024: This guidance has been temporarily withdrawn."
    reinstated = "June 2024: This guidance has been reinstated."
    assert _status(withdrawn)[0] == "temporarily-withdrawn"
    assert _status(reinstated, withdrawn)[0] == "published"


def test_a_status_stated_as_data_counts_and_an_unknown_one_is_kept_as_written() -> None:
    assert _status(facts=(("status", "TemporarilyWithdrawn"),))[0] == "temporarily-withdrawn"
    assert _status(facts=(("status", "Paused"),))[0] == "Paused"
    assert _status(facts=(("status", "Published"),)) == ("published", None)


def test_the_address_of_a_retired_product_says_so() -> None:
    url = "https://www.nice.org.uk/guidance/retired/ipg9075"
    assert _status(facts=(("url", url),))[0] == "retired"
