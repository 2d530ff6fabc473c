"""A list in one run: a record for each row, one commit, and none when it says the same again."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pipeline.conftest import Take
from tests.pipeline.documents import FEBRUARY, NOVEMBER, new_document
from tests.sources import products

from guidetrack.config import Place, locate
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline import SnapshotResult, take_snapshot
from guidetrack.pipeline.sides import choose
from guidetrack.sources.plain_data import write_row
from guidetrack.store import layout
from guidetrack.store.repository import Repository
from guidetrack.store.row_table import load_rows, table_path
from guidetrack.store.snapshot import Snapshot, Snapshots

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
    assert changed == [
        "snapshots/records/MTG/MTG9009.yaml",
        "snapshots/sources/MTG/rows-9000-9099.jsonl",
    ]


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


def test_a_hundred_rows_are_kept_in_one_file_of_which_git_alone_gives_each(
    take: Take, place: Place, git: Git
) -> None:
    take(NOVEMBER, {"list.json": _list(*_ROWS)})
    kept = [path for path in git("ls-files").splitlines() if "/sources/" in path]
    assert kept == [
        "snapshots/sources/HTG/rows-9000-9099.jsonl",
        "snapshots/sources/MTG/rows-9000-9099.jsonl",
        "snapshots/sources/TA/rows-9000-9099.jsonl",
    ]
    line = json.loads(git("show", f"HEAD:{kept[2]}"))
    assert line["row"] == _ROWS[1]
    with Repository.open(place.store) as repository:
        snapshot = _latest(repository)
        content = snapshot.source(Reference("TA", 9001), "catalogue")
    assert content == write_row(_ROWS[1])
    assert line["sha256"] == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("keep", "kept"), [("hash", None), ("text", b"Examplimab: an appraisal\n")]
)
def test_of_a_row_no_more_is_kept_than_is_wanted(
    tmp_path: Path, place: Place, git: Git, keep: str, kept: bytes | None
) -> None:
    assert place.config_file is not None
    place.config_file.write_text(f"keep_sources: {keep}\n", encoding="utf-8")
    frugal = locate(tmp_path / "trust", environment={})
    file = tmp_path / "list.json"
    file.write_bytes(_list(*_ROWS))
    take_snapshot(frugal, [str(file)], now=NOVEMBER)
    assert "ProductStatus" not in git("show", "HEAD")
    with Repository.open(place.store) as repository:
        snapshot = _latest(repository)
        assert snapshot.source(Reference("TA", 9001), "catalogue") == kept
    assert take_snapshot(frugal, [str(file)], now=FEBRUARY).revision is None
    file.write_bytes(_list({**_ROWS[1], "Title": "Examplimab: a new appraisal"}))
    assert take_snapshot(frugal, [str(file)], now=_LATER).recorded == ("TA9001",)


def test_a_page_that_comes_later_lies_beside_its_row(take: Take, place: Place, git: Git) -> None:
    take(NOVEMBER, {"list.json": _list(*_ROWS)})
    row = git("show", "HEAD:snapshots/sources/HTG/rows-9000-9099.jsonl")
    assert take(FEBRUARY, {"a.md": new_document()}).recorded == ("HTG9046",)
    assert git("show", "HEAD:snapshots/sources/HTG/rows-9000-9099.jsonl") == row
    with Repository.open(place.store) as repository:
        slots = _latest(repository).slots(Reference("HTG", 9046))
        assert _latest(repository).slot_files(Reference("HTG", 9046)) == (
            "sources/HTG/HTG9046/slots.yaml",
            "sources/HTG/rows-9000-9099.jsonl",
        )
    assert [(each.slot, each.file) for each in slots] == [
        ("catalogue", "catalogue.json"),
        ("document", "document.md"),
    ]
    assert take(_LATER, {"list.json": _list(*_ROWS), "a.md": new_document()}).revision is None


def test_a_row_kept_in_files_of_its_own_is_read_and_moves_when_it_changes(
    take: Take, place: Place, git: Git
) -> None:
    """A store written before rows lay together."""
    take(NOVEMBER, {"list.json": _list(*_ROWS)})
    _lay_apart(place, Reference("TA", 9001))
    git("add", "--all")
    git("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-qm", "Lay apart")
    assert take(FEBRUARY, {"list.json": _list(*_ROWS)}).revision is None
    changed = {**_ROWS[1], "ProductStatus": "Published"}
    assert take(_LATER, {"list.json": _list(changed)}).recorded == ("TA9001",)
    assert _record(place, "TA9001").status == "published"
    kept = [path for path in git("ls-files").splitlines() if "/sources/TA" in path]
    assert kept == ["snapshots/sources/TA/rows-9000-9099.jsonl"]


def _lay_apart(place: Place, reference: Reference) -> None:
    table = place.store / table_path(reference)
    (row,) = load_rows(table.read_bytes())[reference]
    table.unlink()
    folder = place.store / layout.source_folder(reference)
    folder.mkdir(parents=True)
    (folder / "catalogue.json").write_bytes(row.content or b"")
    (folder / "slots.yaml").write_bytes(layout.dump_slots([row.entry]))


def _latest(repository: Repository) -> Snapshot:
    snapshot = Snapshots(repository).latest()
    assert snapshot is not None
    return snapshot
