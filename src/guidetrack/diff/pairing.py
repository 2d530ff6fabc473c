"""
Which record of one side belongs to which record of the other.

A migration is a record whose key changes, so records are paired before they are
compared: by the same reference, else by a successor that a page states, else, where
one vanished and one appeared, by the same text. Only what differs is loaded; the
predecessor of a migration lives on unchanged in the store, and is loaded because
its successor names it.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.diff.change import RecordPair
from guidetrack.diff.holding import Holding, absences_of, fetch_from
from guidetrack.diff.likeness import pair_by_text
from guidetrack.diff.succession import Link, links_of, says_more, united
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference

Ends = tuple[Reference, Reference]


def pair(old: Holding, new: Holding) -> tuple[RecordPair, ...]:
    """
    Pair the records of two sides, as far as they differ.

    Ordered by the reference on the new side, or the old one where it is gone. A
    record can stand in several pairs: with itself, and with each predecessor.
    """
    return tuple(_Pairing(old, new).result())


class _Pairing:
    """What differs between two sides, and what was paired so far."""

    def __init__(self, old: Holding, new: Holding) -> None:
        self._old, self._new = old, new
        before, after = old.fingerprints(), new.fingerprints()
        self._changed = sorted(ref for ref in before if ref in after and before[ref] != after[ref])
        self._vanished = sorted(ref for ref in before if ref not in after)
        self._appeared = sorted(ref for ref in after if ref not in before)
        fetch_from(old, [*self._changed, *self._vanished])
        fetch_from(new, [*self._changed, *self._appeared])
        self._missing = absences_of(old), absences_of(new)
        self._sizes = len(before), len(after)

    def result(self) -> list[RecordPair]:
        """Pair by reference, then by stated successor, then by text."""
        succession = stated_pairs(self._old, self._new, [*self._changed, *self._appeared])
        pairs = [self._with_itself(ref) for ref in self._changed]
        pairs += [self._with_itself(ref) for ref in self._only_presence_changed()]
        pairs += succession.values()
        left, arrived = {old for old, _ in succession}, {new for _, new in succession}
        gone = [ref for ref in self._vanished if ref not in left]
        come = [ref for ref in self._appeared if ref not in arrived]
        pairs += self._by_text(gone, come)
        paired = {each.old.reference for each in pairs if each.old and each.new}
        found = {each.new.reference for each in pairs if each.old and each.new}
        pairs += [self._with_itself(ref) for ref in gone if ref not in paired]
        pairs += [self._with_itself(ref) for ref in come if ref not in found]
        return sorted(pairs, key=_order)

    def _with_itself(self, ref: Reference) -> RecordPair:
        return RecordPair(
            old=self._old.record(ref),
            new=self._new.record(ref),
            basis="same-reference",
            absent_before=ref in self._missing[0],
            absent_after=ref in self._missing[1],
        )

    def _only_presence_changed(self) -> Iterator[Reference]:
        before, after = self._missing
        known = {*self._changed, *self._vanished, *self._appeared}
        yield from sorted(ref for ref in before ^ after if ref not in known)

    def _by_text(self, gone: list[Reference], come: list[Reference]) -> list[RecordPair]:
        """Pairs that nobody states: the same text, or the only two documents there are."""
        if not gone or not come:
            return []
        olds = [record for ref in gone if (record := self._old.record(ref))]
        news = [record for ref in come if (record := self._new.record(ref))]
        pairs = [
            RecordPair(old=one, new=two, basis="same-text") for one, two in pair_by_text(olds, news)
        ]
        if not pairs and self._sizes == (1, 1) and olds and news:
            pairs.append(RecordPair(old=olds[0], new=news[0], basis="asked"))
        return pairs


def stated_pairs(old: Holding, new: Holding, candidates: list[Reference]) -> dict[Ends, RecordPair]:
    """
    Pair predecessors held on the old side with successors held on the new side.

    `candidates` are the references that are new or differ: only their pages can
    state something new. A pair is made when its link is first stated, and once
    more when the successor is first held, for only then can the two be compared.
    """
    found: dict[Ends, RecordPair] = {}
    stated = united(link for ref in candidates for link in links_of(new.record(ref)))
    for ends, link in sorted(stated.items()):
        one, two = old.record(link.predecessor), new.record(link.successor)
        if one is None or two is None or restates_chain(link, old, new):
            continue
        successor_before = old.record(link.successor)
        known = known_link(ends, one, successor_before)
        if says_more(link, known) or successor_before is None:
            found[ends] = RecordPair(old=one, new=two, basis="stated-successor")
    return found


def known_link(ends: Ends, *records: GuidanceRecord | None) -> Link | None:
    """The link between two numbers as the given records state it, or None."""
    return united(link for record in records for link in links_of(record)).get(ends)


def restates_chain(link: Link, old: Holding, new: Holding) -> bool:
    """
    Whether a link only sums up others: old by middle, middle by new.

    A document that was migrated states what its former number replaced. The
    middle number is one that the successor names beside the link's predecessor.
    """
    if link.kind == "migrated":
        return False
    middles = {
        each.predecessor
        for each in links_of(new.record(link.successor))
        if each.successor == link.successor and each.predecessor != link.predecessor
    }
    return any(
        known_link((link.predecessor, middle), side.record(link.predecessor), side.record(middle))
        for middle in middles
        for side in (old, new)
    )


def _order(each: RecordPair) -> tuple[Reference, Reference, str]:
    subject = each.new or each.old
    other = each.old or each.new
    if subject is None or other is None:
        raise ValueError("a pair holds at least one record")
    return (subject.reference, other.reference, each.basis)
