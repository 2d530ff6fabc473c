"""
The graph of succession: which number gave way to which, and who says so.

Links are read from the relationships of every record held, whichever side
states them. A link stated twice is one link; the more specific statement wins,
because "This guidance replaces IPG420 and IPG640" names the migrated number
and the superseded one alike. What pages contradict each other in is kept beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Self

import msgspec

from guidetrack.events.event import Verdict
from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import IN_ORDER, Reference
from guidetrack.lineage.certainty import Grade
from guidetrack.lineage.circles import find_circles
from guidetrack.lineage.contradictions import (
    Contradiction,
    contradict_relation,
    contradict_successor,
)
from guidetrack.lineage.relation import Relation
from guidetrack.lineage.restating import restates_a_chain
from guidetrack.lineage.standing import Standing, standing_of
from guidetrack.lineage.statements import Statement, facts_beneath, statements_of
from guidetrack.lineage.verdicts import compare_texts
from guidetrack.sources.shipped import ShippedFact

Compare = Callable[[Reference, Reference], Verdict]
"""Compares the texts under two numbers that are held."""

_RANK: dict[Relation, int] = {"partially-superseded": 0, "superseded": 1, "migrated": 2}
"""A migration statement is the most specific; "replaces" may stand for all three."""


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One number gave way to another."""

    old: Reference
    new: Reference
    relation: Relation
    when: PartialDate | None
    stated: str | None
    """The sentence that states it, verbatim; None where only data states it."""
    stated_by: Reference | None
    """The guidance whose page states it; None where only a shipped fact does."""
    claims_unchanged: bool | None = None
    grade: Grade = "held-page"
    statements: tuple[Statement, ...] = ()
    """Everything stated about the two, the most specific first."""


