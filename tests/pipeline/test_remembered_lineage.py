"""What records state of each other is read once, and never believed blindly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.counting.conftest import counting
from tests.pipeline.conftest import Take
from tests.pipeline.documents import FEBRUARY, NOVEMBER, new_document, old_document

from guidetrack.config import Place
from guidetrack.library import Store
from guidetrack.lineage import Resolution
from guidetrack.lineage.verdicts import compare_texts
from guidetrack.pipeline import remembered_lineage, resolve_numbers
from guidetrack.store import record_file


@pytest.fixture
def migrated(place: Place, take: Take) -> Place:
    """Both numbers of a migration, held side by side."""
    take(NOVEMBER, {"old.md": old_document()})
    take(FEBRUARY, {"old.md": old_document(), "new.md": new_document()})
    return place


def _asked(place: Place) -> tuple[Resolution, int, int]:
    """The answer, and how many records were read and texts compared for it."""
    with counting(record_file.load_head, compare_texts) as calls:
        (answer,) = resolve_numbers(place, ["IPG9075"])
    return answer, calls.of(record_file.load_head), calls.of(compare_texts)


def _file(place: Place) -> Path:
    return place.store.parent / ".git" / "guidetrack" / "lineage.json"


def test_records_are_read_and_texts_compared_once(migrated: Place) -> None:
    answer, *cost = _asked(migrated)
    assert (answer.current, cost) == (("HTG9046",), [2, 1])
    assert _asked(migrated) == (answer, 0, 0)


def test_a_record_that_changed_is_read_again(migrated: Place, take: Take) -> None:
    _asked(migrated)
    take(FEBRUARY.replace(day=9), {"new.md": new_document("Tell the trust.")})
    assert _asked(migrated)[1:] == (1, 1)


def test_an_update_of_the_code_forgets_everything(
    migrated: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, *_ = _asked(migrated)
    monkeypatch.setattr(remembered_lineage, "digest_code", lambda *_: "of another version")
    assert _asked(migrated) == (answer, 2, 1)
    assert _asked(migrated) == (answer, 0, 0)


@pytest.mark.parametrize("content", [b"", b"rubbish", b"\n[]"])
def test_a_file_that_holds_something_else_is_made_anew(migrated: Place, content: bytes) -> None:
    answer, *_ = _asked(migrated)
    _file(migrated).write_bytes(content)
    assert _asked(migrated) == (answer, 2, 1)
    assert _asked(migrated) == (answer, 0, 0)


def test_of_other_snapshots_only_so_much_is_remembered(
    migrated: Place, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(FEBRUARY.replace(day=9), {"old.md": old_document("Audit the outcomes.")})
    for others, kept in ((0, 2), (2_000, 3)):
        monkeypatch.setattr(remembered_lineage, "_OTHERS", others)
        resolve_numbers(migrated, ["IPG9075"], as_of=FEBRUARY.date())
        _asked(migrated)
        _, standings, verdicts = json.loads(_file(migrated).read_bytes().partition(b"\n")[2])
        assert len(standings) == kept
        assert all(standings.keys() >= set(pair.split()) for pair in verdicts)


def test_a_program_that_only_reads_writes_nothing_and_knows_what_others_learnt(
    migrated: Place,
) -> None:
    with Store.open(migrated.store) as store:
        answer = store.resolve("IPG9075")
    assert not _file(migrated).exists()
    _asked(migrated)
    with (
        counting(record_file.load_head, compare_texts) as calls,
        Store.open(migrated.store) as store,
    ):
        assert store.resolve("IPG9075") == answer
    assert (calls.of(record_file.load_head), calls.of(compare_texts)) == (0, 0)
