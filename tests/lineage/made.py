"""Invented guidance for the lineage tests, from a line of text each."""

from __future__ import annotations

from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.record import Aspect, GuidanceRecord, Recommendation, Relationship
from guidetrack.guidance.record import RelationKind as Kind
from guidetrack.guidance.reference import Reference

_KINDS: dict[str, Kind] = {
    "from": "migrated-from",
    "to": "migrated-to",
    "replaces": "replaces",
    "replaced-by": "replaced-by",
    "partly": "partially-replaces",
    "partly-by": "partially-replaced-by",
    "with": "read-with",
}


def make(line: str) -> GuidanceRecord:
    """
    Make a record of a line such as `HTG9046 from:IPG9075 unchanged text=A status=retired`.

    `text` is the recommendation; `unchanged` makes every migration claim it.
    """
    name, *words = line.split()
    options = dict(word.split("=", 1) for word in words if "=" in word)
    reference = Reference.parse(name)
    relationships = tuple(
        _relate(word, claims="unchanged" in words) for word in words if ":" in word
    )
    aspects: tuple[Aspect, ...] = ("identity", "relationships")
    text = options.get("text")
    return GuidanceRecord(
        reference=reference,
        programme=None,
        origin_programme="IPG",
        title=f"Example procedure {reference.number}",
        status=options.get("status", "published"),
        captured=(*aspects, "recommendations") if text else aspects,
        relationships=relationships,
        recommendations=(Recommendation(number="1.1", text=f"Consider procedure {text}."),)
        if text
        else (),
    )


def _relate(word: str, *, claims: bool) -> Relationship:
    kind, other = word.split(":")
    moved = kind == "from"
    return Relationship(
        kind=_KINDS[kind],
        reference=Reference.parse(other),
        when=PartialDate(2026, 1) if moved else None,
        stated=f"The page says: {kind} {other}",
        claims_unchanged=True if moved and claims else None,
    )
