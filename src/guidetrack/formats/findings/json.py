"""
The findings as JSON, the contract that scripts are written against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from guidetrack.citations.findings import Finding, Scan
from guidetrack.events.plain import encode
from guidetrack.guidance.record import to_plain

_KEYS = (
    "file",
    "place",
    "text",
    "reference",
    "certainty",
    "status",
    "current",
    "reassess",
    "suggestion",
    "form",
)


def render(scan: Scan) -> Iterator[str]:
    """Render one object, a finding a line; excerpts are left to the formats for people."""
    yield '{\n  "schema_version": 1,\n'
    yield from _listed("findings", map(_plain, scan.findings))
    unreadable = ({"file": each.name, "problem": each.problem} for each in scan.unreadable)
    yield from _listed("unreadable", unreadable)
    yield f'  "files": {scan.files},\n  "skipped": {encode(dict(scan.skipped))}\n}}\n'


def describe() -> dict[str, object]:
    """Describe what `render` gives, as a JSON Schema without its dialect."""
    schema = msgspec.json.schema(Finding)
    known = schema["$defs"]["Finding"]["properties"]
    finding = {"properties": {key: known[key] for key in _KEYS}, "required": list(_KEYS)}
    unreadable = {key: {"type": "string"} for key in ("file", "problem")}
    count = {"type": "integer", "minimum": 0}
    properties = {
        "schema_version": {"const": 1},
        "findings": {"type": "array", "items": {"type": "object", **finding}},
        "unreadable": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": unreadable,
                "required": list(unreadable),
            },
        },
        "files": {**count, "description": "Files read, wholly or in part."},
        "skipped": {
            "type": "object",
            "additionalProperties": count,
            "description": "Why files and folders were passed over, and how many.",
        },
    }
    return {"type": "object", "properties": properties, "required": list(properties)}


def _listed(key: str, items: Iterable[Mapping[str, object]]) -> Iterator[str]:
    before = f'  "{key}": [\n    '
    empty = True
    for item in items:
        yield f"{before}{encode(item)}"
        before, empty = ",\n    ", False
    yield f'  "{key}": [],\n' if empty else "\n  ],\n"


def _plain(finding: Finding) -> dict[str, object]:
    plain = to_plain(finding)
    return {key: plain[key] for key in _KEYS}
