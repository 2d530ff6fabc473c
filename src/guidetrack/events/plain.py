"""
Plain data to JSON that is safe to print, and an answer as plain data.

JSON leaves the C1 control characters and direction overrides as they are, and a
terminal obeys them; here they are written as escapes, which any JSON reader takes
back to the same characters.
"""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

from guidetrack.events.report import Report
from guidetrack.guidance.record import to_plain

_STEERING = re.compile(r"[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_STEERING_BYTES = tuple(
    re.compile(each)
    for each in (rb"\xc2[\x80-\x9f]", rb"\xe2\x80[\xa8-\xae]", rb"\xe2\x81[\xa6-\xa9]")
)
"""The same beyond ASCII, in UTF-8: each begins with bytes that are quickly found, or not."""


def encode(value: Any, *, indent: int | None = None) -> str:
    """Encode plain data as JSON in Unicode, keys in their given order, nothing steering."""
    return encode_utf8(value, indent=indent).decode()


def encode_utf8(value: Any, *, indent: int | None = None) -> bytes:
    """The same in UTF-8, which is what it is made as."""
    try:  # ten times as quick as Python's own, and the same characters
        content = msgspec.json.format(msgspec.json.encode(value), indent=indent or 0)
    except UnicodeEncodeError:  # half of a surrogate pair, as in a file name that is no UTF-8
        text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
        return _safe(text).encode()
    return _safe(content.decode()).encode() if _steers(content) else content


def _steers(content: bytes) -> bool:
    return b"\x7f" in content or any(each.search(content) for each in _STEERING_BYTES)


def _safe(text: str) -> str:
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def plain_report(report: Report) -> dict[str, Any]:
    """Turn a report into plain data as in the contract: where an entry stood is not part of it."""
    plain = plain_with_version(report)
    for event in plain["events"]:
        for change in event["changes"]:
            del change["position_before"], change["position_after"]
    return plain


def plain_with_version(answer: msgspec.Struct) -> dict[str, Any]:
    """Turn an answer into plain data, `schema_version` first."""
    plain: dict[str, Any] = to_plain(answer)
    return {"schema_version": plain.pop("schema_version"), **plain}
