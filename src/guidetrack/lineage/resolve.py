"""
Where a number leads today, and whether a clinician has to be asked.

The answer keeps its evidence: each link with the sentence that states it. A
number nobody has heard of is answered with "unknown", never with an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from guidetrack.diff.holding import HeldRecords
from guidetrack.errors import StoreError
from guidetrack.events import detect
from guidetrack.events.event import Verdict
from guidetrack.guidance.reference import Reference
from guidetrack.lineage.graph import Lineage, Link
from guidetrack.lineage.relation import Relation

Reassess = Literal["no", "yes", "check"]
_ENDED = ("withdrawn", "temporarily-withdrawn", "retired", "terminated")


class Step(msgspec.Struct, frozen=True, kw_only=True, rename={"old": "from", "new": "to"}):
    """One link of the way from the number asked for."""

    old: str
    new: str
    relation: Relation
    when: str | None
    stated: str | None


class Resolution(msgspec.Struct, frozen=True, kw_only=True):
    """The answer for one number."""

    query: str
    """As asked."""
    reference: str
    status: str
    """current, migrated, superseded, partially-superseded, withdrawn (and its kin), unknown."""
    current: tuple[str, ...]
    """Where to look now; empty where nothing is current."""
    reassess: Reassess
    """`no`: only the number changed. `yes`: the content changed or ended. `check`: not verified."""
    verdict: Verdict | None
    """What comparing the texts along the way gave; None where there is no way."""
    path: tuple[Step, ...]


def resolve(lineage: Lineage, query: str) -> Resolution:
    """
    Follow a number to what stands in its place.

    Raises:
        NotAReferenceError: the query is no guidance reference.
        StoreError: the links form a cycle; the message names it.
    """
    reference = Reference.parse(query)
    links, ends = _follow(lineage, reference)
    known = lineage.knows(reference)
    current = tuple(end for end in ends if known and _status(lineage, end) not in _ENDED)
    verdict = _verdict(lineage, links)
    status = _overall_status(lineage, reference, links, current) if known else "unknown"
    return Resolution(
        query=query,
        reference=str(reference),
        status=status,
        current=tuple(map(str, current)),
        reassess=_reassess(status, verdict, current),
        verdict=verdict,
        path=tuple(map(_step, links)),
    )


def _step(link: Link) -> Step:
    return Step(
        old=str(link.old),
        new=str(link.new),
        relation=link.relation,
        when=str(link.when) if link.when else None,
        stated=link.stated,
    )


def _follow(lineage: Lineage, start: Reference) -> tuple[tuple[Link, ...], tuple[Reference, ...]]:
    """Every link on the way, nearest first, and every number where a way ends."""
    links: dict[Link, None] = {}
    ends: dict[Reference, None] = {}
    for way in _ways(lineage, start, ()):
        links.update(dict.fromkeys(way))
        ends.update(_ends_of(start, way))
    return tuple(links), tuple(ends)


def _ways(lineage: Lineage, here: Reference, way: tuple[Link, ...]) -> Iterator[tuple[Link, ...]]:
    passed = [link.old for link in way]
    if here in passed:
        names = " -> ".join(str(each) for each in (*passed[passed.index(here) :], here))
        raise StoreError(
            f"the records state a succession that goes round in a circle: {names}",
            hint="Compare what the pages of these numbers say; one of the captures is wrong.",
        )
    onward = lineage.successors(here)
    if not onward:
        yield way
    for link in onward:
        yield from _ways(lineage, link.new, (*way, link))


def _ends_of(start: Reference, way: tuple[Link, ...]) -> Iterator[tuple[Reference, None]]:
    """The end of a way, and before it each number that was replaced only in part."""
    for link in way:
        if link.relation == "partially-superseded":
            yield link.old, None
    yield (way[-1].new if way else start), None


def _status(lineage: Lineage, reference: Reference) -> str:
    record = lineage.record(reference)
    return record.status if record else "published"


def _overall_status(
    lineage: Lineage,
    reference: Reference,
    links: tuple[Link, ...],
    current: tuple[Reference, ...],
) -> str:
    """The first link that is no migration; else how it ended, where every end has ended."""
    if not links:
        own = _status(lineage, reference)
        return own if own in _ENDED else "current"
    first = next((link for link in links if link.relation != "migrated"), None)
    if first is not None:
        return first.relation
    return "migrated" if current else _status(lineage, links[-1].new)


def _verdict(lineage: Lineage, links: tuple[Link, ...]) -> Verdict | None:
    if not links:
        return None
    verdicts = [_compared(lineage, link) for link in links]
    if "changed" in verdicts:
        return "changed"
    return "identical" if all(each == "identical" for each in verdicts) else "not-verified"


def _compared(lineage: Lineage, link: Link) -> Verdict:
    """Compare the texts of both ends of a link, where both are held."""
    old, new = lineage.record(link.old), lineage.record(link.new)
    if old is None or new is None:
        return "not-verified"
    if not (old.has("recommendations") and new.has("recommendations")):
        return "not-verified"
    events = detect(HeldRecords([old]), HeldRecords([new]))
    for event in events:
        if event.kind == "migrated" and event.verdict:
            return event.verdict
    places = (change.place for event in events for change in event.changes)
    return "changed" if any(each.startswith("recommendations") for each in places) else "identical"


def _reassess(status: str, verdict: Verdict | None, current: tuple[Reference, ...]) -> Reassess:
    if status in {"current", "unknown"}:
        return "no" if status == "current" else "check"
    if not current or verdict == "changed" or status in _ENDED:
        return "yes"
    return "no" if verdict == "identical" else "check"
