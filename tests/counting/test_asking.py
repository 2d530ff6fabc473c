"""Looking something up costs the records it needs, each once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from tests.counting.conftest import EDITED, RECORDS, Done, counting

from guidetrack.config import locate
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline import draw_crosswalk, resolve_numbers, show
from guidetrack.store import record_file

Ask = Callable[..., Done]


def test_showing_a_record_parses_that_record(fresh: Path) -> None:
    place = locate(fresh, environment={})
    with counting(record_file.load) as calls:
        held = show(place, Reference.parse("IPG9003"))
    assert held.record.reference == Reference.parse("IPG9003")
    assert calls.of(record_file.load) == 1


def test_following_numbers_reads_each_record_to_its_relations_and_later_none(fresh: Path) -> None:
    place = locate(fresh, environment={})
    queries = ["IPG9001", "IPG9002", "IPG9003"]
    with counting(record_file.load, record_file.load_head) as calls:
        resolve_numbers(place, queries)
    assert calls.of(record_file.load_head) == RECORDS
    assert calls.of(record_file.load) == 0
    with counting(record_file.load_head) as calls:
        resolve_numbers(place, queries)
        draw_crosswalk(place)
    assert calls.of(record_file.load_head) == 0


def test_after_another_week_only_what_changed_is_read(fresh: Path) -> None:
    place = locate(fresh, environment={})
    resolve_numbers(place, ["IPG9001"], as_of=dt.date(2026, 1, 31))
    with counting(record_file.load_head) as calls:
        resolve_numbers(place, ["IPG9001"])
    assert calls.of(record_file.load_head) == EDITED * 2


def test_looking_up_starts_few_git_processes(fresh: Path, ask: Ask) -> None:
    assert len(ask("show", "IPG9003", folder=fresh).processes) <= 5
    for _ in range(2):
        assert len(ask("resolve", "IPG9003", folder=fresh).processes) <= 3
