"""Looking something up costs the records it needs, each once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.counting.conftest import RECORDS, Done, counting

from guidetrack.config import locate
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline import resolve_numbers, show
from guidetrack.store import record_file

Ask = Callable[..., Done]


def test_showing_a_record_parses_that_record(fresh: Path) -> None:
    place = locate(fresh, environment={})
    with counting(record_file.load) as calls:
        held = show(place, Reference.parse("IPG9003"))
    assert held.record.reference == Reference.parse("IPG9003")
    assert calls.of(record_file.load) == 1


def test_following_numbers_parses_each_record_once(fresh: Path) -> None:
    place = locate(fresh, environment={})
    with counting(record_file.load) as calls:
        resolve_numbers(place, ["IPG9001", "IPG9002", "IPG9003"])
    assert calls.of(record_file.load) == RECORDS


def test_looking_up_starts_few_git_processes(fresh: Path, ask: Ask) -> None:
    assert len(ask("show", "IPG9003", folder=fresh).processes) <= 5
    assert len(ask("resolve", "IPG9003", folder=fresh).processes) <= 3
