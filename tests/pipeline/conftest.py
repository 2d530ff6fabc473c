"""A store in a folder of its own, and a clock that stands still."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.pipeline.later import Later, started
from tests.pipeline.publisher import Publisher, invented
from tests.pipeline.weeks import Watch
from tests.sources.conftest import site
from tests.sources.site import Site

from guidetrack.config import Place, locate
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline import SnapshotResult, init_repository, take_snapshot

Take = Callable[..., SnapshotResult]
ORGANS = ("pattern", "sample", "model", "figure", "draft", "sketch")
__all__ = ["site"]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An initialised repository."""
    folder = tmp_path / "trust"
    init_repository(folder)
    return locate(folder, environment={})


@pytest.fixture
def take(place: Place, tmp_path: Path) -> Take:
    """Write documents to a folder and take a snapshot of it."""

    def run(
        when: dt.datetime, documents: dict[str, str | bytes], *, reference: str | None = None
    ) -> SnapshotResult:
        folder = tmp_path / f"captures-{when:%Y%m%d%H%M%S}"
        folder.mkdir()
        for name, content in documents.items():
            data = content.encode() if isinstance(content, str) else content
            (folder / name).write_bytes(data)
        named = Reference.parse(reference) if reference else None
        return take_snapshot(place, [str(folder)], now=when, reference=named)

    return run


@pytest.fixture
def git(place: Place) -> Callable[..., str]:
    """Ask git in the work tree of the store."""

    def run(*arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=place.store.parent,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    return run


@pytest.fixture
def publisher(site: Site) -> Publisher:
    """A site with six invented procedures."""
    publisher = Publisher(site)
    publisher.publish(*(invented(9101 + at, organ) for at, organ in enumerate(ORGANS)))
    return publisher


@pytest.fixture
def watch(publisher: Publisher, tmp_path: Path) -> Watch:
    """A trust that watches all of them."""
    watch = Watch(tmp_path / "watching", publisher)
    watch.configure(*publisher.guidance)
    return watch


@pytest.fixture(scope="session")
def later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Later]:
    """A guidetrack whose extractor reads the same bytes differently."""
    with started(tmp_path_factory.mktemp("later")) as later:
        yield later
