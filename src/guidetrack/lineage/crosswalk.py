"""
Every old number with what stands in its place: the table a governance team works through.

One row for each old number and each of its successors that stands today, with the column
that decides whether a clinician is asked, and who states it. A number with nothing in its
place has a row as well, or the list would look complete where it is not.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from guidetrack.events.event import Confidence, Verdict
from guidetrack.guidance.reference import Reference
from guidetrack.lineage.certainty import Grade
from guidetrack.lineage.contradictions import Contradiction
from guidetrack.lineage.following import GONE, Comparing, status_of
from guidetrack.lineage.graph import Lineage
from guidetrack.lineage.resolution import Reassess, Resolution, Step
from guidetrack.lineage.resolve import describe_way, resolve

_ADDRESS = "https://www.nice.org.uk/guidance/"
_DEMANDING: dict[Reassess, int] = {"no": 0, "check": 1, "yes": 2}


class CrosswalkRow(msgspec.Struct, frozen=True, kw_only=True):
    """An old number, and one that stands in its place."""

    old: str
    new: str | None
    """None where nothing current stands in its place."""
    relation: str
    """Between the two; where there is no new one, the status of the old one."""
    when: str | None
    """The latest day or month that the way states, ISO 8601; None where none is stated."""
    verdict: Verdict | None
    reassess: Reassess
    confidence: Confidence | None
    title_before: str | None
    title_after: str | None
    url_before: str
    url_after: str | None
    stated_by: tuple[str, ...]
    """The guidance whose held pages state it."""
    grade: Grade | None
    """The weakest of the way; None where nobody states a successor."""
    evidence: tuple[str, ...]
    """The sentences that state it, verbatim, in the order of the way."""
    path: tuple[Step, ...]
    contradictions: tuple[Contradiction, ...] = ()
    warnings: tuple[str, ...] = ()
    cycle: tuple[str, ...] = ()


class Crosswalk(msgspec.Struct, frozen=True, kw_only=True):
    """The whole table, in order of the old number."""

    schema_version: int = 1
    revision: str | None = None
    """The commit that it was read from; None where only shipped facts are known."""
    observed_at: str | None = None
    rows: tuple[CrosswalkRow, ...] = ()


def build_crosswalk(
    lineage: Lineage, *, revision: str | None = None, observed_at: str | None = None
) -> Crosswalk:
    """Join every old number with its successors of today."""
    comparing = Comparing(lineage)
    olds = {link.old for link in lineage.links}
    olds |= {each for each in lineage.known if _is_gone(lineage, each)}
    rows = (row for old in sorted(olds) for row in _rows(lineage, old, comparing))
    return Crosswalk(revision=revision, observed_at=observed_at, rows=tuple(rows))


def _is_gone(lineage: Lineage, reference: Reference) -> bool:
    return status_of(lineage, reference) in GONE


def _rows(lineage: Lineage, old: Reference, comparing: Comparing) -> Iterator[CrosswalkRow]:
    answer = resolve(lineage, str(old), comparing=comparing)
    successors = [each for each in answer.current if each != str(old)]
    for new in successors:
        yield _row(lineage, old, new, answer, comparing)
    if not successors:
        yield _row_of_end(lineage, old, answer)


def _row(
    lineage: Lineage, old: Reference, name: str, answer: Resolution, comparing: Comparing
) -> CrosswalkRow:
    new = Reference.parse(name)
    way = describe_way(lineage, old, new, comparing)
    floor: Reassess = "check" if answer.contradictions or answer.cycle else "no"
    reassess = max(way.reassess, floor, key=_DEMANDING.__getitem__)
    return CrosswalkRow(
        old=str(old),
        new=name,
        relation=way.relation,
        when=way.when,
        verdict=way.verdict,
        reassess=reassess,
        confidence=way.confidence,
        title_before=_title(lineage, old),
        title_after=_title(lineage, new),
        url_before=_address(lineage, old),
        url_after=_address(lineage, new),
        stated_by=_pages(way.path),
        grade=_grade(way.path),
        evidence=_evidence(way.path),
        path=way.path,
        contradictions=answer.contradictions,
        warnings=answer.warnings,
        cycle=answer.cycle,
    )


def _row_of_end(lineage: Lineage, old: Reference, answer: Resolution) -> CrosswalkRow:
    record = lineage.record(old)
    own = (record.status_stated,) if record and record.status_stated else ()
    ending = status_of(lineage, old) == answer.status
    return CrosswalkRow(
        old=str(old),
        new=None,
        relation=answer.status,
        when=max((step.when for step in answer.path if step.when), default=None),
        verdict=answer.verdict,
        reassess=answer.reassess,
        confidence=answer.confidence,
        title_before=_title(lineage, old),
        title_after=None,
        url_before=_address(lineage, old),
        url_after=None,
        stated_by=(str(old),) if own and ending else _pages(answer.path),
        grade="held-page" if own and ending else _grade(answer.path),
        evidence=own if ending else _evidence(answer.path),
        path=answer.path,
        contradictions=answer.contradictions,
        warnings=answer.warnings,
        cycle=answer.cycle,
    )


def _title(lineage: Lineage, reference: Reference) -> str | None:
    record, fact = lineage.record(reference), lineage.fact(reference)
    return (record.title if record else None) or (fact.title if fact else None)


def _address(lineage: Lineage, reference: Reference) -> str:
    record = lineage.record(reference)
    return (record.url if record else None) or f"{_ADDRESS}{str(reference).lower()}"


def _pages(path: tuple[Step, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(page for step in path for page in step.stated_by))


def _grade(path: tuple[Step, ...]) -> Grade | None:
    order: tuple[Grade, ...] = ("held-page", "nice-page", "third-party")
    return max((step.grade for step in path), key=order.index, default=None)


def _evidence(path: tuple[Step, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(step.stated for step in path if step.stated))
