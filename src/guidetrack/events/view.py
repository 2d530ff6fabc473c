"""
What a rule is given to look at: one pair, what of it is still unexplained, and the rest.

Rules see facts through one window, so that none of them walks raw records or
remembers what another has claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from guidetrack.diff.change import Change, RecordPair
from guidetrack.diff.holding import Holding
from guidetrack.diff.recommendations import align, whole_text
from guidetrack.diff.references import own_names
from guidetrack.diff.succession import Link, links_of
from guidetrack.events.event import ConcernedRecommendation
from guidetrack.events.rule import Finding
from guidetrack.guidance.comparison import comparison_form
from guidetrack.guidance.record import GuidanceRecord, Recommendation
from guidetrack.guidance.reference import Reference

Nature = Literal["own-number", "cross-reference", "punctuation", "order", "substance"]
"""What kind of difference there is between two texts."""


class RecommendationDifference(NamedTuple):
    """One recommendation that stands on both sides and differs."""

    old: Recommendation
    new: Recommendation
    changes: tuple[Change, ...]

    @property
    def label(self) -> str:
        """The number people know it by, the new one first."""
        return self.new.number or self.old.number or "without a number"

    @property
    def reworded(self) -> bool:
        """Whether its words differ, as against its number or label only."""
        return any(change.field in {"text", "items"} for change in self.changes)

    def texts(self) -> tuple[str, str]:
        """Its words before and after, each in one line."""
        return whole_text(self.old), whole_text(self.new)

    def identity(self) -> tuple[str, str, str]:
        """What the difference is, however its words are cut into bullets and printed."""
        old, new = self.texts()
        return (self.label, comparison_form(old), comparison_form(new))

    def concerned(self) -> tuple[ConcernedRecommendation]:
        """Both sides verbatim."""
        return (concern(self.old, self.new),)


def concern(old: Recommendation | None, new: Recommendation | None) -> ConcernedRecommendation:
    """Quote a recommendation, whole and as published, on the sides that have it."""
    return ConcernedRecommendation(
        number_before=old.number if old else None,
        number_after=new.number if new else None,
        text_before=old.words() if old else None,
        text_after=new.words() if new else None,
    )


class CorpusView:
    """All pairs, and both sides for questions about other references."""

    def __init__(self, old: Holding, new: Holding) -> None:
        self.old, self.new = old, new
        self.pairs: list[PairView] = []
        self._claimed: set[int] = set()

    def claim(self, changes: Iterable[Change]) -> None:
        """Take changes off the list of what is still unexplained."""
        self._claimed.update(map(id, changes))

    def is_claimed(self, change: Change) -> bool:
        """Whether a rule has explained the change."""
        return id(change) in self._claimed

    def records(self, reference: Reference) -> tuple[GuidanceRecord | None, GuidanceRecord | None]:
        """The record of a reference on both sides."""
        return self.old.record(reference), self.new.record(reference)

    def links_between(self, one: Reference, two: Reference) -> Iterator[Link]:
        """Every statement, on either side, that the first gives way to the second."""
        for reference in (one, two):
            for record in self.records(reference):
                yield from (link for link in links_of(record) if link.ends == (one, two))

    def migrated(self, one: Reference, two: Reference) -> bool:
        """Whether either side states that the first was migrated to the second."""
        return any(link.kind == "migrated" for link in self.links_between(one, two))

    @cached_property
    def compared_with_itself(self) -> dict[Reference, PairView]:
        """The pair in which a reference stands on both sides; asked once all pairs are known."""
        return {
            view.subject.reference: view
            for view in self.pairs
            if view.records is not None and view.pair.basis == "same-reference"
        }

    def has_successor(self, reference: Reference) -> bool:
        """Whether any page of the new side, or its own, says what took the number's place."""
        return reference in self._succeeded

    @cached_property
    def _succeeded(self) -> frozenset[Reference]:
        """Every number wholly replaced. Reads all records: asked only when something ended."""
        held = (self.new.record(reference) for reference in self.new.fingerprints())
        before = (self.old.record(reference) for reference in self.old.fingerprints())
        return frozenset(
            link.predecessor
            for record in (*held, *before)
            for link in links_of(record)
            if link.kind != "partially-superseded"
        )


