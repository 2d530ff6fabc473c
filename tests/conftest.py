"""What all tests share: real documents where they are at hand, and a quiet git."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("guidetrack", deadline=None, derandomize=False, print_blob=True)
settings.load_profile("guidetrack")

_SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real guidance documents beside the checkout; never part of the project."""
    if not (_SHARED / "seeds").is_dir():
        pytest.skip("the real guidance documents are not beside this checkout")
    return _SHARED


@pytest.fixture(autouse=True)
def _git_of_nobody(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Keep the configuration of whoever runs the tests out of them."""
    home = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / "no-gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GUIDETRACK_STORE"):
        monkeypatch.delenv(name, raising=False)
