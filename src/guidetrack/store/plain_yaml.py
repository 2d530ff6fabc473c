"""
The plainest YAML, written without a library: what most records are made of.

Driving libyaml costs more than everything else in storing thousands of small records.
So a text that needs no quotes, or only those of a number, is written here; for anything
else the answer is None, and libyaml, which stays the reference, is asked for the whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_PLAIN = re.compile(
    r"""[A-Za-z0-9(]                 # begins as no indicator, quote or mark does
    (?:[^:#\n] | :(?![ ]|\Z) | (?<![ ])\#)*(?<![ ])""",
    re.VERBOSE,
)
"""Text that stands for itself in block style: no comment, no key and no loose space in it."""
_QUOTABLE = re.compile(r"[0-9A-Za-z.:_+-]+")
"""What is read otherwise than as text unless it stands in single quotes."""
_NEEDS_QUOTES = re.compile(r"[A-Za-z0-9(].*(?::(?= |\Z)|(?<= )#).*(?<! )")
"""Text that would end, or become a key or a comment, if it stood for itself."""
_KEY = re.compile(r"[a-z][a-z0-9_]{0,60}")
_CONSTANTS = {None: "null", True: "true", False: "false"}


class _NotPlainError(Exception):
    """Something in the data needs more than this."""


def write_plainly(
    value: Mapping[str, Any], read_otherwise: re.Pattern[str], escaped: re.Pattern[str]
) -> str | None:
    """
    The YAML of plain data, or None where something in it needs libyaml.

    Args:
        value: keys and values at the top.
        read_otherwise: texts that some reader of YAML takes for something else.
        escaped: characters that are written as escapes.
    """
    lines: list[str] = []
    try:
        _Writer(lines, read_otherwise, escaped).mapping(value, "")
    except _NotPlainError:
        return None
    return "\n".join([*lines, ""])


@lru_cache(maxsize=1024)
def _is_plain_key(key: str, read_otherwise: re.Pattern[str]) -> bool:
    return bool(_KEY.fullmatch(key)) and not read_otherwise.fullmatch(key)


class _Writer:
    def __init__(
        self, lines: list[str], read_otherwise: re.Pattern[str], escaped: re.Pattern[str]
    ) -> None:
        self._lines = lines
        self._read_otherwise = read_otherwise
        self._escaped = escaped

    def mapping(self, value: Mapping[str, Any], indent: str) -> None:
        if not value:
            raise _NotPlainError
        for key, each in value.items():
            if type(key) is not str or not _is_plain_key(key, self._read_otherwise):
                raise _NotPlainError
            kind = type(each)
            if kind is dict and each:
                self._lines.append(f"{indent}{key}:")
                self.mapping(each, f"{indent}  ")
            elif (kind is list or kind is tuple) and each:
                self._lines.append(f"{indent}{key}:")
                self._sequence(each, indent)
            else:
                self._lines.append(f"{indent}{key}: {self._scalar(each)}")

    def _sequence(self, value: list[Any] | tuple[Any, ...], indent: str) -> None:
        for each in value:
            if type(each) is dict:
                first = len(self._lines)
                self.mapping(each, f"{indent}  ")
                self._lines[first] = f"{indent}- {self._lines[first][len(indent) + 2 :]}"
            else:
                self._lines.append(f"{indent}- {self._scalar(each)}")

    def _scalar(self, value: Any) -> str:
        kind = type(value)
        if kind is str:
            return self._text(value)
        if value is None or kind is bool:
            return _CONSTANTS[value]
        if kind is int:
            return str(value)
        if (kind is list or kind is tuple) and not value:
            return "[]"
        raise _NotPlainError

    def _text(self, text: str) -> str:
        if self._read_otherwise.fullmatch(text):
            if _QUOTABLE.fullmatch(text):
                return f"'{text}'"
        elif not self._escaped.search(text):
            if _PLAIN.fullmatch(text):
                return text
            if _NEEDS_QUOTES.fullmatch(text):
                return "'" + text.replace("'", "''") + "'"
        raise _NotPlainError
