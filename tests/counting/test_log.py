"""Telling the whole history costs each version of a record once, and later nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.counting.conftest import EDITED, RECORDS, WEEKS, Done, counting

from guidetrack.config import Place, locate
from guidetrack.pipeline import history
from guidetrack.store import record_file
from guidetrack.store.git_process import start

Ask = Callable[..., Done]


@pytest.fixture
def place(weeks: Path, tmp_path: Path) -> Place:
    """The store of some weeks, of which nothing was asked yet."""
    folder = tmp_path / "fresh"
    shutil.copytree(weeks, folder)
    shutil.rmtree(folder / ".git" / "guidetrack", ignore_errors=True)
    return locate(folder, environment={})


def test_the_whole_history_starts_three_git_processes(ask: Ask) -> None:
    assert sorted(ask("log").processes) == ["cat-file", "log", "rev-parse"]


def test_each_version_of_a_record_is_parsed_once_and_later_none(place: Place) -> None:
    versions = EDITED * (WEEKS - 1)
    with counting(record_file.load, start) as calls:
        reports = list(history(place))
    assert len(reports) == WEEKS - 1
    assert versions <= calls.of(record_file.load) <= 2 * versions < RECORDS
    assert calls.of(start) == 3
    with counting(record_file.load, start) as calls:
        assert list(history(place)) == reports
    assert calls.of(record_file.load) == 0
    assert calls.of(start) == 3
