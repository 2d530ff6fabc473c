"""
`guidetrack.yaml`: where the store is and what may be done with it.

The file is read once, by the command line, and handed on as arguments; no room
below knows it. A wrong file is answered with every problem at once, each with
its line and the nearest valid name, since nobody likes to mend a file ten times.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from guidetrack.errors import ConfigError

FILE_NAME = "guidetrack.yaml"
_DEFAULT_LIMIT = 20_000_000

TEMPLATE = """\
# guidetrack: what is watched here, and how. Every line below is optional.

# The folder that holds the snapshots. guidetrack writes there and nowhere else.
store: snapshots

# What is kept of each captured document: all (the bytes), or hash (only their SHA-256).
keep_sources: all

# The largest document that is read, in bytes.
largest_document: 20000000
"""


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of one repository."""

    store: str = "snapshots"
    """Folder of the store, relative to the file."""
    keep_sources: Literal["all", "hash"] = "all"
    largest_document: int = _DEFAULT_LIMIT
    """In bytes."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where to work: the store folder, and the settings that hold for it."""

    store: Path
    config: Config
    config_file: Path | None


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
    config = read_config(found) if found else Config()
    if store is None and environment.get("GUIDETRACK_STORE"):
        store = Path(environment["GUIDETRACK_STORE"])
    if store is None:
        store = (found.parent if found else here) / config.store
    return Place(store=(here / store).absolute(), config=config, config_file=found)


def _nearest(here: Path) -> Path | None:
    folders = [here.absolute(), *here.absolute().parents]
    return next((folder / FILE_NAME for folder in folders if (folder / FILE_NAME).is_file()), None)


def read_config(file: Path) -> Config:
    """
    Read and check a configuration file.

    Raises:
        ConfigError: with every problem of the file, each with its line.
    """
    import yaml  # noqa: PLC0415 - only commands that meet a file pay for it

    try:
        text = file.read_text(encoding="utf-8-sig")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        values = yaml.safe_load(text)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as problem:
        reason = " ".join(str(problem).split())
        raise ConfigError(f"{file} cannot be read: {reason}", hint="Mend the file.") from problem
    if values is None:
        return Config()
    if not isinstance(values, dict) or not isinstance(node, yaml.MappingNode):
        raise ConfigError(f"{file} is not a list of settings", hint="See guidetrack init.")
    lines = {key.value: key.start_mark.line + 1 for key, _ in node.value}
    problems = list(_problems(values, lines))
    if problems:
        listed = "\n".join(f"  {file.name}, line {line}: {text}" for line, text in problems)
        raise ConfigError(f"{file.name} has problems:\n{listed}", hint="Mend these lines.")
    return msgspec.convert(values, Config)


def _problems(values: dict[Any, Any], lines: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    fields = {field.name: field.type for field in msgspec.structs.fields(Config)}
    for key, value in values.items():
        line = lines.get(str(key), 1)
        if key not in fields:
            near = difflib.get_close_matches(str(key), fields, n=1)
            advice = f"; did you mean {near[0]!r}?" if near else ""
            yield line, f"{key!r} is not a setting{advice}"
            continue
        try:
            msgspec.convert(value, fields[key])
        except msgspec.ValidationError as problem:
            yield line, f"{key}: {str(problem)[:1].lower()}{str(problem)[1:]}"
