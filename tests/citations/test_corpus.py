"""Every invented sentence of the corpus is read as it is labelled, and the whole is measured."""

from __future__ import annotations

from typing import Any

import pytest
from tests.citations.measuring import (
    KNOWN,
    Case,
    find,
    load_cases,
    load_phrases,
    measure,
    show,
    sure,
)

from guidetrack.citations import find_citations
from guidetrack.citations.phrases import find_phrases


@pytest.mark.parametrize("case", load_cases(), ids=lambda case: ascii((case.text, case.in_column)))
def test_a_sentence_cites_what_its_label_says(case: Case) -> None:
    found = find(case)
    unsure = [each for each in found if each.certainty == "ambiguous"]
    assert sure(found) == list(case.cites)
    assert [str(each.reference) for each in unsure] == list(case.unsure)
    assert all(each.reason for each in unsure)


def test_precision_and_recall_are_at_least_99_in_100() -> None:
    scores = measure()
    table = show(scores)
    for score in scores.values():
        assert score.precision >= 0.99, table
        assert score.recall >= 0.99, table


@pytest.mark.parametrize(
    "text", ["1" + "a" * 200_000, "IPG1-2" + "-5" * 50_000, "1" + "w." * 90_000]
)
def test_a_text_made_to_be_slow_is_read_at_once(text: str) -> None:
    assert len(list(find_citations(text, knows=KNOWN.__contains__))) <= 5


@pytest.mark.parametrize("case", load_phrases(), ids=lambda case: ascii(case["text"]))
def test_a_programme_without_a_number_is_named(case: dict[str, Any]) -> None:
    assert [each.prefix for each in find_phrases(case["text"])] == case["names"]