class PairView:
    """One pair of records, its changes, and what is known around it."""

    def __init__(
        self,
        corpus: CorpusView,
        pair: RecordPair,
        changes: tuple[Change, ...],
        *,
        link: Link | None = None,
        loose: tuple[Link, ...] = (),
    ) -> None:
        self.corpus, self.pair = corpus, pair
        self.link = link
        """How the old number gave way to the new one; None for one and the same number."""
        self.loose = loose
        """Links newly stated here whose other end is not held, so that nothing is compared."""
        self.findings: list[tuple[str, Finding]] = []
        """What was found so far, with its kind, in table order."""
        self.natures: dict[tuple[str, str], Nature] = {}
        """How texts of this pair differ, once it was asked."""
        self.replace_changes(changes)

    def replace_changes(self, changes: tuple[Change, ...]) -> None:
        """Set what differs in this pair; all of it counts as unexplained."""
        self.changes = changes
        self._own = list(changes)

    @property
    def old(self) -> GuidanceRecord | None:
        """The record of the old side."""
        return self.pair.old

    @property
    def new(self) -> GuidanceRecord | None:
        """The record of the new side."""
        return self.pair.new

    @property
    def subject(self) -> GuidanceRecord:
        """The record people know the pair by: the new one, else the old one."""
        record = self.pair.new or self.pair.old
        if record is None:
            raise ValueError("a pair holds at least one record")
        return record

    @property
    def name(self) -> str:
        """Its number in print."""
        return str(self.subject.reference)

    @cached_property
    def own_names(self) -> dict[Reference, str]:
        """The document's own old and new number under one name; empty for one number."""
        if self.link is None or self.old is None or self.new is None:
            return {}
        return own_names(self.old.reference, self.new.reference)

    @property
    def records(self) -> tuple[GuidanceRecord, GuidanceRecord] | None:
        """Both records, or None where one side holds none."""
        old, new = self.pair.old, self.pair.new
        return (old, new) if old and new else None

    def unclaimed(self, *roots: str) -> tuple[Change, ...]:
        """Changes no rule has explained, in record order; of the given fields, or all."""
        self._own = [change for change in self._own if not self.corpus.is_claimed(change)]
        return tuple(change for change in self._own if not roots or change.root in roots)

    def differences(self) -> Iterator[RecommendationDifference]:
        """Recommendations that stand on both sides and differ in something unexplained."""
        if self.records is None:
            return
        old, new = self.records
        gathered: dict[tuple[int, int], list[Change]] = {}
        for change in self.unclaimed("recommendations"):
            if change.field and change.field != "cut":
                ends = (change.position_before or 0, change.position_after or 0)
                gathered.setdefault(ends, []).append(change)
        for (before, after), changes in gathered.items():
            yield RecommendationDifference(
                old.recommendations[before], new.recommendations[after], tuple(changes)
            )

    def same_on_both_sides(self) -> Iterator[tuple[int, Recommendation, Recommendation]]:
        """Recommendations in which nothing changed, with their position on the new side."""
        if self.records is None:
            return
        old, new = (record.recommendations for record in self.records)
        touched = {
            (change.position_before, change.position_after)
            for change in self.changes
            if change.root == "recommendations"
        }
        for aligned in align(old, new, self.own_names):
            ends = (aligned.before[:1], aligned.after[:1])
            if all(ends) and (ends[0][0], ends[1][0]) not in touched:
                yield ends[1][0], old[ends[0][0]], new[ends[1][0]]

    def siblings(self, reference: Reference) -> Iterator[PairView]:
        """Where the reference is compared with itself beside this pair."""
        other = self.corpus.compared_with_itself.get(reference)
        if other is not None and other is not self:
            yield other

    def found(self, *kinds: str) -> Iterator[Finding]:
        """What earlier rules of the given kinds found in this pair."""
        return (finding for kind, finding in self.findings if kind in kinds)
