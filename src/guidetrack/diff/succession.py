"""
Which number gives way to which, as the pages of both numbers state it.

"Replaced by" on the old page and "has been migrated" on the new one are two
statements of one link, and the more specific one names its kind. A sentence such
as "This guidance replaces IPG9420 and IPG9640" also restates what happened long
ago, so a link is asked for only together with what was known before.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.record import GuidanceRecord, RelationKind, Relationship
from guidetrack.guidance.reference import Reference

LinkKind = Literal["migrated", "superseded", "partially-superseded"]

_OF: dict[RelationKind, tuple[LinkKind, bool]] = {
    "migrated-from": ("migrated", False),
    "migrated-to": ("migrated", True),
    "replaces": ("superseded", False),
    "replaced-by": ("superseded", True),
    "partially-replaces": ("partially-superseded", False),
    "partially-replaced-by": ("partially-superseded", True),
}
"""Kind of link, and whether it is the older number that states it."""
_STRENGTH: dict[LinkKind, int] = {"migrated": 2, "superseded": 1, "partially-superseded": 0}
"""How specific a statement is; "replaces" is also said of a migration."""


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One number gives way to another."""

    kind: LinkKind
    predecessor: Reference
    successor: Reference
    when: PartialDate | None = None
    stated: str | None = None
    """The sentence, verbatim; None where data states it."""
    claims_unchanged: bool = False
    """Whether the publisher says that the content is unchanged."""

    @property
    def ends(self) -> tuple[Reference, Reference]:
        """Predecessor and successor."""
        return (self.predecessor, self.successor)

    def ends_in_print(self) -> tuple[str, str]:
        """Predecessor and successor as people read them."""
        return (str(self.predecessor), str(self.successor))


def link_of(owner: Reference, relation: Relationship) -> Link | None:
    """Read one relation of a record as a link, or None where it is no succession."""
    if relation.kind not in _OF or relation.reference == owner:
        return None
    kind, forwards = _OF[relation.kind]
    return Link(
        kind=kind,
        predecessor=owner if forwards else relation.reference,
        successor=relation.reference if forwards else owner,
        when=relation.when,
        stated=relation.stated,
        claims_unchanged=bool(relation.claims_unchanged),
    )


def links_of(record: GuidanceRecord | None) -> tuple[Link, ...]:
    """Every link a record states, in its order."""
    if record is None:
        return ()
    found = (link_of(record.reference, relation) for relation in record.relationships)
    return tuple(link for link in found if link)


def united(links: Iterable[Link]) -> dict[tuple[Reference, Reference], Link]:
    """
    Make one link of all statements about the same two numbers.

    The most specific kind holds; a month, a sentence or a claim that only the
    other statement gives is kept.
    """
    found: dict[tuple[Reference, Reference], Link] = {}
    for link in links:
        known = found.get(link.ends)
        found[link.ends] = _merged(known, link) if known else link
    return found


def _merged(one: Link, two: Link) -> Link:
    strong, weak = (one, two) if _STRENGTH[one.kind] >= _STRENGTH[two.kind] else (two, one)
    return Link(
        kind=strong.kind,
        predecessor=strong.predecessor,
        successor=strong.successor,
        when=strong.when or weak.when,
        stated=strong.stated or weak.stated,
        claims_unchanged=strong.claims_unchanged or weak.claims_unchanged,
    )


def says_more(link: Link, known: Link | None) -> bool:
    """Whether a link is news beside what was known: not stated, or now called a migration."""
    return known is None or (link.kind != known.kind and link.kind == "migrated")


def ended(record: GuidanceRecord) -> bool:
    """Whether a record states its own end: a status, or a successor that takes its place."""
    return record.status != "published" or any(
        relation.kind in ("migrated-to", "replaced-by") for relation in record.relationships
    )
