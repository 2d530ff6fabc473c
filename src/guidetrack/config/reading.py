"""
A configuration file to settings, or to every problem it has.

The file is walked as YAML nodes, because only they know their lines; each value is
then judged by the type of its field.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from guidetrack.config.checking import check
from guidetrack.config.settings import SOURCES, Absence, Config, Hold
from guidetrack.errors import ConfigError

_NESTED: dict[str, type[msgspec.Struct]] = {"absence": Absence, "hold": Hold}
_NO_FILE_HINT = "guidetrack init writes one with every setting explained."


class Problem(NamedTuple):
    """Something wrong in the file."""

    line: int
    text: str


def read_config(file: Path) -> Config:
    """
    Read and check a configuration file.

    Raises:
        ConfigError: with every problem of the file, each with its line.
    """
    node, values = _load(file)
    if values is None:
        return Config()
    if not isinstance(values, dict):
        raise ConfigError(f"{file} is not a list of settings", hint=_NO_FILE_HINT)
    lines = _lines(node)
    problems = sorted(_settings(values, Config, lines, ()))
    if not problems:
        config = _convert(values)
        problems = sorted(Problem(_line(lines, path), say) for path, say in check(config))
        if not problems:
            return config
    listed = "\n".join(f"  {file.name}, line {each.line}: {each.text}" for each in problems)
    raise ConfigError(f"{file.name} has problems:\n{listed}", hint="Mend these lines.")


def _load(file: Path) -> tuple[Any, Any]:
    """The file as YAML nodes, which know their lines, and as plain values."""
    import yaml  # noqa: PLC0415 - only commands that meet a file pay for it

    try:
        text = file.read_text(encoding="utf-8-sig")
        aliases = any(isinstance(each, yaml.AliasEvent) for each in yaml.parse(text))
        node = None if aliases else yaml.compose(text, Loader=yaml.SafeLoader)
        values = None if aliases else yaml.safe_load(text)
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as problem:
        reason = " ".join(str(problem).split())
        raise ConfigError(f"{file} cannot be read: {reason}", hint="Mend the file.") from problem
    if aliases:
        # A few nested aliases make a file of gigabytes, and nobody needs one here.
        raise ConfigError(f"{file} cannot be read: it uses aliases (*name)", hint="Write them out.")
    return node, values


Spot = tuple[str | int, ...]
"""Where a value stands: `("sources", 0, "pages")`."""


def _lines(node: Any, at: Spot = ()) -> dict[Spot, int]:
    """The line of every value, by where it stands."""
    import yaml  # noqa: PLC0415 - loaded by now

    found = {at: node.start_mark.line + 1} if not at else {}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            place = (*at, str(key.value))
            found[place] = key.start_mark.line + 1
            found |= _lines(value, place)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            place = (*at, number)
            found[place] = value.start_mark.line + 1
            found |= _lines(value, place)
    return found


def _line(lines: dict[Spot, int], path: Spot) -> int:
    """The line of a place, or of the nearest one around it."""
    while path not in lines:
        path = path[:-1]
    return lines[path]


def _settings(
    values: dict[Any, Any], kind: type[msgspec.Struct], lines: dict[Spot, int], at: Spot
) -> Iterator[Problem]:
    """Check the lines of one table of settings."""
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    for key, value in values.items():
        place = (*at, str(key))
        line = _line(lines, place)
        if key not in fields:
            yield Problem(line, f"{key!r} is not a setting{_nearest(str(key), fields)}")
        elif key == "sources":
            yield from _sources(value, lines, place)
        elif key in _NESTED and isinstance(value, dict):
            yield from _settings(value, _NESTED[key], lines, place)
        else:
            yield from (Problem(line, f"{key}: {say}") for say in _type(value, fields[key].type))
    for name, field in fields.items():
        if field.required and name not in values:
            yield Problem(_line(lines, at), f"{name!r} is missing")


def _sources(value: Any, lines: dict[Spot, int], at: Spot) -> Iterator[Problem]:
    if not isinstance(value, list):
        yield Problem(_line(lines, at), f"sources: expected a list, got {value!r:.40}")
        return
    for number, entry in enumerate(value):
        place = (*at, number)
        kinds = [name for name in SOURCES if isinstance(entry, dict) and name in entry]
        if len(kinds) == 1:
            yield from _settings(entry, SOURCES[kinds[0]], lines, place)
            continue
        found = f", not {' and '.join(kinds)}" if kinds else ""
        keys = [] if kinds or not isinstance(entry, dict) else map(str, entry)
        near = next(filter(None, (_nearest(key, SOURCES) for key in keys)), "")
        names = ", ".join(SOURCES)
        yield Problem(_line(lines, place), f"a source has one of {names}{found}{near}")


def _nearest(name: str, names: Collection[str]) -> str:
    near = difflib.get_close_matches(name, names, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _type(value: Any, kind: Any) -> Iterator[str]:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as problem:
        said = str(problem)
        yield f"{said[:1].lower()}{said[1:]}"


def _convert(values: dict[Any, Any]) -> Config:
    sources = tuple(
        msgspec.convert(entry, SOURCES[next(name for name in SOURCES if name in entry)])
        for entry in values.get("sources") or ()
    )
    kinds = {field.name: field.type for field in msgspec.structs.fields(Config)}
    rest = {
        key: msgspec.convert(value, kinds[key]) for key, value in values.items() if key != "sources"
    }
    return Config(**rest, sources=sources)
