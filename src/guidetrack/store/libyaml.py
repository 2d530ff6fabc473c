"""
Plain data to canonical YAML and back by PyYAML: the reference for what is written plainly.

Both directions go event by event past PyYAML's representer and constructor,
which cost twice as much as libyaml itself. Reading is strict: tags, anchors,
repeated keys and a second document are refused, never interpreted.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import yaml
from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from guidetrack.errors import RecordError
from guidetrack.store.plain_yaml import READ_OTHERWISE, has_escapes
from guidetrack.store.plain_yaml_reading import resolve_plain

_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NO_FOLDING = 2**31 - 1
"""The widest line libyaml's C integer can hold."""
_DEEPEST = 100
"""No record is nested this deep; a bomb is."""
_LONGEST_KEY = 100
_HINT = "guidetrack verify names the damaged file; git restores an earlier version."

_BLOCK = re.compile(r"(?:\S(?:.*\S)?\n+)*\S(?:.*\S)?")
"""Lines that a literal block gives back exactly: none begins or ends with a space."""

_MAPPING = MappingStartEvent(None, None, implicit=True, flow_style=False)
_MAPPING_END = MappingEndEvent()
_SEQUENCE = SequenceStartEvent(None, None, implicit=True, flow_style=False)
_SEQUENCE_END = SequenceEndEvent()


def dump(value: Mapping[str, Any], *, dumper: Any = None) -> bytes:
    """
    Write plain data; `canonical_yaml.dump_plain` says which, and what is refused.

    `dumper` is PyYAML's C dumper where it is installed, else its Python one; the bytes
    are the same.
    """
    target = io.StringIO()
    emitter = (dumper or _Dumper)(
        target, width=_NO_FOLDING, allow_unicode=True, line_break="\n", indent=2
    )
    try:
        for event in _events(value):
            emitter.emit(event)
        return target.getvalue().encode()
    except UnicodeEncodeError as problem:
        raise RecordError(
            "a text holds half of a surrogate pair, which is no character",
            hint="Read the source again with its own character encoding.",
        ) from problem


def load(content: bytes, *, loader: Any = None) -> dict[str, Any]:
    """
    Read plain data; `canonical_yaml.load_plain` says what is refused.

    `loader` is PyYAML's C loader where it is installed, else its Python one; what they
    read is the same.
    """
    try:
        value = _read_document((loader or _Loader)(content.decode()).get_event)
    except UnicodeDecodeError as problem:
        raise RecordError(f"not UTF-8 at byte {problem.start}", hint=_HINT) from problem
    except yaml.YAMLError as problem:
        raise RecordError(f"not readable as YAML: {_first_line(problem)}", hint=_HINT) from problem
    if not isinstance(value, dict):
        raise RecordError("expected keys and values at the top", hint=_HINT)
    return value


def _first_line(problem: yaml.YAMLError) -> str:
    mark = getattr(problem, "problem_mark", None)
    what = getattr(problem, "problem", None) or str(problem).partition("\n")[0]
    return f"{what} in line {mark.line + 1}" if mark else what


def _events(value: Mapping[str, Any]) -> Iterator[Event]:
    yield StreamStartEvent()
    yield DocumentStartEvent(explicit=False)
    yield from _value_events(value)
    yield DocumentEndEvent(explicit=False)
    yield StreamEndEvent()


def _value_events(value: Any) -> Iterator[Event]:
    if isinstance(value, str):
        yield _string_event(value)
    elif isinstance(value, Mapping):
        yield _MAPPING
        for key, each in value.items():
            yield _key_event(key)
            if type(each) is str:
                yield _string_event(each)
            else:
                yield from _value_events(each)
        yield _MAPPING_END
    elif isinstance(value, list | tuple):
        yield _SEQUENCE
        for each in value:
            yield from _value_events(each)
        yield _SEQUENCE_END
    else:
        yield _constant_event(value)


def _constant_event(value: object) -> ScalarEvent:
    if value is None:
        return _NULL
    if isinstance(value, bool):
        return _TRUE if value else _FALSE
    if isinstance(value, int):
        return _plain(str(value))
    raise RecordError(f"{type(value).__name__} has no place in a record")


def _plain(text: str) -> ScalarEvent:
    return ScalarEvent(None, None, (True, True), text)


_NULL, _TRUE, _FALSE = _plain("null"), _plain("true"), _plain("false")


def _string_event(text: str) -> ScalarEvent:
    """A string in the plainest style that every reader gives back unchanged."""
    if has_escapes(text):
        style = '"'
    elif "\n" in text:
        style = "|" if _BLOCK.fullmatch(text) else '"'
    elif not text or READ_OTHERWISE.fullmatch(text):
        style = "'"
    else:
        return ScalarEvent(None, None, (True, True), text)
    return ScalarEvent(None, None, (False, True), text, style=style)


@lru_cache(maxsize=1024)
def _key_event(key: str) -> ScalarEvent:
    """A key: a short name, or libyaml and PyYAML would each write it in their own way."""
    if has_escapes(key) or "\n" in key or not 1 <= len(key.encode()) <= _LONGEST_KEY:
        raise RecordError(f"{key[:80]!r} is no name for a key")
    return _string_event(key)


def _read_document(following: Callable[[], Any]) -> Any:
    following()
    if not isinstance(following(), DocumentStartEvent):
        return None
    value = _read_value(following, following(), 0)
    following()
    extra = following()
    if not isinstance(extra, StreamEndEvent):
        raise _refusal("a second document", extra)
    return value


def _read_value(following: Callable[[], Any], event: Any, depth: int) -> Any:
    kind = type(event)
    if kind is ScalarEvent:
        if event.tag is not None or event.anchor is not None:
            raise _refusal("a tag or an anchor", event)
        return resolve_plain(event.value) if event.implicit[0] else event.value
    if kind is MappingStartEvent or kind is SequenceStartEvent:
        if event.tag is not None or event.anchor is not None:
            raise _refusal("a tag or an anchor", event)
        if depth > _DEEPEST:
            raise _refusal("too deep a nesting", event)
        read = _read_mapping if kind is MappingStartEvent else _read_sequence
        return read(following, depth + 1)
    raise _refusal("an alias", event)


def _read_mapping(following: Callable[[], Any], depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    event = following()
    while type(event) is not MappingEndEvent:
        key = _read_value(following, event, depth)
        if type(key) is not str:
            raise _refusal("a key that is no text", event)
        if key in found:
            raise _refusal(f"the key {key!r} twice", event)
        try:
            found[key] = _read_value(following, following(), depth)
        except _RefusedError as problem:
            problem.path.insert(0, key)
            raise
        event = following()
    return found


def _read_sequence(following: Callable[[], Any], depth: int) -> list[Any]:
    found: list[Any] = []
    event = following()
    while type(event) is not SequenceEndEvent:
        found.append(_read_value(following, event, depth))
        event = following()
    return found


class _RefusedError(RecordError):
    def __init__(self, what: str, line: int) -> None:
        super().__init__(what, hint=_HINT)
        self.what = what
        self.line = line
        self.path: list[str] = []

    def __str__(self) -> str:
        field = ".".join(self.path)
        where = f"under {field} in line {self.line}" if field else f"in line {self.line}"
        return f"{self.what} {where} has no place in a record"


def _refusal(what: str, event: Any) -> _RefusedError:
    return _RefusedError(what, event.start_mark.line + 1)
