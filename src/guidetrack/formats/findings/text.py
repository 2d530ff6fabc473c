"""
The findings for people: file by file, what stands where and what to write instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from guidetrack.citations.findings import Finding, Scan, is_stale
from guidetrack.events.reading import safe


def render(scan: Scan) -> Iterator[str]:
    """Render a sentence with the counts, then every file with its findings."""
    yield safe(f"{_count(scan)}\n")
    for file, findings in groupby(scan.findings, key=lambda each: each.file):
        yield safe(f"\n{file}\n")
        for finding in findings:
            yield safe("\n".join(_describe(finding)) + "\n")
    if scan.unreadable:
        yield "\nNot read, or only in part:\n"
        for each in scan.unreadable:
            yield safe(f"  {each.name}: {each.problem}\n")


def _count(scan: Scan) -> str:
    stale = sum(map(is_stale, scan.findings))
    unsure = sum(each.certainty == "ambiguous" for each in scan.findings)
    files = "1 file" if scan.files == 1 else f"{scan.files:,} files"
    citations = "1 stale citation" if stale == 1 else f"{stale:,} stale citations"
    more = f"; {unsure:,} that may be something else" if unsure else ""
    return f"{citations} in {files}{more}."


def _describe(finding: Finding) -> Iterator[str]:
    says = finding.suggestion or _standing(finding)
    leads = " ->" if finding.suggestion and finding.current else ":"
    yield f"  {finding.place}: {finding.text}{leads} {says}; reassess: {finding.reassess}"
    if finding.reason:
        yield f"    may be no guidance: {finding.reason}"
    elif finding.certainty == "likely":
        yield "    likely, by the words around it"
    if finding.excerpt and finding.excerpt != finding.text:
        yield f"    \u201c{finding.excerpt}\u201d"


def _standing(finding: Finding) -> str:
    if finding.status == "current":
        return "current"
    return f"{finding.reference} is not known: nothing held names it"
