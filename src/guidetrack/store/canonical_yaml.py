"""
Plain data to canonical YAML and back: the same data always gives the same bytes.

The store lives on `git diff`, so a value may be written in one way only: block
style, keys in the order given, one paragraph on one line, and quotes around every
string that some YAML reader could take for a number, a date or a truth value.
Most records need nothing of YAML but its plainest part, which is written and read
here without a library; `libyaml` is the reference, and is loaded for all others.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from guidetrack.store.plain_yaml import write_plainly
from guidetrack.store.plain_yaml_reading import read_plainly


def dump_plain(value: Mapping[str, Any]) -> bytes:
    """
    Write dictionaries, lists, strings, integers, truth values and None.

    Raises:
        RecordError: a value is of another type, or a text holds half of a surrogate
            pair, which no UTF-8 can carry.
    """
    plain = write_plainly(value)
    if plain is not None:
        return plain.encode()
    from guidetrack.store import libyaml  # noqa: PLC0415 - most commands never need it

    return libyaml.dump(value)


def load_plain(content: bytes) -> dict[str, Any]:
    """
    Read what `dump_plain` wrote, or what an editor made of it.

    Raises:
        RecordError: the content is not UTF-8, not YAML, not one mapping, or uses tags,
            anchors or one key twice; the message names the line and the key.
    """
    with suppress(UnicodeDecodeError):
        plain = read_plainly(content.decode())
        if plain is not None:
            return plain
    from guidetrack.store import libyaml  # noqa: PLC0415 - the same

    return libyaml.load(content)
