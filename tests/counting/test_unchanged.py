"""A run in which nothing changed reads the sources, and no record and no document."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.counting.conftest import READS_DOCUMENTS, Done, counting, loaded_by

from guidetrack.config import locate
from guidetrack.demo.steps import GUIDANCE, STEPS
from guidetrack.errors import StoreError
from guidetrack.extract.capture import extract
from guidetrack.pipeline import init_repository, run, take_snapshot
from guidetrack.sources.fetch import Clock
from guidetrack.store import journal, record_file
from guidetrack.store.repository import Repository

Ask = Callable[..., Done]
_LATER = STEPS[0].observed_at + dt.timedelta(days=7)
_OPENS = {"rev-parse", "status", "cat-file", "log", "ls-tree"}
_NOTES_THE_RUN = {"var", "fast-import", "unpack-objects", "update-ref"}
"""A line in the journal; the branch does not move."""


@pytest.fixture
def watched(tmp_path: Path) -> Path:
    """A folder with captures that are held already."""
    init_repository(tmp_path)
    shutil.copytree(GUIDANCE / STEPS[0].folder, tmp_path / "captures")
    (tmp_path / "guidetrack.yaml").write_text("sources: [{folder: captures, name: captures}]\n")
    place = locate(tmp_path, environment={})
    run(place, clock=Clock(now=lambda: STEPS[0].observed_at))
    run(place, clock=Clock(now=lambda: STEPS[0].observed_at))
    return tmp_path


def test_it_parses_no_record(watched: Path) -> None:
    place = locate(watched, environment={})
    with counting(record_file.load, record_file.load_head) as calls:
        taken = take_snapshot(place, [str(watched / "captures")], now=_LATER)
        ran = run(place, clock=Clock(now=lambda: _LATER))
    assert (taken.revision, ran.revision) == (None, None)
    assert len(taken.unchanged) == len(ran.unchanged) == len(list(watched.glob("*/records/*/*")))
    assert (calls.of(record_file.load), calls.of(record_file.load_head)) == (0, 0)


@pytest.mark.parametrize("command", [("snapshot", "captures"), ("run",)], ids=" ".join)
def test_it_loads_nothing_that_reads_documents(watched: Path, command: tuple[str, ...]) -> None:
    loaded = loaded_by(watched, *command)
    assert not loaded.intersection(READS_DOCUMENTS)


@pytest.mark.parametrize("command", [("snapshot", "captures"), ("run",)], ids=" ".join)
def test_it_asks_git_once_for_each_thing(watched: Path, ask: Ask, command: tuple[str, ...]) -> None:
    started = ask(*command, folder=watched).processes
    assert set(started) <= _OPENS | _NOTES_THE_RUN
    assert len(started) <= 10


def test_a_changed_page_is_read_once_and_the_one_before_not_again(watched: Path) -> None:
    page = next((watched / "captures").glob("MTG9044*"))
    page.write_text(page.read_text("utf-8").replace("2.1", "2.1 In short,", 1), "utf-8")
    with counting(extract) as calls:
        taken = take_snapshot(
            locate(watched, environment={}), [str(watched / "captures")], now=_LATER
        )
    assert taken.recorded == ("MTG9044",)
    assert calls.of(extract) == 1


def _snapshot(folder: Path) -> object:
    place = locate(folder, environment={})
    return take_snapshot(place, [str(folder / "captures")], now=_LATER)


def _run(folder: Path) -> object:
    return run(locate(folder, environment={}), clock=Clock(now=lambda: _LATER))


@pytest.mark.parametrize("again", [_snapshot, _run])
def test_uncommitted_changes_are_told_also_where_there_is_no_news(
    watched: Path, again: Callable[[Path], object]
) -> None:
    (watched / "snapshots" / "records" / "IPG" / "IPG9075.yaml").write_text("mine\n")
    with Repository.open(watched / "snapshots") as repository:
        before = journal.read(repository)
        with pytest.raises(StoreError, match=r"uncommitted changes, first .*IPG9075\.yaml"):
            again(watched)
        assert journal.read(repository) == before
