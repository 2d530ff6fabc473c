"""Real documents, edited at test time, give exactly the events of the edit and no other."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from benchmarks.accuracy.seeds import FORMATS, SEEDS, Edit, compare_texts, load_seed

EDITS = [(reference, edit) for reference, (_, edits) in SEEDS.items() for edit in edits]


@pytest.mark.parametrize(
    ("reference", "edit"), EDITS, ids=[f"{reference}-{edit.name}" for reference, edit in EDITS]
)
@pytest.mark.parametrize("format_", FORMATS)
def test_an_edit_gives_its_events(shared: Path, reference: str, edit: Edit, format_: str) -> None:
    text = load_seed(shared / "seeds", reference)
    old, new = FORMATS["markdown"](text), FORMATS[format_](edit.apply(text))
    outcome = compare_texts(reference, old, new, edit)
    assert not [str(each) for each in (*outcome.missed, *outcome.invented)]


@pytest.mark.parametrize("reference", SEEDS)
@pytest.mark.parametrize(("before", "after"), list(product(FORMATS, FORMATS)))
def test_another_format_gives_nothing(
    shared: Path, reference: str, before: str, after: str
) -> None:
    text = load_seed(shared / "seeds", reference)
    outcome = compare_texts(reference, FORMATS[before](text), FORMATS[after](text), None)
    assert not [str(each) for each in outcome.invented]


def test_ten_edits_a_document() -> None:
    assert {len(edits) for _, edits in SEEDS.values()} == {10}


def test_an_edit_that_fits_nowhere_fails_loudly() -> None:
    edit = Edit("another word", r"xylophone", "viola", ())
    with pytest.raises(ValueError, match="fits 0 places"):
        edit.apply("No such word.")
