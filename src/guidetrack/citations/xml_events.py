"""
The parts of an Office file as a stream of what begins, what ends and what is written.

A tree of a part takes ten times its size in memory, and parts come from anybody: so they
are read as they unpack, and what no Office program writes (entities, depth without end, a
tag of megabytes) ends the reading with a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import IO, Literal
from xml.parsers import expat

from guidetrack.citations.passage import UnscannableError

Kind = Literal["start", "end", "text"]
Event = tuple[Kind, str, Mapping[str, str]]
"""What happens, the name without its namespace (or the words), and the attributes."""

_PIECE = 65_536
_DEEPEST = 1_000
_LONGEST_TAG = 4_000_000
_NOTHING: Mapping[str, str] = {}


def read_events(part: IO[bytes]) -> Iterator[Event]:
    """
    Read the markup of a part, piece by piece.

    Names come without namespace. Attributes keep theirs as `{address}name`, where they
    have one; `qualified` finds them.

    Raises:
        UnscannableError: it is no markup, or made to do harm.
    """
    events: list[Event] = []
    parser = _parser(events)
    fed = 0
    try:
        while piece := part.read(_PIECE):
            parser.Parse(piece)
            fed += len(piece)
            yield from events
            events.clear()
            if fed - max(parser.CurrentByteIndex, 0) > _LONGEST_TAG:
                raise UnscannableError("it is damaged: a tag in it has no end")
        parser.Parse(b"", True)  # noqa: FBT003 - expat takes it by place
    except expat.ExpatError as problem:
        raise UnscannableError("it is damaged: its markup breaks off") from problem
    yield from events


def qualified(attributes: Mapping[str, str], name: str) -> str | None:
    """The attribute of a name that has a namespace, whichever it is."""
    return next((value for key, value in attributes.items() if key.endswith(f"}}{name}")), None)


def skip(events: Iterator[Event], name: str) -> None:
    """Pass over the rest of an element that has just begun."""
    depth = 1
    while depth:
        kind, each, _ = next(events, ("end", name, _NOTHING))
        if each == name:
            depth += {"start": 1, "end": -1}.get(kind, 0)


def _parser(events: list[Event]) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise UnscannableError("it is damaged: its markup is nested without end")
        events.append(("start", _local(name), attributes))

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        events.append(("end", _local(name), _NOTHING))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda words: events.append(("text", words, _NOTHING))
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise UnscannableError("it declares entities, which no Office program writes")


@lru_cache(maxsize=4_096)
def _local(name: str) -> str:
    return name.rpartition("}")[2]
