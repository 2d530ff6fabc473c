"""
A configuration file to settings, or to every problem it has.

The file is walked as YAML nodes, because only they know their lines; each value is
then judged by the type of its field.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from guidetrack.alerts.route import Route
from guidetrack.config.checking import check
from guidetrack.config.settings import SOURCES, ChannelSettings, Config
from guidetrack.config.walking import Lines, Problem, Spot, line_of, problems_in
from guidetrack.errors import ConfigError

_NO_FILE_HINT = "guidetrack init writes one with every setting explained."


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
    problems = sorted(problems_in(values, lines))
    if not problems:
        config = _convert(values)
        problems = sorted(Problem(line_of(lines, path), say) for path, say in check(config))
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


def _lines(node: Any, at: Spot = ()) -> Lines:
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


def _convert(values: dict[Any, Any]) -> Config:
    kinds = {field.name: field.type for field in msgspec.structs.fields(Config)}
    rest = {
        key: msgspec.convert(value, kinds[key])
        for key, value in values.items()
        if key not in {"sources", "channels", "routes"}
    }
    sources = tuple(
        msgspec.convert(entry, SOURCES[next(name for name in SOURCES if name in entry)])
        for entry in values.get("sources") or ()
    )
    channels = {
        name: ChannelSettings(
            kind=given["kind"], values={key: each for key, each in given.items() if key != "kind"}
        )
        for name, given in (values.get("channels") or {}).items()
    }
    routes = {
        name: msgspec.convert({**given, "name": name}, Route)
        for name, given in (values.get("routes") or {}).items()
    }
    return Config(**rest, sources=sources, channels=channels, routes=routes)
