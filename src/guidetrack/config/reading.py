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
from guidetrack.config.sound_part import rests_on, sound_part
from guidetrack.config.walking import Lines, Problem, Spot, line_of
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
    sound, problems = sound_part(values, lines)
    config = _convert(sound)
    checked = (Problem(line_of(lines, path), say) for path, say in check(config))
    problems += [each for each in checked if not rests_on(each, problems)]
    problems += _repeated(node)
    if not problems:
        return config
    told = sorted({(each.line, each.text) for each in problems})
    listed = "\n".join(f"  {file.name}, line {line}: {text}" for line, text in told)
    raise ConfigError(f"{file.name} has problems:\n{listed}", hint="Mend these lines.")


def _load(file: Path) -> tuple[Any, Any]:
    """The file as YAML nodes, which know their lines, and as plain values."""
    import yaml  # noqa: PLC0415 - only commands that meet a file pay for it

    try:
        text = file.read_text(encoding="utf-8-sig")
        aliases = any(isinstance(each, yaml.AliasEvent) for each in yaml.parse(text))
        node = None if aliases else yaml.compose(text, Loader=yaml.SafeLoader)
        values = _values(node) if node is not None else None
    except yaml.MarkedYAMLError as problem:
        # The whole message quotes the line, and a secret may stand in it.
        line = f"line {problem.problem_mark.line + 1}: " if problem.problem_mark else ""
        reason = f"{line}{problem.problem or problem.context}"
        raise ConfigError(f"{file} cannot be read: {reason}", hint="Mend the file.") from None
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as problem:
        reason = " ".join(str(problem).split())
        raise ConfigError(f"{file} cannot be read: {reason}", hint="Mend the file.") from problem
    if aliases:
        # A few nested aliases make a file of gigabytes, and nobody needs one here.
        raise ConfigError(f"{file} cannot be read: it uses aliases (*name)", hint="Write them out.")
    return node, values


def _values(node: Any) -> Any:
    """Plain values; names are the words that stand there, also `on` and `no`."""
    import yaml  # noqa: PLC0415 - loaded by now

    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, yaml.MappingNode):
            for key, _ in each.value:
                if isinstance(key, yaml.ScalarNode):
                    key.tag = "tag:yaml.org,2002:str"
            waiting += [value for _, value in each.value]
        elif isinstance(each, yaml.SequenceNode):
            waiting += each.value
    constructor = yaml.constructor.SafeConstructor()
    return constructor.construct_document(node)


def _repeated(node: Any) -> list[Problem]:
    """What is named twice in one table: of two routes of one name, one would be told nothing."""
    import yaml  # noqa: PLC0415 - loaded by now

    found: list[Problem] = []
    if isinstance(node, yaml.MappingNode):
        names: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in names:
                found.append(Problem(key.start_mark.line + 1, f"{name!r} stands here twice"))
            names.add(name)
            found += _repeated(value)
    elif isinstance(node, yaml.SequenceNode):
        found += [problem for value in node.value for problem in _repeated(value)]
    return found


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
