"""
A trust's files to what they cite and what became of it.

Files are looked at in as many processes as there are cores, and their citations are
joined here, in the order of the files, with where each number leads: only this process
holds the store. What cannot be read, or is passed over, is listed or counted; files are
opened for reading only.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import NamedTuple

from guidetrack.citations.findings import Scan, build_finding, build_phrase_finding
from guidetrack.citations.gathering import Findings
from guidetrack.citations.phrases import Phrase
from guidetrack.config import Place
from guidetrack.errors import StoreError
from guidetrack.guidance.reference import Reference
from guidetrack.lineage import Lineage, Resolution, resolve
from guidetrack.pipeline.asking import open_lineage
from guidetrack.pipeline.looking import Question, Seen, look_at_all
from guidetrack.sources.document import Unreadable
from guidetrack.sources.files import FoundFile, LeftOut, hidden, walk

_TEMPORARY = ("~$", ".~lock.")
"""How Office names the marker that it leaves beside an open file; nothing can be cited in it."""
_TEMPORARY_ENDS = (".tmp", ".crdownload", ".part")
_OF_PROGRAMS = frozenset({"node_modules", "__pycache__", "Thumbs.db", "desktop.ini"})


class Progress(NamedTuple):
    """How far a scan is."""

    files: int
    """Done so far."""
    size: int
    """Bytes of these."""
    name: str
    """The last of them."""


def scan(  # noqa: PLR0913 - one argument an option
    place: Place,
    paths: Sequence[Path],
    *,
    with_current: bool = False,
    excerpt: int = 40,
    changed_since: dt.datetime | None = None,
    jobs: int = 1,
    tell: Callable[[Progress], None] = lambda _: None,
) -> Scan:
    """
    Find every citation of guidance in files and folders, and say which are stale.

    Args:
        place: the store that knows where numbers lead.
        paths: files, and folders with all that is in them.
        with_current: whether citations of current guidance are given too.
        excerpt: characters of the text around a citation to give; 0 for none.
        changed_since: files whose content last changed before this are passed over.
        jobs: how many processes look at files; what is given does not depend on it. With
            more than one, a program that calls this needs `if __name__ == "__main__"`.
        tell: is told of every file when it is done.

    Raises:
        ConfigError: there is no snapshot.
    """
    sifting = _Sifting(changed_since)
    findings = Findings()
    partly: list[tuple[int, Unreadable]] = []
    files = read = size = 0
    with ExitStack() as stack:
        answers = _Answers(stack.enter_context(open_lineage(place)))
        looking = look_at_all(sifting.files(paths), Question(answers.known, excerpt), jobs=jobs)
        for seen in stack.enter_context(closing(looking)):
            at, file = sifting.taken.popleft()
            cites = _join(seen, answers, findings, with_current=with_current)
            if seen.problem:
                partly.append((at, Unreadable(seen.name, seen.problem)))
            read += bool(cites or not seen.problem)
            files, size = files + 1, size + file.size
            tell(Progress(files, size, seen.name))
    unreadable = sorted([*sifting.unreadable, *partly], key=lambda each: each[0])
    return Scan(
        findings=findings,
        unreadable=tuple(each for _, each in unreadable),
        files=read,
        skipped=tuple(sorted(sifting.skipped.items())),
    )


def _join(seen: Seen, answers: _Answers, findings: Findings, *, with_current: bool) -> bool:
    """Add what a file cites to the findings; whether it cites anything at all."""
    cites = False
    for each in seen.sightings():
        cites = True
        if isinstance(each.citation, Phrase):
            phrase = build_phrase_finding(
                seen.name, each.place, each.citation, excerpt=each.excerpt
            )
            findings.add(phrase)
            continue
        answer = answers.of(each.citation.reference)
        if with_current or answer.status != "current":
            findings.add(
                build_finding(seen.name, each.place, each.citation, answer, excerpt=each.excerpt)
            )
    return cites


class _Sifting:
    """Which files are read, and what became of the others."""

    def __init__(self, changed_since: dt.datetime | None) -> None:
        self._since = changed_since.timestamp() if changed_since else None
        self.taken: deque[tuple[int, FoundFile]] = deque()
        """Handed out and not yet answered, with their place among all."""
        self.unreadable: list[tuple[int, Unreadable]] = []
        self.skipped: Counter[str] = Counter()

    def files(self, paths: Sequence[Path]) -> Iterator[FoundFile]:
        for at, found in enumerate(walk(paths, leave_out=_leave_out)):
            if isinstance(found, Unreadable):
                self.unreadable.append((at, found))
            elif isinstance(found, LeftOut):
                self.skipped[found.reason] += 1
            elif _is_temporary(found.path.name):
                self.skipped["temporary"] += 1
            elif self._since is not None and found.modified < self._since:
                self.skipped["unchanged"] += 1
            else:
                self.taken.append((at, found))
                yield found


def _leave_out(name: str) -> str | None:
    """Why nothing of this name is read: nobody wrote it for others to read."""
    if _is_temporary(name):
        return "temporary"
    return "of programs" if name in _OF_PROGRAMS else hidden(name)


def _is_temporary(name: str) -> bool:
    return name.startswith(_TEMPORARY) or name.endswith(_TEMPORARY_ENDS)


class _Answers:
    """Where numbers lead, each looked up once."""

    def __init__(self, lineage: Lineage) -> None:
        self._lineage = lineage
        self._resolved: dict[Reference, Resolution] = {}

    @property
    def known(self) -> frozenset[Reference]:
        return self._lineage.known

    def of(self, reference: Reference) -> Resolution:
        if reference not in self._resolved:
            self._resolved[reference] = self._resolve(reference)
        return self._resolved[reference]

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
