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

READ_OTHERWISE = re.compile(
    r"""
      (?i: ~ | null | true | false | yes | no | on | off | y | n ) | = | <<
    | [-+]? \.? [0-9] [0-9_.,:]* (?: [eE] [-+]? [0-9]+ )?       # 1  1.10  2.4.1  1:30  1e5
    | [-+]? 0 (?: [xX] [0-9a-fA-F_]+ | [oO] [0-7_]+ | [bB] [01_]+ )
    | [-+]? \. (?i: inf | nan )
    | [0-9]{4} - [0-9]{1,2} (?: - [0-9]{1,2} (?: [Tt\s] .* )? )?  # 2026-01  2004-07-28
    """,
    re.VERBOSE,
)
"""What readers of YAML 1.1 or 1.2 take for something other than a string."""
_NOT_ESCAPED = bytes([0x0A, *range(0x20, 0x7F), *range(0x80, 0xF0)])
"""All bytes of UTF-8 but those of control characters, and the first of one outside the BMP."""
_CONTROLS = re.compile(rb"\xc2[\x80-\x9f]")
_ESCAPED = tuple(each.encode() for each in "\u2028\u2029\ufeff\ufffe\uffff")
"""Line separators, and what is no character."""
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


class NotPlainError(Exception):
    """Something in the data needs more than this."""


def write_plainly(value: Mapping[str, Any]) -> str | None:
    """The YAML of plain data, or None where something in it needs libyaml."""
    lines: list[str] = []
    try:
        _write_mapping(lines, value, "")
    except NotPlainError:
        return None
    return "\n".join([*lines, ""])


def _write_mapping(lines: list[str], value: Mapping[str, Any], indent: str) -> None:
    if not value:
        raise NotPlainError
    for key, each in value.items():
        kind = type(each)
        start = f"{indent}{key_with_colon(key)}"
        if kind is str:
            lines.append(f"{start} {_text(each)}")
        elif kind is dict and each:
            lines.append(start)
            _write_mapping(lines, each, f"{indent}  ")
        elif (kind is list or kind is tuple) and each:
            lines.append(start)
            _write_sequence(lines, each, indent)
        else:
            lines.append(f"{start} {_constant(each)}")


def _write_sequence(lines: list[str], value: list[Any] | tuple[Any, ...], indent: str) -> None:
    for each in value:
        if type(each) is dict:
            first = len(lines)
            _write_mapping(lines, each, f"{indent}  ")
            lines[first] = f"{indent}- {lines[first][len(indent) + 2 :]}"
        elif type(each) is str:
            lines.append(f"{indent}- {_text(each)}")
        else:
            lines.append(f"{indent}- {_constant(each)}")


@lru_cache(maxsize=1024)
def key_with_colon(key: object) -> str:
    """
    A key with its colon.

    Raises:
        NotPlainError: it needs quotes, or is none.
    """
    if type(key) is str and _KEY.fullmatch(key) and not READ_OTHERWISE.fullmatch(key):
        return f"{key}:"
    raise NotPlainError


def has_escapes(text: str) -> bool:
    """
    Whether a text holds a character that is written as an escape.

    Bytes are looked through instead of characters, which takes a hundredth of the time;
    texts are long.
    """
    try:
        content = text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return True
    if content.translate(None, _NOT_ESCAPED):
        return True
    if text.isascii():
        return False
    return any(each in content for each in _ESCAPED) or bool(_CONTROLS.search(content))


def _constant(value: object) -> str:
    kind = type(value)
    if value is None or value is True or value is False:
        return _CONSTANTS[value]
    if kind is int:
        return str(value)
    if (kind is list or kind is tuple) and not value:
        return "[]"
    raise NotPlainError


def _text(text: str) -> str:
    if READ_OTHERWISE.fullmatch(text):
        if _QUOTABLE.fullmatch(text):
            return f"'{text}'"
    elif not has_escapes(text):
        if _PLAIN.fullmatch(text):
            return text
        if _NEEDS_QUOTES.fullmatch(text):
            return "'" + text.replace("'", "''") + "'"
    raise NotPlainError
