"""The store that the examples of the documents speak of."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from guidetrack.config import locate
from guidetrack.demo import GUIDANCE, STEPS
from guidetrack.pipeline import init_repository, take_snapshot


@pytest.fixture(scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "guidance"
    init_repository(folder)
    place = locate(folder, environment={})
    for step in STEPS:
        take_snapshot(place, [str(GUIDANCE / step.folder)], now=step.observed_at)
    return folder


@pytest.fixture
def guidance(_built: Path, tmp_path: Path) -> Path:
    """A folder with a store that holds the invented history."""
    folder = tmp_path / "guidance"
    shutil.copytree(_built, folder)
    return folder


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register that cites a number of the past."""
    file = tmp_path / "register.csv"
    file.write_text("Procedure,Code\nExample vein,IPG9075\n", encoding="utf-8")
    return file
