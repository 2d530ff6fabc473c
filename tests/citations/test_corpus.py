"""Every invented sentence of the corpus is read as it is labelled, and the whole is measured."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from guidetrack.citations import Citation, find_citations
from guidetrack.guidance.reference import Reference

CORPUS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("corpus.yaml").read_text("utf-8")
)
KNOWN = frozenset(Reference.parse(each) for each in ("IPG9075", "IPG9352", "HTG9046"))


def _found(case: dict[str, Any]) -> list[Citation]:
    column = case.get("column", False)
    return list(find_citations(case["text"], knows=KNOWN.__contains__, in_column=column))


def _cited(citations: list[Citation]) -> list[str]:
    return [str(each.reference) for each in citations if each.certainty != "ambiguous"]


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: ascii(case["text"]))
def test_a_sentence_cites_what_its_label_says(case: dict[str, Any]) -> None:
    found = _found(case)
    unsure = [each for each in found if each.certainty == "ambiguous"]
    assert _cited(found) == case.get("cites", [])
    assert [str(each.reference) for each in unsure] == case.get("unsure", [])
    assert all(each.reason for each in unsure)


def test_precision_and_recall_are_at_least_99_in_100() -> None:
    right = wrong = missed = 0
    for case in CORPUS:
        found, expected = Counter(_cited(_found(case))), Counter(case.get("cites", []))
        right += (found & expected).total()
        wrong += (found - expected).total()
        missed += (expected - found).total()
    assert right / (right + wrong) >= 0.99
    assert right / (right + missed) >= 0.99


@pytest.mark.parametrize(
    "text", ["1" + "a" * 200_000, "IPG1-2" + "-5" * 50_000, "1" + "w." * 90_000]
)
def test_a_text_made_to_be_slow_is_read_at_once(text: str) -> None:
    assert len(list(find_citations(text, knows=KNOWN.__contains__))) <= 5
