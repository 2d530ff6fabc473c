"""What an export costs: each version is parsed once, and git is asked for many at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.counting.conftest import EDITED, RECORDS, WEEKS, Done, counting

from guidetrack.config import locate
from guidetrack.formats.exports.items import Led, Version
from guidetrack.pipeline.export_contents import Contents
from guidetrack.store import record_file
from guidetrack.store.repository import Repository

VERSIONS = RECORDS + EDITED * (WEEKS - 1)


def test_each_version_is_read_once(weeks: Path) -> None:
    place = locate(weeks, environment={})
    versions = 0
    with Repository.open(place.store) as repository, counting(record_file.load) as calls:
        for item in Contents(place, repository).items():
            versions += isinstance(item, Version)
            if isinstance(item, Led):  # all records have gone by, and no event yet
                break
        assert calls.of(record_file.load) == versions == VERSIONS


def test_the_weeks_are_asked_for_together(ask: Callable[..., Done], tmp_path: Path) -> None:
    done = ask("export", str(tmp_path / "all"), "--since", "2030-01-01")
    assert f"{RECORDS} records, 0 versions, 0 events" in done.printed
    assert done.processes.count("diff-tree") == 2
    assert len(done.processes) <= 20, done.processes
