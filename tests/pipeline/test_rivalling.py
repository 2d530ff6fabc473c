"""Several lists in one run, which need not state the same of each guidance."""

from __future__ import annotations

import datetime as dt

from tests.pipeline.conftest import Take
from tests.pipeline.documents import FEBRUARY, NOVEMBER
from tests.sources import products

from guidetrack.config import Place
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline import show

_LATER = FEBRUARY + dt.timedelta(days=7)
_TITLE = "Sample bandage for example wounds"


def _products(**changes: object) -> bytes:
    row = products.listed("MTG9009", _TITLE, **changes)
    return products.as_bytes({"Products": [row]})


def _copied(title: str = _TITLE) -> str:
    return f"Title\tReference number\n{title}\tMTG9009\n"


def _record(place: Place) -> GuidanceRecord:
    return show(place, Reference("MTG", 9009)).record


def test_of_lists_that_agree_the_one_that_states_most_counts(take: Take, place: Place) -> None:
    both: dict[str, str | bytes] = {"a.tsv": _copied(), "b.json": _products()}
    result = take(NOVEMBER, both)
    assert (result.recorded, result.refused) == (("MTG9009",), ())
    assert _record(place).published is not None
    for later in (FEBRUARY, _LATER):
        again = take(later, both)
        assert (again.revision, again.unchanged, again.refused) == (None, ("MTG9009",), ())


def test_a_change_in_both_lists_is_one_change(take: Take, place: Place) -> None:
    take(NOVEMBER, {"a.tsv": _copied(), "b.json": _products()})
    new = "Sample bandage for sample wounds"
    both: dict[str, str | bytes] = {"a.tsv": _copied(new), "b.json": _products(Title=new)}
    assert take(FEBRUARY, both).recorded == ("MTG9009",)
    assert _record(place).title == new


def test_lists_that_contradict_each_other_are_both_refused(take: Take, place: Place) -> None:
    take(NOVEMBER, {"a.tsv": _copied(), "b.json": _products()})
    withdrawn: dict[str, str | bytes] = {
        "a.tsv": _copied(),
        "b.json": _products(ProductStatus="Withdrawn"),
    }
    result = take(FEBRUARY, withdrawn)
    assert result.revision is None
    assert ["differs from" in each.problems[0] for each in result.refused] == [True, True]
    renamed: dict[str, str | bytes] = {"a.tsv": _copied("Other bandage"), "b.json": _products()}
    assert len(take(_LATER, renamed).refused) == 2
    assert _record(place).title == _TITLE
