"""A store built once from the invented guidance, and the command line to ask it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.cli.telling import Trust

from guidetrack.cli import guidetrack
from guidetrack.demo import GUIDANCE, STEPS

Run = Callable[..., Result]


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(guidetrack, [*arguments], prog_name="guidetrack")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line in a new folder."""
    monkeypatch.chdir(tmp_path)
    return invoke


@pytest.fixture
def captures() -> Path:
    """The invented guidance as captured, one folder a step."""
    return GUIDANCE


@pytest.fixture(scope="session")
def _played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("played")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert invoke("init").exit_code == 0
        for step in STEPS:
            moment = step.observed_at.isoformat()
            done = invoke("snapshot", str(GUIDANCE / step.folder), "--observed-at", moment)
            assert done.exit_code in {0, 3}, done.output
    return folder


@pytest.fixture
def history(_played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line where all steps of the invented history are held."""
    folder = tmp_path / "history"
    shutil.copytree(_played, folder)
    monkeypatch.chdir(folder)
    return invoke


@pytest.fixture(scope="session")
def _baseline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("baseline")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert invoke("init").exit_code == 0
        shutil.copytree(GUIDANCE / "1-baseline", "inbox")
        Trust(invoke, GUIDANCE, Path("inbox")).configure()
        assert invoke("run").exit_code == 0
    return folder


@pytest.fixture
def trust(
    _baseline: Path, tmp_path: Path, captures: Path, monkeypatch: pytest.MonkeyPatch
) -> Trust:
    """A trust with two routes and the baseline captured; nothing was told yet."""
    folder = tmp_path / "trust"
    shutil.copytree(_baseline, folder)
    monkeypatch.chdir(folder)
    return Trust(invoke, captures, Path("inbox"))
