"""A list in one run: a record for each row, one commit, and none when it says the same again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tests.pipeline.conftest import Take
from tests.pipeline.documents import FEBRUARY, NOVEMBER, new_document
from tests.sources import products

from guidetrack.config import Place
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline import SnapshotResult
from guidetrack.pipeline.sides import choose
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshots

Git = Callable[..., str]
_LATER = FEBRUARY + dt.timedelta(days=7)
_ROWS = [
    products.listed("MTG9009", "Sample bandage for example wounds"),
    products.listed("TA9001", "Examplimab: an appraisal", ProductStatus="Withdrawn"),
    products.listed("HTG9046", "Balloon dilatation of the example vein in adults"),
]


def _list(*rows: dict[str, object]) -> bytes:
    return products.as_bytes({"Products": list(rows)})


def test_every_row_becomes_a_record_of_its_own(take: Take, place: Place) -> None:
    result = take(NOVEMBER, {"list.json": _list(*_ROWS)})
    assert result.recorded == ("HTG9046", "MTG9009", "TA9001")
    assert result.refused == ()
    with Repository.open(place.store) as repository:
        snapshot = Snapshots(repository).latest()
        assert snapshot is not None
        record = snapshot.record(Reference("TA", 9001))
        assert record is not None
        assert (record.status, record.captured) == ("withdrawn", ("identity", "dates"))
        (slot,) = snapshot.slots(Reference("TA", 9001))
        assert (slot.slot, slot.file, slot.unchanged) == ("catalogue", "catalogue.json", True)


def test_the_same_list_makes_no_commit_and_neither_does_a_touched_typo(take: Take) -> None:
    first = take(NOVEMBER, {"list.json": _list(*_ROWS)})
    again = take(FEBRUARY, {"copy.json": _list(*reversed(_ROWS))})
    assert (again.revision, again.previous) == (None, first.revision)
    assert again.unchanged == first.recorded
    touched = [{**row, "LastModified": "2026-03-01T10:00:00Z"} for row in _ROWS]
    assert take(_LATER, {"list.json": _list(*touched)}).revision is None


def test_one_changed_row_is_one_changed_record(take: Take, git: Git) -> None:
    take(NOVEMBER, {"list.json": _list(*_ROWS)})
    renamed = {**_ROWS[0], "Title": "Sample bandage for sample wounds"}
    result = take(FEBRUARY, {"list.json": _list(renamed, *_ROWS[1:])})
    assert result.recorded == ("MTG9009",)
    changed = git("show", "--format=", "--name-only", "HEAD").split()
    assert all("MTG9009" in path for path in changed)


def test_a_list_beside_a_document_changes_nothing_that_the_document_says(
    take: Take, place: Place
) -> None:
    take(NOVEMBER, {"a.md": new_document()})
    row = {**_ROWS[2], "Title": "Dilatation of veins", "PublishedDate": "2003-02-17T00:00:00"}
    result = take(FEBRUARY, {"list.json": _list(row)})
    assert result.recorded == ()
    record = _record(place, "HTG9046")
    assert record.title == "Balloon dilatation of the example vein in adults"
    assert str(record.published) == "2004-07-28"
    assert record.has("recommendations")
    row |= {"Title": "Dilatation of the example vein"}
    assert take(_LATER, {"list.json": _list(row)}).recorded == ("HTG9046",)
    assert _record(place, "HTG9046").title == "Dilatation of the example vein"


def _record(place: Place, reference: str) -> GuidanceRecord:
    with Repository.open(place.store) as repository:
        snapshot = Snapshots(repository).latest()
        assert snapshot is not None
        record = snapshot.record(Reference.parse(reference))
    assert record is not None
    return record


def test_rows_that_cannot_be_taken_stop_no_other(take: Take) -> None:
    rows = [_ROWS[0], products.listed("NOT-A-NUMBER", "Odd"), _ROWS[1]]
    result: SnapshotResult = take(NOVEMBER, {"list.json": _list(*rows)})
    assert result.recorded == ("MTG9009", "TA9001")
    (refused,) = result.refused
    assert refused.source.endswith("list.json, row 2")


def test_a_list_can_be_a_side_of_a_comparison(take: Take, place: Place) -> None:
    take(NOVEMBER, {"list.json": _list(*_ROWS)})
    file = place.store.parent / "side.json"
    file.write_bytes(_list(*_ROWS))
    side = choose(str(file), place.store, None, 1_000_000)
    assert side.partial == frozenset(Reference.parse(str(row["Id"])) for row in _ROWS)
