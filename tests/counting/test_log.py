"""Telling the whole history costs each version of a record once, and later nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.counting.conftest import EDITED, RECORDS, WEEKS, Done, counting

from guidetrack.config import locate
from guidetrack.pipeline import history
from guidetrack.store import record_file
from guidetrack.store.git_process import Git

Ask = Callable[..., Done]


def test_the_whole_history_starts_three_git_processes_and_later_two(fresh: Path, ask: Ask) -> None:
    done = ask("log", folder=fresh)
    assert sorted(done.processes) == ["cat-file", "log", "rev-parse"]
    assert sorted(ask("log", folder=fresh).processes) == ["cat-file", "rev-parse"]


def test_each_version_of_a_record_is_parsed_once_and_later_none(fresh: Path) -> None:
    place = locate(fresh, environment={})
    versions = EDITED * (WEEKS - 1)
    with counting(record_file.load, Git.start) as calls:
        reports = list(history(place))
    assert len(reports) == WEEKS - 1
    assert versions <= calls.of(record_file.load) <= 2 * versions < RECORDS
    assert calls.of(Git.start) == 3
    with counting(record_file.load, Git.start) as calls:
        assert list(history(place)) == reports
    assert calls.of(record_file.load) == 0
    assert calls.of(Git.start) == 2
