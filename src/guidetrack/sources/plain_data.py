"""
JSON to plain data, strictly: what is read here means one thing only or is refused.

A publisher's data decides what a trust is told, so a name given twice, a number
that is none, or a nesting made to exhaust the reader ends in a sentence. The
limits are far above every list and product that the publisher serves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec

LARGEST = 20_000_000
"""Characters of one source; the list of all products has 3,400,000."""
_MOST_VALUES = 1_500_000
"""Commas and brackets, a bound on the values; the list of all products has 150,000."""
_DEEPEST = 60
"""The old feed nests 15 deep."""
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?', re.DOTALL)
_NAME_END = re.compile(r'"\s*:')
_OPENING = re.compile(r'[\ufeff\s]*(?:\{\s*["}]|\[\s*(?:\{\s*["}]|\[\s*["\[{]))')
_BAD_NUMBER = re.compile(r"[\[,:]\s*-?(?:NaN|Infinity)\b")


def opens_data(text: str) -> bool:
    """Whether the text begins as an object of JSON, or a list of such, and as nothing else does."""
    return bool(_OPENING.match(text))


@lru_cache(maxsize=1)
def names_in(text: str) -> frozenset[str]:
    """
    The names of the values at the top of an object; none where the text is no such object.

    Remembered for one text, since every reader of data asks this of it.
    """
    if not opens_data(text) or len(text) > LARGEST:
        return frozenset()
    try:
        found = msgspec.json.decode(text.lstrip("\ufeff"), type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, RecursionError, UnicodeEncodeError):
        return frozenset()
    return frozenset(found)


def read_data(text: str) -> Any:
    """
    Read a text of JSON.

    Raises:
        ValueError: it is damaged, ambiguous or too large; the message is a sentence.
    """
    check_size(text)
    try:
        value = msgspec.json.decode(text.lstrip("\ufeff"))
    except RecursionError as problem:
        raise ValueError(_TOO_DEEP) from problem
    except (msgspec.MsgspecError, UnicodeEncodeError) as problem:
        raise ValueError(_damage(text, problem)) from problem
    if _names_one_twice(text, _count_names(value)):
        raise ValueError("its data gives one name twice in the same object, so neither counts")
    return value


def _names_one_twice(text: str, names: int) -> bool:
    """
    Whether a text states more names than the objects read from it have.

    Every name ends with a quote and a colon, so a text with as many of these as there are
    names states no other; only where a string holds some as well, all strings are looked at.
    """
    if len(_NAME_END.findall(text)) == names:
        return False
    return names != sum(1 for match in _STRING.finditer(text) if match[1])


def check_size(text: str) -> None:
    """
    Refuse more than a machine should be asked to read.

    Raises:
        ValueError: the text is too large, or holds too many values.
    """
    if len(text) > LARGEST:
        raise ValueError(f"its data is larger than {LARGEST / 1_000_000:g} MB, the limit")
    if sum(map(text.count, ",[{")) > _MOST_VALUES:
        raise ValueError("its data holds more values than any list of guidance")


def write_row(row: Mapping[str, Any]) -> bytes:
    """The bytes of one row: the same for the same values, however the list was laid out."""
    return msgspec.json.encode(row, order="sorted")


_TOO_DEEP = "its data is nested deeper than any of the publisher's"


def _damage(text: str, problem: Exception) -> str:
    if _BAD_NUMBER.search(text):
        return "its data holds a number that is none (NaN or Infinity)"
    words = str(problem).removeprefix("JSON is malformed: ")
    return f"its data is cut short or damaged ({words[:1].lower()}{words[1:]})"


def _count_names(value: object) -> int:
    count = 0
    level = [value]
    for _ in range(_DEEPEST):
        below: list[object] = []
        for each in level:
            if type(each) is dict:
                count += len(each)
                below.extend(each.values())
            elif type(each) is list:
                below.extend(each)
        if not below:
            return count
        level = below
    raise ValueError(_TOO_DEEP)
