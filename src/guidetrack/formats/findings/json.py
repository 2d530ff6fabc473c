"""
The findings as JSON, the contract that scripts are written against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

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
)


def render(scan: Scan) -> Iterator[str]:
    """Render one object, a finding a line; excerpts are left to the formats for people."""
    yield '{\n  "schema_version": 1,\n'
    yield from _listed("findings", map(_plain, scan.findings))
    unreadable = ({"file": each.name, "problem": each.problem} for each in scan.unreadable)
    yield from _listed("unreadable", unreadable)
    yield f'  "files": {scan.files},\n  "skipped": {encode(dict(scan.skipped))}\n}}\n'


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
