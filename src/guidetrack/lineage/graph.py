"""
The graph of succession: which number gave way to which, and who says so.

Links are read from the relationships of every record held, whichever side
states them. A link stated twice is one link; the more specific statement wins,
because "This guidance replaces IPG420 and IPG640" names the migrated number
and the superseded one alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec

from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.record import GuidanceRecord, Relationship
from guidetrack.guidance.reference import Reference
from guidetrack.lineage.relation import Relation, then

_FORWARD: dict[str, Relation] = {
    "migrated-to": "migrated",
    "replaced-by": "superseded",
    "partially-replaced-by": "partially-superseded",
}
_BACKWARD: dict[str, Relation] = {
    "migrated-from": "migrated",
    "replaces": "superseded",
    "partially-replaces": "partially-superseded",
}
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
    stated_by: Reference
    """The guidance whose page states it."""
    claims_unchanged: bool | None = None


class Lineage:
    """All links among the records of one revision."""

    def __init__(self, records: Iterable[GuidanceRecord]) -> None:
        self._records = {record.reference: record for record in records}
        links: dict[tuple[Reference, Reference], Link] = {}
        for link in self._stated():
            known = links.get((link.old, link.new))
            if known is None or _RANK[link.relation] > _RANK[known.relation]:
                links[link.old, link.new] = link
        self._links = links

    def _stated(self) -> Iterator[Link]:
        for reference in sorted(self._records):
            record = self._records[reference]
            for relationship in record.relationships:
                link = _link(reference, relationship)
                if link and link.old != link.new:
                    yield link

    def record(self, reference: Reference) -> GuidanceRecord | None:
        """The record held for the reference, or None."""
        return self._records.get(reference)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link, without those that only restate a chain of others, in stable order."""
        return tuple(
            link for _, link in sorted(self._links.items()) if not self._restates_a_chain(link)
        )

    @cached_property
    def _onward(self) -> dict[Reference, tuple[Link, ...]]:
        onward: dict[Reference, list[Link]] = {}
        for link in self.links:
            onward.setdefault(link.old, []).append(link)
        return {old: tuple(links) for old, links in onward.items()}

    def successors(self, reference: Reference) -> tuple[Link, ...]:
        """The links that lead on from the reference, in order of the new number."""
        return self._onward.get(reference, ())

    def predecessors(self, reference: Reference) -> tuple[Link, ...]:
        """The links that lead to the reference, in order of the old number."""
        return tuple(link for link in self.links if link.new == reference)

    def knows(self, reference: Reference) -> bool:
        """Whether the reference is held, or named by a link."""
        return reference in self.known

    @cached_property
    def known(self) -> frozenset[Reference]:
        """Every reference that is held, or named by a link."""
        return frozenset(self._records).union(*self._links)

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
    def _steps(self) -> dict[Reference, tuple[Link, ...]]:
        steps: dict[Reference, list[Link]] = {}
        for link in self._links.values():
            steps.setdefault(link.old, []).append(link)
        return {old: tuple(links) for old, links in steps.items()}

    def _restates_a_chain(self, link: Link) -> bool:
        """Whether another way of two links or more says what this direct link says."""
        waiting = [(step.new, step.relation) for step in self._steps[link.old] if step != link]
        seen = {link.old}
        while waiting:
            here, relation = waiting.pop()
            if here == link.new and relation == link.relation:
                return True
            if here not in seen and here != link.new:
                seen.add(here)
                onward = self._steps.get(here, ())
                waiting.extend((step.new, then(relation, step.relation)) for step in onward)
        return False


def _link(reference: Reference, relationship: Relationship) -> Link | None:
    if relationship.kind in _FORWARD:
        old, new, relation = reference, relationship.reference, _FORWARD[relationship.kind]
    elif relationship.kind in _BACKWARD:
        old, new, relation = relationship.reference, reference, _BACKWARD[relationship.kind]
    else:
        return None
    return Link(
        old=old,
        new=new,
        relation=relation,
        when=relationship.when,
        stated=relationship.stated,
        stated_by=reference,
        claims_unchanged=relationship.claims_unchanged,
    )
