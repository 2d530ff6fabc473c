"""A store with the invented history, and packs made from it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from guidetrack.config import Place, locate
from guidetrack.demo import GUIDANCE, STEPS
from guidetrack.evidence import archive
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline import init_repository, pack_evidence, take_snapshot

Pack = Callable[..., bytes]


def play(folder: Path, settings: str = "") -> Place:
    """Take every step of the invented history into a new store."""
    init_repository(folder)
    (folder / "guidetrack.yaml").write_text(f"store: snapshots\n{settings}", "utf-8")
    place = locate(folder, environment={})
    for step in STEPS:
        now = step.observed_at
        take_snapshot(place, [str(GUIDANCE / step.folder)], now=now, observed_at=now)
    return place


def pack_of(place: Place, out: Path, *references: str) -> bytes:
    """Make a pack, and give its bytes."""
    pack_evidence(place, [Reference.parse(each) for each in references], out)
    return out.read_bytes()


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The store; nobody may change it."""
    return play(tmp_path_factory.mktemp("played") / "trust")


@pytest.fixture
def place(played: Place, tmp_path: Path) -> Place:
    """A copy of the store, to be damaged."""
    shutil.copytree(played.folder, tmp_path / "trust")
    return locate(tmp_path / "trust", environment={})


@pytest.fixture
def pack(played: Place, tmp_path: Path) -> Pack:
    """Make a pack of the store on some references."""
    return lambda *references: pack_of(played, tmp_path / "made.zip", *references)


@pytest.fixture(scope="session")
def made(played: Place, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The pack on a document whose recommendation changed with its number."""
    return pack_of(played, tmp_path_factory.mktemp("made") / "pack.zip", "HTG9225")


@pytest.fixture(scope="session")
def files(made: bytes) -> dict[str, bytes]:
    """The files in it."""
    return archive.read(made)
