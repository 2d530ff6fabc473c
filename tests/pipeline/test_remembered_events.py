"""The events of the past are found once, and never believed blindly."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.counting.conftest import counting
from tests.pipeline.conftest import Take
from tests.pipeline.documents import FEBRUARY, NOVEMBER, new_document, old_document

from guidetrack.config import Place
from guidetrack.events.detection import detect
from guidetrack.events.report import Report
from guidetrack.pipeline import history, remembered_events

Git = Callable[..., str]


@pytest.fixture
def played(place: Place, take: Take) -> Place:
    """A migration, seen in three snapshots."""
    take(NOVEMBER, {"old.md": old_document()})
    take(NOVEMBER.replace(day=9), {"old.md": old_document("Audit the outcomes of all patients.")})
    take(FEBRUARY, {"new.md": new_document()})
    return place


def _told(place: Place) -> tuple[list[Report], int]:
    """The whole history, and how many steps were compared for it."""
    with counting(detect) as calls:
        reports = list(history(place))
    return reports, calls.of(detect)


def _file(place: Place) -> Path:
    return place.store.parent / ".git" / "guidetrack" / "events.sqlite"


def test_a_step_is_compared_once(played: Place) -> None:
    first, compared = _told(played)
    assert (len(first), compared) == (2, 2)
    assert _told(played) == (first, 0)


def test_a_long_history_is_written_down_on_the_way(
    played: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered_events, "_MOST_UNKEPT", 0)
    told = history(played)
    newest = next(told)
    with sqlite3.connect(_file(played)) as another:
        assert another.execute("SELECT count(*) FROM steps").fetchone() == (1,)
    assert [newest, *told] == list(history(played))
    assert _told(played)[1] == 0


def test_the_newest_steps_are_remembered_where_there_is_no_room_for_all(
    played: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = _told(played)
    with sqlite3.connect(_file(played)) as another:
        newest = another.execute("SELECT length(events) FROM steps ORDER BY rowid DESC")
        monkeypatch.setattr(remembered_events, "_LARGEST", newest.fetchone()[0])
    monkeypatch.setattr(remembered_events, "_MOST_UNKEPT", 0)
    _file(played).unlink()
    assert _told(played) == (first, 2)
    with counting(detect) as calls:
        assert next(history(played)) == first[0]
    assert calls.of(detect) == 0
    assert _told(played) == (first, 1)


def test_a_new_snapshot_costs_one_step(played: Place, take: Take) -> None:
    first, _ = _told(played)
    take(FEBRUARY.replace(day=9), {"new.md": new_document("Tell the trust.")})
    reports, compared = _told(played)
    assert compared == 1
    assert reports[1:] == first


def test_an_update_of_the_code_forgets_everything(
    played: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = _told(played)
    monkeypatch.setattr(remembered_events, "digest_code", lambda *_: "of another version")
    assert _told(played) == (first, 2)
    assert _told(played) == (first, 0)


@pytest.mark.parametrize("value", ["x''", "x'00'", "NULL", "'text'", "7"])
@pytest.mark.parametrize("column", ["events", "digest"])
def test_a_damaged_line_is_found_anew(played: Place, column: str, value: str) -> None:
    first, _ = _told(played)
    with sqlite3.connect(_file(played)) as known:
        known.execute(f"UPDATE steps SET {column} = {value}")  # noqa: S608 - literals
    known.close()
    assert _told(played) == (first, 2)
    assert _told(played) == (first, 0)


def test_events_of_another_step_are_not_believed(played: Place) -> None:
    first, _ = _told(played)
    with sqlite3.connect(_file(played)) as known:
        one, two = known.execute("SELECT step, digest, events FROM steps").fetchall()
        known.execute("UPDATE steps SET digest = ?, events = ? WHERE step = ?", (*two[1:], one[0]))
    known.close()
    assert _told(played) == (first, 1)


@pytest.mark.parametrize("content", [b"", b"rubbish", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_file_that_is_no_database_is_made_anew(played: Place, content: bytes) -> None:
    first, _ = _told(played)
    _file(played).write_bytes(content)
    assert _told(played) == (first, 2)
    assert _told(played) == (first, 0)


def test_nothing_is_lost_with_the_file_or_where_it_cannot_be_written(played: Place) -> None:
    first, _ = _told(played)
    _file(played).unlink()
    _file(played).mkdir()
    assert _told(played) == (first, 2)
    _file(played).rmdir()
    assert _told(played) == (first, 2)


def test_of_too_much_the_oldest_is_forgotten(
    played: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered_events, "_LARGEST", 1)
    _told(played)
    with sqlite3.connect(_file(played)) as known:
        assert known.execute("SELECT count(*) FROM steps").fetchone() == (0,)
    known.close()


def test_what_is_remembered_is_no_part_of_the_store(played: Place, git: Git) -> None:
    _told(played)
    assert git("status", "--porcelain", "--", str(played.store)) == ""
