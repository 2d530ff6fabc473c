"""
The findings as JSON, the contract that scripts are written against.
"""

from __future__ import annotations

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


def render(scan: Scan) -> str:
    """Render one object; excerpts are left to the formats for people."""
    plain = {
        "schema_version": 1,
        "findings": [_plain(each) for each in scan.findings],
        "unreadable": [{"file": each.name, "problem": each.problem} for each in scan.unreadable],
    }
    return encode(plain, indent=2) + "\n"


def _plain(finding: Finding) -> dict[str, object]:
    plain = to_plain(finding)
    return {key: plain[key] for key in _KEYS}
