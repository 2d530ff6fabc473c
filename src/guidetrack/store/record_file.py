"""
A record as the bytes of its file, and back.

The bytes are what git stores, hashes and shows, so they are a function of the
record alone: the order of keys is that of the fields of `GuidanceRecord`, every
list is written, and equal records have equal blob ids.
"""

from __future__ import annotations

from guidetrack.errors import RecordError
from guidetrack.guidance.record import SCHEMA, GuidanceRecord, from_plain, to_plain
from guidetrack.store.canonical_yaml import dump_plain, load_plain


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
    plain = load_plain(content)
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
    return from_plain(plain)


def is_canonical(content: bytes) -> bool:
    """
    Whether the bytes are exactly those that guidetrack writes for what they say.

    Raises:
        RecordError: the bytes are no record.
    """
    return dump(load(content)) == content
