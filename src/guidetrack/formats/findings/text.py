"""
The findings for people: file by file, what stands where and what to write instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from guidetrack.citations.findings import Finding, Scan, is_stale
from guidetrack.events.reading import safe


def render(scan: Scan) -> str:
    """Render a sentence with the counts, then every file with its findings."""
    return safe("\n".join(_lines(scan)) + "\n")


def _lines(scan: Scan) -> Iterator[str]:
    yield _count(scan)
    for file, findings in groupby(scan.findings, key=lambda each: each.file):
        yield ""
        yield file
        for finding in findings:
            yield from _describe(finding)
    if scan.unreadable:
        yield ""
        yield "Not read, or only in part:"
        for each in scan.unreadable:
            yield f"  {each.name}: {each.problem}"


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
