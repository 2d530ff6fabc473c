"""
What a caller may name: a store, a number, a day, a side.

Programs have paths as text and as objects, days as dates and as ISO 8601. All are taken;
a moment is refused where a day is meant, because nobody can know whose midnight counts.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from pathlib import Path

from guidetrack.config import FILE_NAME, Place, locate
from guidetrack.errors import ConfigError
from guidetrack.guidance.reference import Reference
from guidetrack.store.layout import STORE_FILE

Location = str | os.PathLike[str]
"""A path in any form."""
Number = Reference | str
"""A reference, or text that writes one in any form: `IPG75`, `ipg 75`, an address."""
Day = dt.date | str
"""A day in UTC, as a date or as ISO 8601: `2026-01-31`. It counts up to its end."""
SideName = Location | Reference | dt.date
"""A side of a comparison: a file or folder, a reference, a day, or a git revision."""

_DEFAULT = "snapshots"


def find_place(path: Path) -> Place:
    """
    The store at a path: a store folder, a folder with `guidetrack.yaml`, or that file.

    Raises:
        ConfigError: there is no store, or `guidetrack.yaml` is wrong.
    """
    if path.is_file():
        return locate(path.parent, config_file=path, environment={})
    if (path / FILE_NAME).is_file():
        return locate(path, environment={})
    folder = next((each for each in (path, path / _DEFAULT) if _is_store(each)), None)
    if folder is None:
        raise ConfigError(
            f"there is no store at {path}",
            hint="Name the store folder, or the folder that holds guidetrack.yaml.",
        )
    return locate(folder, store=folder.absolute(), environment={})


def _is_store(folder: Path) -> bool:
    return (folder / STORE_FILE).is_file() or (folder / "records").is_dir()


def read_number(reference: Number) -> Reference:
    """
    The reference that is named.

    Raises:
        NotAReferenceError: the text is no guidance reference.
    """
    return reference if isinstance(reference, Reference) else Reference.parse(reference)


def read_day(day: Day | None) -> dt.date | None:
    """
    The day that is named.

    Raises:
        ConfigError: it is no day.
    """
    if isinstance(day, dt.datetime):
        raise ConfigError(
            f"{day.isoformat()} is a moment, and a day is needed",
            hint="Give moment.astimezone(datetime.UTC).date(): days are counted in UTC.",
        )
    if day is None or isinstance(day, dt.date):
        return day
    try:
        return dt.date.fromisoformat(day)
    except ValueError as problem:
        raise ConfigError(f"{day!r} is not a day", hint="Write it as 2026-01-31.") from problem


def read_side(side: SideName | None) -> str | None:
    """The side as `guidetrack diff` is given it."""
    if side is None:
        return None
    if isinstance(side, dt.date):
        return str(read_day(side))
    return str(side) if isinstance(side, Reference) else os.fspath(side)


def read_paths(paths: Location | Iterable[Location]) -> list[Path]:
    """One path or several."""
    several = [paths] if isinstance(paths, str | os.PathLike) else paths
    return [Path(each) for each in several]
