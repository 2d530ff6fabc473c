"""
A trust's files to what they cite and what became of it.

One file is held at a time, and a file that cannot be read stops no other. Files are
opened for reading only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from guidetrack.citations.finder import find_citations, show_visible
from guidetrack.citations.findings import Finding, Scan, build_finding, cut_excerpt
from guidetrack.citations.readers import read_passages
from guidetrack.config import Place
from guidetrack.errors import StoreError
from guidetrack.guidance.reference import Reference
from guidetrack.lineage import Lineage, Resolution, resolve
from guidetrack.pipeline.asking import read_lineage
from guidetrack.sources.document import SourceDocument, Unreadable
from guidetrack.sources.files import collect

LARGEST = 100_000_000
"""Bytes of one file; registers and policies stay far below."""
_OPEN_ELSEWHERE = "~$"
"""How Office names the marker that it leaves beside an open file; nothing can be cited in it."""


def scan(
    place: Place,
    paths: Sequence[Path],
    *,
    with_current: bool = False,
    excerpt: int = 40,
    tell: Callable[[str], None] = lambda _: None,
) -> Scan:
    """
    Find every citation of guidance in files and folders, and say which are stale.

    Args:
        place: the store that knows where numbers lead.
        paths: files, and folders with all that is in them.
        with_current: whether citations of current guidance are given too.
        excerpt: characters of the text around a citation to give; 0 for none.
        tell: is given the name of each file before it is read.

    Raises:
        ConfigError: there is no snapshot.
    """
    answers = _Answers(read_lineage(place))
    findings: list[Finding] = []
    unreadable: list[Unreadable] = []
    files = 0
    for document in collect(paths, limit=LARGEST):
        if Path(document.name).name.startswith(_OPEN_ELSEWHERE):
            continue
        if isinstance(document, Unreadable):
            unreadable.append(document)
            continue
        tell(document.name)
        found, problem = _scan_file(document, answers, excerpt)
        findings += (each for each in found if with_current or each.status != "current")
        if problem:
            unreadable.append(Unreadable(document.name, problem))
        files += bool(found or not problem)
    return Scan(findings=tuple(findings), unreadable=tuple(unreadable), files=files)


class _Answers:
    """Where numbers lead, each looked up once."""

    def __init__(self, lineage: Lineage) -> None:
        self._lineage = lineage
        self._known: dict[Reference, Resolution] = {}

    def knows(self, reference: Reference) -> bool:
        return self._lineage.knows(reference)

    def of(self, reference: Reference) -> Resolution:
        if reference not in self._known:
            self._known[reference] = self._resolve(reference)
        return self._known[reference]

    def _resolve(self, reference: Reference) -> Resolution:
        try:
            return resolve(self._lineage, str(reference))
        except StoreError:  # a succession in a circle: `resolve` names it, a scan goes on
            name = str(reference)
            return Resolution(
                query=name,
                reference=name,
                status="unknown",
                current=(),
                reassess="check",
                verdict=None,
                path=(),
            )


def _scan_file(
    document: SourceDocument, answers: _Answers, excerpt: int
) -> tuple[list[Finding], str | None]:
    """The findings in a file, and a sentence where it could not be read to its end."""
    found: dict[tuple[str, str, str], Finding] = {}
    try:
        for finding in _find(document, answers, excerpt):
            found.setdefault((finding.place, finding.text, finding.reference), finding)
    except (ValueError, RecursionError, MemoryError) as problem:
        sentence = str(problem) if isinstance(problem, ValueError) else "it takes too much to read"
        return list(found.values()), sentence or "it cannot be read"
    return list(found.values()), None


def _find(document: SourceDocument, answers: _Answers, excerpt: int) -> Iterator[Finding]:
    for passage in read_passages(document.content, document.name):
        cited = find_citations(passage.text, knows=answers.knows, in_column=passage.in_column)
        for each in cited:
            around = cut_excerpt(show_visible(passage.text), each.start, each.end, excerpt)
            answer = answers.of(each.reference)
            where = passage.place_of(each.start)
            yield build_finding(document.name, where, each, answer, excerpt=around)
