"""
What is stated about two numbers, by whom, before anything is made of it.

Pages held in the store state relations, on either side. Beneath them lie the facts that
guidetrack ships: they answer where the store is silent, and never against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.record import Relationship
from guidetrack.guidance.reference import Reference
from guidetrack.lineage.certainty import Grade
from guidetrack.lineage.relation import Relation
from guidetrack.lineage.standing import Standing
from guidetrack.sources.shipped import ShippedFact

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
_WORDS: dict[Relation, str] = {
    "migrated": "{old} was migrated to {new}",
    "superseded": "{old} was replaced by {new}",
    "partially-superseded": "{old} was replaced in part by {new}",
    "withdrawn": "{old} was withdrawn",
}


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody says that one number gave way to another."""

    old: Reference
    new: Reference
    relation: Relation
    when: PartialDate | None = None
    stated: str | None = None
    """The sentence, verbatim; None where only data states it."""
    stated_by: Reference | None = None
    """The guidance whose held page states it; None for a shipped fact."""
    claims_unchanged: bool | None = None
    grade: Grade = "held-page"

    def in_words(self) -> str:
        """The sentence, or else the statement put into one."""
        return self.stated or _WORDS[self.relation].format(old=self.old, new=self.new)


def statements_of(record: Standing) -> Iterator[Statement]:
    """Read every succession that a record states, in its order."""
    for relationship in record.relationships:
        if relationship.reference == record.reference:
            continue
        statement = _statement(record.reference, relationship)
        if statement is not None:
            yield statement


def _statement(owner: Reference, relationship: Relationship) -> Statement | None:
    if relationship.kind in _FORWARD:
        old, new, relation = owner, relationship.reference, _FORWARD[relationship.kind]
    elif relationship.kind in _BACKWARD:
        old, new, relation = relationship.reference, owner, _BACKWARD[relationship.kind]
    else:
        return None
    return Statement(
        old=old,
        new=new,
        relation=relation,
        when=relationship.when,
        stated=relationship.stated,
        stated_by=owner,
        claims_unchanged=relationship.claims_unchanged,
    )


def facts_beneath(
    stated: Iterable[Statement],
    records: Mapping[Reference, Standing],
    facts: Iterable[ShippedFact],
) -> Iterator[Statement]:
    """
    Turn shipped facts into statements, where no record says otherwise.

    A fact gives way where the store names a successor of the whole old number, holds it as
    withdrawn, or lets the new number lead back to the old one.
    """
    onward: dict[Reference, set[Reference]] = {}
    settled = {each for each, record in records.items() if record.status != "published"}
    for each in stated:
        onward.setdefault(each.old, set()).add(each.new)
        if each.relation != "partially-superseded":
            settled.add(each.old)
    for fact in facts:
        if fact.old not in settled and not _leads(onward, fact.new, fact.old):
            yield Statement(
                old=fact.old, new=fact.new, relation="migrated", when=fact.when, grade=fact.grade
            )


def _leads(onward: Mapping[Reference, set[Reference]], start: Reference, end: Reference) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        if here == end:
            return True
        fresh = onward.get(here, set()) - seen
        seen |= fresh
        waiting.extend(fresh)
    return False
