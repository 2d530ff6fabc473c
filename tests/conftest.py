"""
What all tests share: real documents where they are at hand, and a machine of nobody.

Much of the time of a test goes to the processes that it starts. So they find their bytecode
compiled, and git and TLS read nothing, and make nothing, that no test is about.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("guidetrack", deadline=None, derandomize=False, print_blob=True)
settings.load_profile("guidetrack")

sys.dont_write_bytecode = False  # whatever the machine prefers: compiling is a third of a start
_SHARED = Path(__file__).resolve().parents[2] / "shared"
_NOT_OURS = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GUIDETRACK_STORE"),
    *("PYTHONDONTWRITEBYTECODE", "SSL_CERT_FILE"),
)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real guidance documents beside the checkout; never part of the project."""
    if not (_SHARED / "seeds").is_dir():
        pytest.skip("the real guidance documents are not beside this checkout")
    return _SHARED


@pytest.fixture(scope="session", autouse=True)
def _machine_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the configuration of whoever runs the tests out of them."""
    home = tmp_path_factory.mktemp("home")
    (home / "nothing").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        for name in _NOT_OURS:
            patch.delenv(name, raising=False)
        patch.setenv("HOME", str(home))
        patch.setenv("GIT_CONFIG_GLOBAL", str(home / "no-gitconfig"))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.setenv("GIT_TEMPLATE_DIR", str(home / "nothing"))
        patch.setenv("SSL_CERT_DIR", str(home / "nothing"))
        yield
