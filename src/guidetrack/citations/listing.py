"""
The findings as rows of one table, for every format that has columns.

A file that could not be read is a row too, so that the list a committee is given does
not look complete where it is not.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.citations.findings import Finding, Scan
from guidetrack.events.cells import safe_cell

COLUMNS = (
    "file",
    "place",
    "text",
    "reference",
    "certainty",
    "status",
    "current",
    "reassess",
    "suggestion",
    "reason",
    "excerpt",
    "address_before",
    "addresses_now",
    "problem",
)
"""The header, in order; a new column goes to the end."""


def list_rows(scan: Scan) -> Iterator[tuple[str, ...]]:
    """One row per finding, then one per unreadable file; no cell can run anything."""
    for finding in scan.findings:
        yield tuple(map(safe_cell, _cells(finding)))
    for each in scan.unreadable:
        blank = [""] * (len(COLUMNS) - 2)
        yield tuple(map(safe_cell, [each.name, *blank, each.problem]))


def _cells(finding: Finding) -> Iterator[str]:
    yield from (finding.file, finding.place, finding.text, finding.reference or "")
    yield from (finding.certainty, finding.status, "\n".join(finding.current), finding.reassess)
    yield from (finding.suggestion or "", finding.reason, finding.excerpt)
    yield from (finding.address_before, "\n".join(finding.addresses_now), "")
