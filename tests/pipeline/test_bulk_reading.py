"""Whoever reads the documents, and whatever becomes of them, the very same snapshot is recorded."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.pipeline.cluster import Cluster, started
from tests.pipeline.documents import NOVEMBER, old_document

from guidetrack.config import Place, locate
from guidetrack.errors import ConfigError
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline import SnapshotResult, Workforce, gather_workforce, take_snapshot
from guidetrack.pipeline.committing import Run
from guidetrack.pipeline.incoming import Incoming, gather
from guidetrack.pipeline.sifting import sift
from guidetrack.store.repository import Repository

COUNT = 120


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """So many that it is worth asking others, one that is no guidance, and two that differ."""
    folder = tmp_path_factory.mktemp("documents")
    for number in range(9001, 9001 + COUNT):
        text = old_document(f"Audit {number} cases.").replace("9075", str(number))
        (folder / f"{number}.md").write_text(text)
    (folder / "letter.md").write_text("Dear colleague, there is no guidance in this.")
    text = old_document("Audit none.").replace("9075", "9007")
    (folder / "rival.md").write_text(text)
    return folder


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory, documents: Path) -> tuple[SnapshotResult, str]:
    """What one process makes of them, and the tree that it records."""
    place = _place(tmp_path_factory.mktemp("one") / "alone")
    return take_snapshot(place, [str(documents)], now=NOVEMBER), _tree(place)


def test_several_processes_record_what_one_does(
    tmp_path: Path, documents: Path, alone: tuple[SnapshotResult, str]
) -> None:
    place = _place(tmp_path / "shared")
    taken = take_snapshot(place, [str(documents)], now=NOVEMBER, workforce=Workforce(2))
    assert len(taken.recorded) == COUNT - 1
    assert [Path(each.source).name for each in taken.refused] == [
        "9007.md",
        "letter.md",
        "rival.md",
    ]
    assert (taken, _tree(place)) == alone


def test_threads_that_somebody_brings_record_what_one_process_does(
    tmp_path: Path, documents: Path, alone: tuple[SnapshotResult, str]
) -> None:
    place = _place(tmp_path / "shared")
    with ThreadPoolExecutor(2) as threads:
        take_snapshot(
            place, [str(documents)], now=NOVEMBER, workforce=Workforce(2, executor=threads)
        )
    assert _tree(place) == alone[1]


def test_an_executor_whose_process_is_killed_in_the_middle_costs_nothing(
    tmp_path: Path, documents: Path, alone: tuple[SnapshotResult, str]
) -> None:
    place = _place(tmp_path / "shared")
    with _Mortal(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        take_snapshot(place, [str(documents)], now=NOVEMBER, workforce=Workforce(2, executor=pool))
        assert pool.killed
    assert _tree(place) == alone[1]


def test_processes_of_ours_that_are_killed_in_the_middle_cost_nothing(
    tmp_path: Path, documents: Path, alone: tuple[SnapshotResult, str]
) -> None:
    killed: list[int] = []

    def kill() -> None:
        killed.extend(each.pid or 0 for each in multiprocessing.active_children())
        os.kill(killed[0], signal.SIGKILL)

    place = _place(tmp_path / "shared")
    _take(place, _killing(documents, kill), Workforce(2))
    assert killed
    assert _tree(place) == alone[1]


def test_a_document_that_ends_every_process_is_refused_and_all_others_are_recorded(
    tmp_path: Path, documents: Path
) -> None:
    arrived = [
        Incoming(each.document, _Deadly("IPG", 9050)) if "9050" in each.name else each
        for each in gather([str(documents)], 1_000_000)
    ]
    taken = _take(_place(tmp_path / "shared"), iter(arrived), Workforce(2))
    assert len(taken.recorded) == COUNT - 2
    assert "IPG9050" not in taken.recorded
    deadly = next(each for each in taken.refused if each.reference == "IPG9050")
    assert deadly.problems[0].startswith("reading it ended the process that read it")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler of dask and two workers."""
    with started(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


def test_a_cluster_of_dask_records_what_one_process_does_though_a_worker_is_killed(
    tmp_path: Path, documents: Path, alone: tuple[SnapshotResult, str], cluster: Cluster
) -> None:
    whole, halved = _place(tmp_path / "whole"), _place(tmp_path / "halved")
    with gather_workforce(2, cluster.address) as workforce:
        take_snapshot(whole, [str(documents)], now=NOVEMBER, workforce=workforce)
        assert _tree(whole) == alone[1]
        _take(halved, _killing(documents, cluster.workers[0].kill), workforce)
        assert _tree(halved) == alone[1]
    assert cluster.workers[0].wait() == -signal.SIGKILL


def test_an_address_at_which_nobody_answers_is_named() -> None:
    with (
        pytest.raises(ConfigError, match="no scheduler of dask answers at tcp"),
        gather_workforce(None, "tcp://127.0.0.1:1"),
    ):
        pass


class _Deadly(Reference):
    """A number that ends every process but the first one when it arrives there."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _arrive, (self.prefix, self.number)


def _arrive(prefix: str, number: int) -> Reference:
    if multiprocessing.parent_process() is not None:
        os._exit(9)
    return _Deadly(prefix, number)


class _Mortal(ProcessPoolExecutor):
    """Processes of which one is killed when it has been handed a few batches."""

    killed = False
    _handed_out = 0

    def submit(self, *call: Any, **named: Any) -> Future[Any]:
        asked = super().submit(*call, **named)
        self._handed_out += 1
        if self._handed_out == 3:
            os.kill(next(iter(self._processes)), signal.SIGKILL)
            self.killed = True
        return asked


def _killing(documents: Path, kill: Callable[[], None]) -> Iterator[Incoming]:
    """The documents, with somebody killed when some of them are under way."""
    for place, each in enumerate(gather([str(documents)], 1_000_000)):
        if place == COUNT - 10:
            kill()
        yield each


def _take(place: Place, arrived: Iterator[Incoming], workforce: Workforce) -> SnapshotResult:
    with Repository.open(place.store) as repository:
        outcomes = sift(arrived, None, {}, repository, workforce=workforce)
        keep = place.config.keep_sources
        run = Run(repository, None, outcomes, moment=NOVEMBER, now=NOVEMBER, keep_sources=keep)
        return run.commit()


def _place(folder: Path) -> Place:
    folder.mkdir()
    Repository.create(folder / "snapshots").close()
    return locate(folder, environment={})


def _tree(place: Place) -> str:
    with Repository.open(place.store) as repository:
        return repository.run("rev-parse", "HEAD^{tree}").decode()
