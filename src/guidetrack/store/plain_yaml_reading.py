"""
The plainest YAML, read without a library: the way back from `plain_yaml`.

Reading costs more than anything else in a history of thousands of records. So what was
written plainly is read line by line; where anything else is met, the answer is None, and
libyaml, which stays the reference, is asked for the whole. Nothing is refused here: what
has no place in a record is for the reference to name.
"""

from __future__ import annotations

import re
import string
from typing import Any

from guidetrack.store.plain_yaml import NotPlainError, has_escapes, key_with_colon

_ENTRY = re.compile(r"[a-z][a-z0-9_]*:(?: |\Z)")
"""What an entry of a list begins with where it is a mapping."""
_BEGINNINGS = frozenset(string.ascii_letters + string.digits + "(")
"""What text begins with that stands for itself."""
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_DEEPEST = 60
"""In spaces."""


def read_plainly(text: str) -> dict[str, Any] | None:
    """The mapping that a plain text says, or None where something in it needs libyaml."""
    if not text.endswith("\n") or has_escapes(text):
        return None
    lines = text.split("\n")
    reading = _Reading(lines)
    try:
        found = reading.mapping(0)
    except NotPlainError:
        return None
    return found if reading.at == len(lines) - 1 else None


def resolve_plain(text: str) -> Any:
    """The core schema without floats, which no record holds: null, true, false, integers."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    return int(text) if _INTEGER.fullmatch(text) else text


class _Reading:
    """
    The lines of a text and how far they are read; the last of them is empty.

    Attributes:
        at: the line to read next.
    """

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self.at = 0

    def mapping(self, indent: int) -> dict[str, Any]:
        """Read keys and values as long as they begin at the indent."""
        if indent > _DEEPEST:
            raise NotPlainError
        found: dict[str, Any] = {}
        margin = " " * indent
        while (line := self._lines[self.at]) and line.startswith(margin):
            name, colon, rest = line[indent:].partition(":")
            if name in found or not colon:
                raise NotPlainError
            key_with_colon(name)
            if rest:
                if rest[0] != " ":
                    raise NotPlainError
                found[name] = _scalar(rest[1:])
                self.at += 1
            else:
                self.at += 1
                found[name] = self._nested(indent, margin)
        return found

    def _nested(self, indent: int, margin: str) -> Any:
        line = self._lines[self.at]
        if line.startswith(f"{margin}- "):
            return self._sequence(indent, f"{margin}- ")
        if line.startswith(f"{margin}  "):
            return self.mapping(indent + 2)
        raise NotPlainError

    def _sequence(self, indent: int, opening: str) -> list[Any]:
        found: list[Any] = []
        while (line := self._lines[self.at]).startswith(opening):
            rest = line[indent + 2 :]
            if _ENTRY.match(rest):
                self._lines[self.at] = " " * (indent + 2) + rest
                found.append(self.mapping(indent + 2))
            else:
                found.append(_scalar(rest))
                self.at += 1
        return found


def _scalar(text: str) -> Any:
    if text[:1] in _BEGINNINGS:
        if ": " in text or " #" in text or text[-1] in ": ":
            raise NotPlainError
        return text if len(text) > 18 else resolve_plain(text)  # noqa: PLR2004 - as `_INTEGER`
    if text == "[]":
        return []
    if text[:1] == "'" == text[-1:] and len(text) > 1:
        inner = text[1:-1].split("''")
        if not any("'" in piece for piece in inner):
            return "'".join(inner)
    raise NotPlainError
