"""
A record as the bytes of its file, and back.

The bytes are what git stores, hashes and shows, so they are a function of the
record alone: the order of keys is that of the fields of `GuidanceRecord`, every
list is written, and equal records have equal blob ids.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from guidetrack.errors import RecordError
from guidetrack.guidance.record import SCHEMA, GuidanceRecord, from_plain, to_plain
from guidetrack.store import tally
from guidetrack.store.canonical_yaml import dump_plain, load_plain

_FIELDS = GuidanceRecord.__struct_fields__
_HEAD = _FIELDS[: _FIELDS.index("recommendations")]
"""The fields that a record begins with: what it is, and what it states about others."""


def dump(record: GuidanceRecord) -> bytes:
    """
    The canonical bytes of a record.

    Raises:
        RecordError: a text holds half of a surrogate pair.
    """
    return dump_plain(to_plain(record))


def load(content: bytes) -> GuidanceRecord:
    """
    Read a record; every field is checked, none is ignored.

    Raises:
        RecordError: the bytes are no record, or one of a newer schema; the message names
            the field.
    """
    return _checked(load_plain(content))


def load_head(content: bytes) -> GuidanceRecord:
    """
    Read a record up to its relationships; of what follows, nothing is read or checked.

    That is a tenth of the work. A record that is not written in the order in which
    guidetrack writes is read whole.

    Raises:
        RecordError: as `load`, of what is read.
    """
    head, found, _ = content.partition(b"\nrecommendations:")
    with suppress(RecordError):
        plain = load_plain(head + b"\n")
        if found and tuple(plain) == _HEAD:
            return _checked(plain)
    return load(content)


def _checked(plain: dict[str, Any]) -> GuidanceRecord:
    schema = plain.get("schema")
    if isinstance(schema, int) and schema > SCHEMA:
        raise RecordError(
            f"schema: the record was written by a newer guidetrack (schema {schema}; "
            f"this one knows {SCHEMA})",
            hint="Update guidetrack on this machine.",
        )
    if schema != SCHEMA or isinstance(schema, bool):
        raise RecordError(
            f"schema: expected {SCHEMA}, found {schema!r}",
            hint="guidetrack verify names the damaged file.",
        )
    record = from_plain(plain)
    tally.add(records=1)
    return record


def is_canonical(content: bytes) -> bool:
    """
    Whether the bytes are exactly those that guidetrack writes for what they say.

    Raises:
        RecordError: the bytes are no record.
    """
    return dump(load(content)) == content