class Lineage:
    """
    All links among the records of one revision.

    Args:
        standings: what the records held say of their place.
        absent: references that their source no longer serves.
        facts: what guidetrack ships; it lies beneath what the records state.
        compare: what compares two texts that are held, when it is asked for.

    Attributes:
        compared: the verdicts on links that were asked for so far, by both numbers.
    """

    def __init__(
        self,
        standings: Iterable[Standing],
        *,
        absent: Iterable[Reference] = (),
        facts: Iterable[ShippedFact] = (),
        compare: Compare = lambda *_: "not-verified",
    ) -> None:
        self._records = {standing.reference: standing for standing in standings}
        self._absent = frozenset(absent)
        self._compare = compare
        self.compared: dict[tuple[Reference, Reference], Verdict] = {}
        facts = tuple(facts)
        self._facts = {each: fact for fact in facts for each in (fact.old, fact.new)}
        stated = [
            each
            for one in sorted(self._records, key=IN_ORDER)
            for each in statements_of(self._records[one])
        ]
        beneath = facts_beneath(stated, self._records, facts)
        self._links = _merge([*stated, *beneath])

    @classmethod
    def of(
        cls,
        records: Iterable[GuidanceRecord],
        *,
        absent: Iterable[Reference] = (),
        facts: Iterable[ShippedFact] = (),
    ) -> Self:
        """Make the graph of whole records, which stay in memory with it."""
        held = {record.reference: record for record in records}
        return cls(
            map(standing_of, held.values()),
            absent=absent,
            facts=facts,
            compare=lambda old, new: compare_texts(held[old], held[new]),
        )

    def record(self, reference: Reference) -> Standing | None:
        """What the record held for the reference says of its place, or None."""
        return self._records.get(reference)

    def compare(self, old: Reference, new: Reference) -> Verdict:
        """Compare the texts under two numbers; `not-verified` where one is not held."""
        if old in self._records and new in self._records:
            return self._compare(old, new)
        return "not-verified"

    def fact(self, reference: Reference) -> ShippedFact | None:
        """The shipped fact that names the reference, or None."""
        return self._facts.get(reference)

    @property
    def records(self) -> Mapping[Reference, Standing]:
        """What each record held says of its place."""
        return self._records

    @property
    def absent(self) -> frozenset[Reference]:
        """References that their source no longer serves."""
        return self._absent

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link, without those that only restate a chain of others, in stable order."""
        steps: dict[Reference, list[tuple[Reference, Relation]]] = {}
        for (old, new), link in self._links.items():
            steps.setdefault(old, []).append((new, link.relation))
        return tuple(
            link
            for _, link in self._links.items()
            if link.old in self.circles
            or not restates_a_chain(steps, link.old, link.new, link.relation)
        )

    @cached_property
    def circles(self) -> Mapping[Reference, tuple[Reference, ...]]:
        """Each number that leads back to itself, with the circle from its smallest number on."""
        onward: dict[Reference, list[Reference]] = {}
        for old, new in self._links:
            onward.setdefault(old, []).append(new)
        return find_circles(onward)

    @cached_property
    def _onward(self) -> dict[Reference, tuple[Link, ...]]:
        return _grouped(self.links, [link.old for link in self.links])

    @cached_property
    def _backward(self) -> dict[Reference, tuple[Link, ...]]:
        return _grouped(self.links, [link.new for link in self.links])

    def successors(self, reference: Reference) -> tuple[Link, ...]:
        """The links that lead on from the reference, in order of the new number."""
        return self._onward.get(reference, ())

    def predecessors(self, reference: Reference) -> tuple[Link, ...]:
        """The links that lead to the reference, in order of the old number."""
        return self._backward.get(reference, ())

    def knows(self, reference: Reference) -> bool:
        """Whether the reference is held, or named by a link."""
        return reference in self.known

    @cached_property
    def known(self) -> frozenset[Reference]:
        """Every reference that is held, or named by a link."""
        named = {each for pair in self._links for each in pair}
        return frozenset(named | self._records.keys() | self._absent)

    @cached_property
    def _stated(self) -> frozenset[Reference]:
        linked = (each for each in self._links.values() if each.grade == "held-page")
        return frozenset(number for each in linked for number in (each.old, each.new))

    def rests_on_pages(self, reference: Reference) -> bool:
        """Whether what is known of the reference comes from what is held, not from facts alone."""
        held = reference in self._records or reference in self._absent
        return held or reference in self._stated

    @cached_property
    def highest(self) -> Mapping[str, Reference]:
        """The highest number held of each programme, by prefix."""
        return {each.prefix: each for each in sorted(self._records, key=IN_ORDER)}

    def reach(self, reference: Reference) -> frozenset[Reference]:
        """The reference and every number that it leads to."""
        found, waiting = {reference}, [reference]
        while waiting:
            for link in self.successors(waiting.pop()):
                if link.new not in found:
                    found.add(link.new)
                    waiting.append(link.new)
        return frozenset(found)

    def thread(self, reference: Reference) -> frozenset[Reference]:
        """Every number that the same guidance has had, and what it replaced or was replaced by."""
        found, waiting = {reference}, [reference]
        while waiting:
            here = waiting.pop()
            for link in (*self.successors(here), *self.predecessors(here)):
                for other in (link.old, link.new):
                    if other not in found:
                        found.add(other)
                        waiting.append(other)
        return frozenset(found)

    @cached_property
    def contradictions(self) -> Mapping[Reference, tuple[Contradiction, ...]]:
        """What pages contradict each other in, by the older number."""
        found: dict[Reference, list[Contradiction]] = {}
        for (old, _), link in self._links.items():
            differing = contradict_relation(link.statements, self._records)
            if differing:
                found.setdefault(old, []).append(differing)
        for old, links in self._onward.items():
            wholes = [each for each in links if each.relation != "partially-superseded"]
            if len(wholes) > 1:
                differing = contradict_successor((each.statements for each in wholes), self._leads)
                if differing:
                    found.setdefault(old, []).append(differing)
        return {old: tuple(sorted(each)) for old, each in found.items()}

    def _leads(self, start: Reference, end: Reference) -> bool:
        return end in self.reach(start)


def _grouped(
    links: tuple[Link, ...], keys: Iterable[Reference]
) -> dict[Reference, tuple[Link, ...]]:
    grouped: dict[Reference, list[Link]] = {}
    for key, link in zip(keys, links, strict=True):
        grouped.setdefault(key, []).append(link)
    return {key: tuple(each) for key, each in grouped.items()}


def _merge(statements: Iterable[Statement]) -> dict[tuple[Reference, Reference], Link]:
    """Make one link of all statements about the same two numbers; in order of the numbers."""
    pairs: dict[tuple[Reference, Reference], list[Statement]] = {}
    for each in statements:
        pairs.setdefault((each.old, each.new), []).append(each)
    ordered = sorted(pairs, key=lambda pair: tuple(map(IN_ORDER, pair)))
    return {pair: _unite(sorted(pairs[pair], key=_order)) for pair in ordered}


def _order(statement: Statement) -> tuple[int, str, str, str]:
    return (
        -_RANK[statement.relation],
        str(statement.stated_by or ""),
        statement.stated or "",
        str(statement.when or ""),
    )


def _unite(stated: list[Statement]) -> Link:
    """The most specific statement holds; what only a weaker one of the same kind gives is kept."""
    first = stated[0]
    alike = [each for each in stated if each.relation == first.relation]
    best = next((each for each in alike if each.stated), first)
    claims = [each.claims_unchanged for each in alike if each.claims_unchanged is not None]
    return Link(
        old=first.old,
        new=first.new,
        relation=first.relation,
        when=best.when or next((each.when for each in stated if each.when), None),
        stated=best.stated or next((each.stated for each in stated if each.stated), None),
        stated_by=best.stated_by,
        claims_unchanged=any(claims) if claims else None,
        grade=best.grade,
        statements=tuple(stated),
    )
