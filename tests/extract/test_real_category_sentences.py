"""Real operative sentences of two decades, each with its category."""

from __future__ import annotations

import json
from pathlib import Path

from guidetrack.extract import classify


def test_every_real_sentence_has_its_category(shared: Path) -> None:
    lines = (shared / "nice" / "category-sentences.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line]
    assert len(rows) > 20
    wrong = {
        row["reference"]: [each.category for each in classify(row["text"])]
        for row in rows
        if [each.category for each in classify(row["text"])] != [row["category"]]
    }
    assert wrong == {}


def test_the_words_that_decided_are_kept_with_their_place(shared: Path) -> None:
    for line in (shared / "nice" / "category-sentences.jsonl").read_text("utf-8").splitlines():
        text = json.loads(line)["text"]
        for match in classify(text):
            assert text[match.start : match.end] == match.words
