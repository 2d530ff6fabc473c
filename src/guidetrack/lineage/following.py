"""
The ways from a number: every link on them, where they end, and what a way amounts to.

Each number is visited once, whatever the number of ways that lead through it: where
documents are split and merged again and again, the ways double at every turn and nobody
could count them.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from guidetrack.events.event import Verdict
from guidetrack.guidance.reference import Reference
from guidetrack.lineage.graph import Lineage, Link
from guidetrack.lineage.relation import Relation, closest, then

ENDED = ("withdrawn", "temporarily-withdrawn", "retired", "terminated")
GONE = (*ENDED, "disappeared")
"""What says that a number itself is not to be used."""


class Followed(msgspec.Struct, frozen=True, kw_only=True):
    """All that lies ahead of a number."""

    links: tuple[Link, ...]
    """Every link, nearest first."""
    ends: tuple[Reference, ...]
    """Every number that nothing takes the place of as a whole."""
    circle: tuple[Reference, ...]
    """The circle that a way runs into, or nothing."""


def follow(lineage: Lineage, start: Reference) -> Followed:
    """Follow every way from a number to its end."""
    links: dict[Link, None] = {}
    ends: dict[Reference, None] = {}
    circle: tuple[Reference, ...] = ()
    seen = {start}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        onward = lineage.successors(here)
        if here in lineage.circles:
            circle = circle or lineage.circles[here]
        elif all(link.relation == "partially-superseded" for link in onward):
            ends[here] = None
        links.update(dict.fromkeys(onward))
        for link in reversed(onward):
            if link.new not in seen:
                seen.add(link.new)
                waiting.append(link.new)
    return Followed(links=tuple(links), ends=tuple(ends), circle=circle)


def status_of(lineage: Lineage, reference: Reference) -> str:
    """The status that a number's own record states; `disappeared` where its source is silent."""
    record = lineage.record(reference)
    if record is not None and record.status in ENDED:
        return record.status
    if reference in lineage.absent:
        return "disappeared"
    return record.status if record else "published"


def stands(lineage: Lineage, reference: Reference) -> bool:
    """Whether its own record is held and says that it is published."""
    return lineage.record(reference) is not None and status_of(lineage, reference) == "published"


def shortest_way(lineage: Lineage, old: Reference, new: Reference) -> tuple[Link, ...]:
    """The links of a shortest way between two numbers; nothing where there is none."""
    came_by: dict[Reference, Link] = {}
    waiting = [old]
    for here in waiting:  # grows while it is walked: breadth first
        if here == new:
            break
        for link in lineage.successors(here):
            if link.new not in came_by and link.new != old:
                came_by[link.new] = link
                waiting.append(link.new)
    way: list[Link] = []
    while new in came_by:
        way.append(came_by[new])
        new = came_by[new].old
    return tuple(reversed(way))


def relations_from(lineage: Lineage, old: Reference) -> dict[Reference, Relation]:
    """The relation of a number to each that it leads to, by the closest way."""
    found: dict[Reference, set[Relation]] = {}
    waiting: list[tuple[Reference, Relation]] = [(old, "migrated")]
    seen = set(waiting)
    while waiting:
        here, so_far = waiting.pop()
        for link in lineage.successors(here):
            relation = then(so_far, link.relation)
            found.setdefault(link.new, set()).add(relation)
            if (link.new, relation) not in seen:
                seen.add((link.new, relation))
                waiting.append((link.new, relation))
    return {new: closest(relations) for new, relations in found.items()}


class Comparing:
    """
    The verdicts on the links of one lineage, each pair of texts compared once.

    They are kept with the lineage. Threads may share it: two that compare the same texts at
    the same time come to the same verdict.
    """

    def __init__(self, lineage: Lineage) -> None:
        self._lineage = lineage
        self._known = lineage.compared

    def verdict(self, link: Link) -> Verdict:
        """Compare the texts of both ends of a link, where both are held."""
        pair = (link.old, link.new)
        verdict = self._known.get(pair)
        if verdict is None:
            verdict = self._known[pair] = self._lineage.compare(*pair)
        return verdict

    def of_all(self, links: Iterable[Link]) -> Verdict | None:
        """The verdict on a chain; None where there is no link."""
        verdicts = [self.verdict(link) for link in links]
        if not verdicts:
            return None
        if "changed" in verdicts:
            return "changed"
        return "identical" if all(each == "identical" for each in verdicts) else "not-verified"
