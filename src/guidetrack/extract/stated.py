"""
Facts stated as data: relations and endorsing bodies that need not be read from words.

The publisher's own names of its relations are mapped here, once. A relation stated
as data bears no sentence, so one that a page puts into words is kept as the page
has it.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.errors import NotAReferenceError
from guidetrack.guidance.record import Aspect, RelationKind, Relationship
from guidetrack.guidance.reference import Reference
from guidetrack.sources.document import ParsedDocument

LISTS = ("feed", "catalogue")
"""Slots of what the publisher's data says, as against its pages."""

_KINDS: dict[str, RelationKind] = {
    "oldguidancenumber": "migrated-from",
    "newguidancenumber": "migrated-to",
    "replaces": "replaces",
    "isreplacedby": "replaced-by",
    "partiallyreplaces": "partially-replaces",
    "ispartiallyreplacedby": "partially-replaced-by",
    "readinconjunctionwith": "read-with",
    "isbasedon": "based-on",
    "isthebasisof": "basis-of",
}
"""The publisher's names of relations, case and spaces folded, to those of a record."""


def stated_relationships(document: ParsedDocument, own: Reference) -> tuple[Relationship, ...]:
    """Every relation that the document states as data, moves to another number first."""
    return tuple(_relationships(document, own))


def stated_endorsements(document: ParsedDocument) -> tuple[str, ...]:
    """The endorsing bodies that the document states as data."""
    return tuple(dict.fromkeys(value for name, value in document.facts if name == "endorsement"))


def stated_origin(relationships: tuple[Relationship, ...]) -> str | None:
    """The prefix of the number that the guidance was moved from, or None."""
    moved = (each.reference.prefix for each in relationships if each.kind == "migrated-from")
    return next(moved, None)


def aspects_carried(document: ParsedDocument) -> set[Aspect]:
    """Aspects that the format has a place for, whether or not anything stands there."""
    carried = {value for name, value in document.facts if name == "carries"}
    return {"relationships"} if "relationships" in carried else set()


def _relationships(document: ParsedDocument, own: Reference) -> Iterator[Relationship]:
    for name, value in document.facts:
        if name != "relation":
            continue
        words, _, number = value.partition(" ")
        kind = _KINDS.get(words.casefold())
        try:
            other = Reference.parse(number)
        except NotAReferenceError:
            continue
        if kind is not None and other != own:
            yield Relationship(kind=kind, reference=other)
