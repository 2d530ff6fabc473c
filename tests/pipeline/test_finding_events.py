"""The history is told alike, whoever finds what happened in each of its steps."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import shutil
from pathlib import Path

import msgspec
import pytest
from tests.pipeline.documents import NOVEMBER, old_document

from guidetrack.config import Place, locate
from guidetrack.pipeline import Workforce, history, init_repository, take_snapshot

WEEKS = 14


@pytest.fixture
def weeks(tmp_path: Path) -> Path:
    """A store in which every week rewords a recommendation."""
    folder, page = tmp_path / "weeks", tmp_path / "page.md"
    init_repository(folder)
    for week in range(WEEKS):
        page.write_text(old_document(f"Audit and review {week + 20} cases a year."))
        now = NOVEMBER + dt.timedelta(weeks=week)
        take_snapshot(locate(folder, environment={}), [str(page)], now=now)
    return folder


def _copy(folder: Path, name: str) -> Place:
    copied = shutil.copytree(folder, folder.with_name(name))
    shutil.rmtree(copied / ".git" / "guidetrack")
    return locate(copied, environment={})


def test_processes_find_the_events_that_one_does_and_they_are_remembered(weeks: Path) -> None:
    alone, shared = _copy(weeks, "alone"), _copy(weeks, "shared")
    expected = [msgspec.json.encode(each) for each in history(alone)]
    assert len(expected) == WEEKS - 1
    telling = history(shared, workforce=Workforce(2))
    first = next(telling)
    assert multiprocessing.active_children()
    assert [msgspec.json.encode(each) for each in (first, *telling)] == expected
    assert [msgspec.json.encode(each) for each in history(shared)] == expected


def test_a_history_that_is_not_read_to_its_end_leaves_no_process_behind(weeks: Path) -> None:
    telling = history(_copy(weeks, "shared"), workforce=Workforce(2))
    next(telling)
    telling.close()
    assert not multiprocessing.active_children()
