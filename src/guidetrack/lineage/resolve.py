"""
Where a number leads today, and whether a clinician has to be asked.

A number nobody has heard of is answered with "unknown", never with an error, and so is
one that runs in a circle: the answer names the circle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guidetrack.events.event import Verdict
from guidetrack.guidance.reference import Reference
from guidetrack.lineage.certainty import judge_link, weakest
from guidetrack.lineage.contradictions import Contradiction, Said, oppose
from guidetrack.lineage.following import (
    ENDED,
    GONE,
    Comparing,
    Followed,
    follow,
    relations_from,
    shortest_way,
    stands,
    status_of,
)
from guidetrack.lineage.graph import Lineage, Link
from guidetrack.lineage.resolution import Former, Reassess, Resolution, Step


def resolve(
    lineage: Lineage,
    query: str,
    *,
    with_former: bool = False,
    comparing: Comparing | None = None,
) -> Resolution:
    """
    Follow a number to what stands in its place.

    Args:
        lineage: the relations that are known.
        query: the number in any written form.
        with_former: whether every number that led to it is given as well.
        comparing: the verdicts on the links, where many numbers are asked for.

    Raises:
        NotAReferenceError: the query is no guidance reference.
    """
    reference = Reference.parse(query)
    comparing = comparing or Comparing(lineage)
    known = lineage.knows(reference)
    ahead = follow(lineage, reference)
    current = _current(lineage, reference, ahead) if known else ()
    contradictions = _contradictions(lineage, ahead.links, comparing)
    status = _status(lineage, reference, ahead, current) if known else "unknown"
    verdict = comparing.of_all(ahead.links)
    shipped = _is_shipped(lineage, reference, ahead, known=known)
    path = _steps(lineage, ahead.links, comparing)
    return Resolution(
        query=query,
        reference=str(reference),
        status=status,
        current=tuple(map(str, current)),
        reassess=_sober(
            _reassess(status, verdict, open_end=bool(current or ahead.circle)),
            doubted=bool(contradictions or ahead.circle)
            or _rests_on_others(ahead.links)
            or not all(stands(lineage, each) for each in current),
        ),
        verdict=verdict,
        path=path,
        confidence=weakest(step.confidence for step in path),
        contradictions=contradictions,
        warnings=tuple(_warnings(lineage, ahead)) if known else (),
        cycle=tuple(map(str, ahead.circle)),
        basis="shipped" if shipped else "store",
        highest_known=_highest(lineage, reference) if not known else None,
        former=tuple(_formers(lineage, reference, comparing)) if with_former else (),
    )


def _is_shipped(lineage: Lineage, start: Reference, ahead: Followed, *, known: bool) -> bool:
    """Whether the answer rests, at least in part, on shipped facts."""
    if any(link.grade != "held-page" for link in ahead.links):
        return True
    return not lineage.records or (known and not lineage.rests_on_pages(start))


def _current(lineage: Lineage, start: Reference, ahead: Followed) -> tuple[Reference, ...]:
    if start in lineage.circles:
        return ()
    return tuple(each for each in ahead.ends if status_of(lineage, each) not in GONE)


def _status(
    lineage: Lineage, start: Reference, ahead: Followed, current: Sequence[Reference]
) -> str:
    """The first links that are no migration; else how it ended, where every end has ended."""
    if start in lineage.circles:
        return "unknown"
    if not ahead.links:
        own = status_of(lineage, start)
        return own if own in GONE else "current"
    here = start
    while True:  # no circle is walked: its numbers were answered above
        onward = lineage.successors(here)
        if here in lineage.circles:
            return "unknown"
        if not onward:
            return "migrated" if current else status_of(lineage, here)
        relations = {link.relation for link in onward}
        if "superseded" in relations:
            return "superseded"
        if "partially-superseded" in relations:
            return "partially-superseded"
        here = onward[0].new


def _reassess(status: str, verdict: Verdict | None, *, open_end: bool) -> Reassess:
    if status in {"current", "unknown", "disappeared"}:
        return "no" if status == "current" else "check"
    if not open_end or verdict == "changed" or status in ENDED:
        return "yes"
    return "no" if verdict == "identical" else "check"


def _sober(reassess: Reassess, *, doubted: bool) -> Reassess:
    """What rests on a contradiction, a circle or somebody else than NICE is to be checked."""
    return "check" if doubted and reassess == "no" else reassess


def _rests_on_others(links: Sequence[Link]) -> bool:
    return any(link.grade == "third-party" for link in links)


def _contradictions(
    lineage: Lineage, links: Sequence[Link], comparing: Comparing
) -> tuple[Contradiction, ...]:
    passed = dict.fromkeys(link.old for link in links)
    found = [each for old in passed for each in lineage.contradictions.get(old, ())]
    found += (each for link in links if (each := _claim(link, comparing)))
    return tuple(sorted(dict.fromkeys(found)))


def _claim(link: Link, comparing: Comparing) -> Contradiction | None:
    if not link.claims_unchanged or comparing.verdict(link) != "changed":
        return None
    claimed = link.stated or f"{link.old} was migrated to {link.new} and remains unchanged"
    compared = f"the recommendations of {link.old} and {link.new} differ"
    by = str(link.stated_by or link.grade)
    return oppose("claim", (Said(by=by, says=claimed), Said(by="comparison", says=compared)))


def _steps(lineage: Lineage, links: Sequence[Link], comparing: Comparing) -> tuple[Step, ...]:
    return tuple(_step(lineage, link, comparing) for link in links)


def _step(lineage: Lineage, link: Link, comparing: Comparing) -> Step:
    verdict = comparing.verdict(link)
    doubted = bool(lineage.contradictions.get(link.old)) or bool(_claim(link, comparing))
    pages = {str(each.stated_by) for each in link.statements if each.stated_by}
    return Step(
        old=str(link.old),
        new=str(link.new),
        relation=link.relation,
        when=str(link.when) if link.when else None,
        stated=link.stated,
        stated_by=tuple(sorted(pages)),
        grade=link.grade,
        verdict=verdict,
        confidence=judge_link(link.grade, verdict, contradicted=doubted),
    )


def _warnings(lineage: Lineage, ahead: Followed) -> Iterator[str]:
    partial = {link.new: link.old for link in ahead.links if link.relation != "migrated"}
    for end in ahead.ends:
        status = status_of(lineage, end)
        if status == "disappeared":
            yield f"{end} is no longer found, and NICE does not say why"
        elif status in ENDED and len(ahead.ends) > 1:
            of = f", which took the place of content of {partial[end]}," if end in partial else ""
            yield f"{end}{of} has ended: {status.replace('-', ' ')}"
        elif lineage.record(end) is None and status not in GONE:
            yield f"nothing of {end} itself is held"
        elif status not in (*GONE, "published"):
            yield f"the status of {end} is given as {status!r}, which guidetrack does not know"


def _highest(lineage: Lineage, reference: Reference) -> str | None:
    highest = lineage.highest.get(reference.prefix)
    return str(highest) if highest and highest < reference else None


def _formers(lineage: Lineage, reference: Reference, comparing: Comparing) -> Iterator[Former]:
    behind, waiting = {reference}, [reference]
    while waiting:
        for link in lineage.predecessors(waiting.pop()):
            if link.old not in behind:
                behind.add(link.old)
                waiting.append(link.old)
    for old in sorted(behind - {reference}):
        yield describe_way(lineage, old, reference, comparing)


def describe_way(lineage: Lineage, old: Reference, new: Reference, comparing: Comparing) -> Former:
    """
    Say what lies between an old number and one that it leads to.

    Raises:
        KeyError: it does not lead there.
    """
    way = shortest_way(lineage, old, new)
    steps = _steps(lineage, way, comparing)
    verdict = comparing.of_all(way) or "not-verified"
    doubted = bool(_contradictions(lineage, way, comparing)) or _rests_on_others(way)
    verdicts: dict[Verdict, Reassess] = {"identical": "no", "changed": "yes"}
    record, fact = lineage.record(old), lineage.fact(old)
    return Former(
        reference=str(old),
        title=(record.title if record else None) or (fact.title if fact else None),
        relation=relations_from(lineage, old)[new],
        when=max((step.when for step in steps if step.when), default=None),
        verdict=verdict,
        confidence=weakest(step.confidence for step in steps) or "declared",
        reassess=_sober(verdicts.get(verdict, "check"), doubted=doubted or old in lineage.circles),
        path=steps,
    )
