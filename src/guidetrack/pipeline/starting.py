"""
A folder becomes a guidetrack repository.

Nothing that is there is overwritten, so that starting twice is harmless.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from guidetrack.config import FILE_NAME, locate
from guidetrack.config.template import TEMPLATE
from guidetrack.errors import ConfigError
from guidetrack.store.repository import Repository


class Started(msgspec.Struct, frozen=True, kw_only=True):
    """What `init` made and what it found."""

    folder: Path
    made: tuple[str, ...]
    """What is new: `guidetrack.yaml`, `snapshots/`, `git repository in FOLDER`."""
    found: tuple[str, ...]
    """What was there already and was left as it is."""


def init_repository(folder: Path) -> Started:
    """
    Make `guidetrack.yaml`, the store folder, and a git repository where there is none.

    Raises:
        ConfigError: the folder cannot be written, or its configuration is wrong.
        StoreError: git is missing or refuses.
    """
    made: list[str] = []
    found: list[str] = []
    file = folder / FILE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (found if file.exists() else made).append(FILE_NAME)
        if not file.exists():
            file.write_text(TEMPLATE, encoding="utf-8", newline="\n")
        store = locate(folder, config_file=file, environment={}).store
        (found if store.exists() else made).append(f"{store.name}/")
        store.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ConfigError(
            f"{folder} cannot be used: {problem.strerror or problem}",
            hint="Choose a folder that you may write to.",
        ) from problem
    was_there = (folder / ".git").exists()
    with Repository.create(store, folder) as repository:
        name = f"git repository in {repository.work_tree}"
        ours = not was_there and repository.work_tree == folder.resolve()
        (made if ours else found).append(name)
    return Started(folder=folder, made=tuple(made), found=tuple(found))
