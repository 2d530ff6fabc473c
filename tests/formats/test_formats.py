"""What every format owes its reader."""

from __future__ import annotations

import pytest

from guidetrack.events.report import Report
from guidetrack.formats import FORMATS

PEOPLE = ["text", "markdown", "html"]


def words_of(text: str) -> str:
    return " ".join(text.replace("> ", " ").split())


@pytest.mark.parametrize("name", PEOPLE)
def test_both_sides_stand_there_verbatim_and_whole(name: str, report: Report) -> None:
    told = words_of(FORMATS[name](report))
    for event in report.events:
        for each in event.recommendations:
            if each.text_before != each.text_after:
                assert words_of(each.text_before or "") in told
                assert words_of(each.text_after or "") in told


@pytest.mark.parametrize("name", PEOPLE)
def test_the_decisive_sentences_stand_in_order_of_urgency(name: str, report: Report) -> None:
    told = words_of(FORMATS[name](report))
    places = [told.index(words_of(event.summary)) for event in reversed(report.events)]
    assert places == sorted(places)


@pytest.mark.parametrize("name", PEOPLE)
def test_nice_is_quoted_and_named(name: str, report: Report) -> None:
    told = words_of(FORMATS[name](report))
    assert "NICE says" in told
    assert "February 2026: We changed recommendation 1.1." in told
    assert "It is not a safety alert and is not issued by NICE." in told


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_ends_with_one_line_end(name: str, report: Report) -> None:
    told = FORMATS[name](report)
    assert told.endswith("\n")
    assert not told.endswith("\n\n")
