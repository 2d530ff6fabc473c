"""
Every problem of a configuration, each at its line.

The values are walked along the types of their fields; what a table may hold is known
from its type, so a misspelt name is answered with the nearest one that exists.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec

from guidetrack.config.nearest import nearest
from guidetrack.config.settings import SOURCES, Config

Spot = tuple[str | int, ...]
"""Where a value stands: `("sources", 0, "pages")`."""
Lines = dict[Spot, int]
"""The line of every value, by where it stands."""


class Problem(NamedTuple):
    """Something wrong in the file."""

    line: int
    text: str
    at: Spot = ()


def problems_in(values: dict[Any, Any], lines: Lines) -> Iterator[Problem]:
    """Yield what is wrong with the types and names of a configuration."""
    yield from _Walk(lines).table(values, Config, ())


def line_of(lines: Lines, path: Spot) -> int:
    """The line of a place, or of the nearest one around it."""
    while path not in lines:
        path = path[:-1]
    return lines[path]


class _Walk:
    def __init__(self, lines: Lines) -> None:
        self._lines = lines

    def table(
        self, values: dict[Any, Any], kind: type[msgspec.Struct], at: Spot
    ) -> Iterator[Problem]:
        """Check the lines of one table of settings."""
        fields = {each.encode_name: each for each in msgspec.structs.fields(kind)}
        for key, value in values.items():
            place = (*at, str(key))
            if key in fields:
                yield from self._value(value, _bare(fields[key].type), fields[key].type, place)
            else:
                yield self._at(place, f"{key!r} is not a setting{nearest(str(key), fields)}")
        for name, field in fields.items():
            if field.required and name not in values:
                yield self._at(at, f"{name!r} is missing")

    def _value(self, value: Any, bare: Any, kind: Any, at: Spot) -> Iterator[Problem]:
        if at == ("sources",):
            yield from self._entries(value, at)
        elif at == ("channels",):
            yield from self._channels(value, at)
        elif _is_struct(bare) and isinstance(value, dict):
            yield from self.table(value, bare, at)
        elif get_origin(bare) is dict and _is_struct(get_args(bare)[1]):
            yield from self._named(value, get_args(bare)[1], at)
        elif get_origin(bare) is tuple and _is_struct(get_args(bare)[0]):
            yield from self._listed(value, get_args(bare)[0], at)
        else:
            name = next(part for part in reversed(at) if isinstance(part, str))
            yield from (self._at(at, f"{name}: {say}") for say in _type(value, kind))

    def _named(self, value: Any, kind: type[msgspec.Struct], at: Spot) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield self._at(at, f"{at[-1]}: expected names with settings, got {value!r:.40}")
            return
        for name, each in value.items():
            if isinstance(each, dict):
                yield from self.table(each, kind, (*at, str(name)))
            else:
                yield self._at((*at, str(name)), f"{name}: expected settings, got {each!r:.40}")

    def _listed(self, value: Any, kind: type[msgspec.Struct], at: Spot) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield self._at(at, f"{at[-1]}: expected a list, got {value!r:.40}")
            return
        for number, each in enumerate(value):
            if isinstance(each, dict):
                yield from self.table(each, kind, (*at, number))
            else:
                yield self._at((*at, number), f"{at[-1]}: expected settings, got {each!r:.40}")

    def _entries(self, value: Any, at: Spot) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield self._at(at, f"sources: expected a list, got {value!r:.40}")
            return
        for number, entry in enumerate(value):
            place = (*at, number)
            kinds = [name for name in SOURCES if isinstance(entry, dict) and name in entry]
            if len(kinds) == 1:
                yield from self.table(entry, SOURCES[kinds[0]], place)
                continue
            found = f", not {' and '.join(kinds)}" if kinds else ""
            keys = [] if kinds or not isinstance(entry, dict) else map(str, entry)
            near = next(filter(None, (nearest(key, SOURCES) for key in keys)), "")
            yield self._at(place, f"a source has one of {', '.join(SOURCES)}{found}{near}")

    def _channels(self, value: Any, at: Spot) -> Iterator[Problem]:
        from guidetrack.channels import CHANNELS  # noqa: PLC0415 - mail and web are slow to load

        if not isinstance(value, dict):
            yield self._at(at, f"channels: expected names with their settings, got {value!r:.40}")
            return
        for name, given in value.items():
            place = (*at, str(name))
            kind = given.get("kind") if isinstance(given, dict) else None
            if not isinstance(kind, str) or kind not in CHANNELS:
                near = nearest(kind, CHANNELS) if isinstance(kind, str) else ""
                yield self._at(place, f"a channel has a 'kind': {', '.join(CHANNELS)}{near}")
                continue
            rest = {key: each for key, each in given.items() if key != "kind"}
            yield from self.table(rest, CHANNELS[kind].settings, place)

    def _at(self, place: Spot, text: str) -> Problem:
        return Problem(line_of(self._lines, place), text, place)


def _bare(kind: Any) -> Any:
    """A type without its conditions, and without the None it may be instead."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in {types.UnionType, Union}:
        others = [each for each in get_args(kind) if each is not type(None)]
        return _bare(others[0]) if len(others) == 1 else kind
    return kind


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _type(value: Any, kind: Any) -> Iterator[str]:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as problem:
        said = str(problem)
        yield f"{said[:1].lower()}{said[1:]}{_nearest_choice(value, kind)}"


def _nearest_choice(value: Any, kind: Any) -> str:
    """Where only certain words may stand: the one that was probably meant, or all of them."""
    bare = _bare(kind)
    if get_origin(bare) is tuple:
        bare = _bare(get_args(bare)[0])
    choices = [each for each in get_args(bare) if isinstance(each, str)]
    if get_origin(bare) is not Literal or not choices:
        return ""
    given = value if isinstance(value, list) else [value]
    wrong = next((each for each in given if isinstance(each, str) and each not in choices), "")
    return nearest(wrong, choices) or f"; it may be {', '.join(choices)}"
