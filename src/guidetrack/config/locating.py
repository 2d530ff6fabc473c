"""
Which store a command means, and the settings that hold for it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from guidetrack.config.settings import Config
from guidetrack.errors import ConfigError

FILE_NAME = "guidetrack.yaml"


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where to work: the store folder, and the settings that hold for it."""

    store: Path
    config: Config
    config_file: Path | None
    remembers: bool = True
    """Whether reading may keep what it found in git's own folder, to be quick next time."""

    @property
    def folder(self) -> Path:
        """What paths in the settings are relative to."""
        return self.config_file.parent.absolute() if self.config_file else self.store.parent


def locate(
    here: Path,
    *,
    store: Path | None = None,
    config_file: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Place:
    """
    Find the store: an option, else `GUIDETRACK_STORE`, else the nearest file, else `./snapshots`.

    Raises:
        ConfigError: a file named does not exist, or the file found is wrong.
    """
    if config_file is not None and not config_file.is_file():
        raise ConfigError(f"there is no file {config_file}", hint="Check the path after --config.")
    found = config_file or _nearest(here)
    config = _read(found) if found else Config()
    if store is None and environment.get("GUIDETRACK_STORE"):
        store = Path(environment["GUIDETRACK_STORE"])
    if store is None:
        store = (found.parent.absolute() if found else here) / config.store
    return Place(store=(here / store).absolute(), config=config, config_file=found)


def _read(file: Path) -> Config:
    from guidetrack.config.reading import read_config  # noqa: PLC0415 - a store may have no file

    return read_config(file)


def _nearest(here: Path) -> Path | None:
    folders = [here.absolute(), *here.absolute().parents]
    return next((folder / FILE_NAME for folder in folders if (folder / FILE_NAME).is_file()), None)
