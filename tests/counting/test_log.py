"""Telling the whole history costs each version of a record once, and later nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.counting.conftest import EDITED, RECORDS, WEEKS, Done, counting

from guidetrack.config import locate
from guidetrack.guidance.reference import Reference
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


def test_one_thread_parses_the_week_that_touched_it_and_later_nothing(fresh: Path) -> None:
    place = locate(fresh, environment={})
    with counting(record_file.load, record_file.load_head) as calls:
        reports = list(history(place, Reference.parse("IPG9003")))
    assert len(reports) == 1
    assert calls.of(record_file.load) == 2 * EDITED
    assert calls.of(record_file.load_head) == RECORDS + EDITED * (WEEKS - 1)
    with counting(record_file.load, record_file.load_head) as calls:
        assert list(history(place, Reference.parse("IPG9003"))) == reports
    assert calls.of(record_file.load) == calls.of(record_file.load_head) == 0


def test_one_thread_starts_four_git_processes_and_later_two(fresh: Path, ask: Ask) -> None:
    first = ask("log", "IPG9003", folder=fresh)
    assert sorted(first.processes) == ["cat-file", "diff-tree", "log", "rev-parse"]
    again = ask("log", "IPG9003", folder=fresh)
    assert again.printed == first.printed
    assert sorted(again.processes) == ["cat-file", "rev-parse"]
