"""Comparing two snapshots costs what differs between them, and no more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.counting.conftest import EDITED, Done, counting

from guidetrack.config import locate
from guidetrack.pipeline import compare
from guidetrack.store import record_file
from guidetrack.store.git_process import Git

Ask = Callable[..., Done]


@pytest.mark.parametrize(
    "sides",
    [(), ("2026-01-12",), ("2026-01-05", "2026-01-26"), ("HEAD~1", "HEAD"), ("HEAD~2",)],
    ids=" ".join,
)
def test_comparing_snapshots_starts_three_git_processes_and_later_two(
    fresh: Path, ask: Ask, sides: tuple[str, ...]
) -> None:
    done = ask("diff", *sides, folder=fresh)
    assert "recommendation" in done.printed.casefold()
    assert sorted(done.processes) == ["cat-file", "log", "rev-parse"]
    assert sorted(ask("diff", *sides, folder=fresh).processes) == ["cat-file", "rev-parse"]


def test_only_what_differs_is_parsed_and_once(fresh: Path) -> None:
    place = locate(fresh, environment={})
    with counting(record_file.load, Git.start) as calls:
        report = compare(place)
    assert len(report.events) == EDITED
    assert calls.of(record_file.load) == 2 * EDITED
    assert calls.of(Git.start) == 3
