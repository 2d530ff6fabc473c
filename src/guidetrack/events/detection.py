"""
The claims engine: facts to events, each fact explained once.

Rules run in the order of their table. Each is given what no earlier rule has
explained and yields what it finds, with the changes that explains. One recognised
transition thereby swallows its echoes and nothing else; what is left when all have
run is told as it is, by the last rule.
"""

from __future__ import annotations

import msgspec

from guidetrack.diff.change import Change, RecordPair
from guidetrack.diff.comparing import compare
from guidetrack.diff.holding import Holding
from guidetrack.diff.pairing import pair
from guidetrack.events.event import Confidence, Event
from guidetrack.events.explanation import explanation_of
from guidetrack.events.identity import compared_values, event_id
from guidetrack.events.links import link_of_pair, loose_links
from guidetrack.events.rule import Finding, Rule
from guidetrack.events.rules import RULES
from guidetrack.events.view import CorpusView, PairView
from guidetrack.guidance.record import GuidanceRecord


def detect(old: Holding, new: Holding) -> tuple[Event, ...]:
    """
    Say everything that happened to guidance between two sides.

    Ordered by reference, then by the order of the rules. Nothing is left out: what
    no rule explains is an event of kind `other-changed`.
    """
    corpus = CorpusView(old, new)
    corpus.pairs = [_view(corpus, each) for each in pair(old, new)]
    _share_changes(corpus.pairs)
    across: list[Event] = []
    for rule in RULES:
        for finding in rule.find_across(corpus):
            corpus.claim(finding.claims)
            across.append(_corpus_event(rule, finding))
        for view in corpus.pairs:
            _apply(rule, view)
    return tuple(across + [event for view in corpus.pairs for event in _events(view)])


def _share_changes(views: list[PairView]) -> None:
    """
    Make a change that is seen from two pairs of one new record one change.

    Where a successor was held before it named its predecessor, what it changed this
    week shows against its own former record and against the predecessor alike.
    """
    for view in views:
        if view.link is None or view.link.kind != "migrated":
            continue
        for other in view.siblings(view.link.successor):
            shared = {_place_and_values(change): change for change in view.changes}
            other.replace_changes(
                tuple(shared.get(_place_and_values(change), change) for change in other.changes)
            )


def _place_and_values(change: Change) -> bytes:
    return msgspec.json.encode(change)


def _view(corpus: CorpusView, each: RecordPair) -> PairView:
    return PairView(
        corpus,
        each,
        compare(each),
        link=link_of_pair(each, corpus.old, corpus.new),
        loose=loose_links(each, corpus.old, corpus.new),
    )


def _apply(rule: Rule, view: PairView) -> None:
    for finding in rule.find(view):
        view.corpus.claim(finding.claims)
        view.findings.append((rule.header.kind, finding))


def _events(view: PairView) -> list[Event]:
    return [_event(kind, finding, view) for kind, finding in view.findings]


def _event(kind: str, finding: Finding, view: PairView) -> Event:
    old, new = view.old, view.new
    references = finding.references or (_reference(old), _reference(new))
    explained = explanation_of(view, finding)
    confidence: Confidence = "confirmed" if explained else "inferred"
    categories = finding.categories or (
        old.categories if old else (),
        new.categories if new else (),
    )
    return Event(
        id=event_id(kind, references, _identity(finding)),
        kind=kind,
        priority=finding.priority,
        confidence=finding.confidence or confidence,
        reference_before=references[0],
        reference_after=references[1],
        origin_programme=view.subject.origin_programme,
        title=view.subject.title or (old.title if old else None),
        summary=finding.summary,
        verdict=finding.verdict,
        direction=finding.direction,
        aspects=finding.aspects,
        categories_before=categories[0],
        categories_after=categories[1],
        recommendations=finding.recommendations,
        explained_by=explained,
        url_before=old.url if old else None,
        url_after=new.url if new else None,
        changes=finding.claims if finding.shown is None else finding.shown,
    )


def _corpus_event(rule: Rule, finding: Finding) -> Event:
    references = finding.references or (None, None)
    return Event(
        id=event_id(rule.header.kind, references, _identity(finding)),
        kind=rule.header.kind,
        priority=finding.priority,
        confidence=finding.confidence or "inferred",
        reference_before=references[0],
        reference_after=references[1],
        origin_programme=None,
        title=None,
        summary=finding.summary,
        changes=finding.claims if finding.shown is None else finding.shown,
    )


def _identity(finding: Finding) -> tuple[str, ...]:
    if finding.identity is not None:
        return finding.identity
    return compared_values(finding.claims)


def _reference(record: GuidanceRecord | None) -> str | None:
    return str(record.reference) if record else None
