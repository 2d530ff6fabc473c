"""
Statements that cannot both be true, kept side by side.

Which of two pages is wrong cannot be known from here, so both are shown with who says
so, and whatever rests on them is to be checked. "Replaces" beside "has been migrated" is no
contradiction: NICE says the one of the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from typing import Literal

import msgspec

from guidetrack.guidance.reference import Reference
from guidetrack.lineage.standing import Standing
from guidetrack.lineage.statements import Statement


class Said(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One side of a contradiction."""

    by: str
    """The guidance whose page states it, or `comparison`."""
    says: str
    """Its sentence verbatim, or the statement put into words where only data states it."""


class Contradiction(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """What cannot be true at once; the sides are in order of who states them."""

    about: Literal["claim", "relation", "successor"]
    """
    `relation`: what became of the number. `successor`: which number took its place. `claim`:
    said to be unchanged, and the comparison found a change.
    """
    statements: tuple[Said, ...]


def oppose(
    about: Literal["claim", "relation", "successor"], sides: Iterable[Said]
) -> Contradiction:
    """Put the sides together, in an order that does not depend on who was heard first."""
    return Contradiction(about=about, statements=tuple(sorted(set(sides))))


def contradict_relation(
    statements: tuple[Statement, ...], records: Mapping[Reference, Standing]
) -> Contradiction | None:
    """Whether pages differ on what became of one number in favour of another."""
    held = [each for each in statements if each.grade == "held-page"]
    pages = {each.stated_by for each in held}
    partial = {each.relation == "partially-superseded" for each in held}
    sides = [_said(each) for each in held]
    if len(pages) > 1 and len(partial) > 1:
        return oppose("relation", sides)
    if held and True not in partial:
        both = _read_together(held[0], records, pages)
        return oppose("relation", [*sides, *both]) if both else None
    return None


def _read_together(
    link: Statement, records: Mapping[Reference, Standing], pages: set[Reference | None]
) -> list[Said]:
    """The other page's word that both numbers stand side by side."""
    found = []
    for owner, other in ((link.old, link.new), (link.new, link.old)):
        record = records.get(owner)
        if record is None or owner in pages:
            continue
        for relation in record.relationships:
            if relation.kind == "read-with" and relation.reference == other:
                words = relation.stated or f"{owner} is to be read with {other}"
                found.append(Said(by=str(owner), says=words))
    return found


def contradict_successor(
    statements: Iterable[tuple[Statement, ...]],
    leads: Callable[[Reference, Reference], bool],
) -> Contradiction | None:
    """
    Whether pages differ on which number took the place of one number as a whole.

    Args:
        statements: those for each successor of the whole number.
        leads: whether one number leads to another, so that both can be right.
    """
    opposed: set[Said] = set()
    for one, two in combinations(list(statements), 2):
        new, other = one[0].new, two[0].new
        if leads(new, other) or leads(other, new):
            continue
        if (_migrates(one) and _migrates(two)) or _own(one) != _own(two):
            opposed.update(map(_said, (*one, *two)))
    return oppose("successor", opposed) if opposed else None


def _migrates(statements: tuple[Statement, ...]) -> bool:
    return any(each.relation == "migrated" for each in statements)


def _own(statements: tuple[Statement, ...]) -> bool:
    """Whether the page of the old number names this successor itself."""
    return any(each.stated_by == each.old for each in statements)


def _said(statement: Statement) -> Said:
    by = str(statement.stated_by) if statement.stated_by else statement.grade
    return Said(by=by, says=statement.in_words())
