"""
The same guidance under a new number.

NICE gives the document another number and says so; whether the recommendations
are still the same is answered by comparing both texts, never by the statement.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.diff.change import Change
from guidetrack.diff.succession import Link, ended
from guidetrack.events import summaries
from guidetrack.events.event import Verdict
from guidetrack.events.links import link_in, losses, names_both, statements_of
from guidetrack.events.recommendations import (
    both_captured,
    changed_recommendations,
    same_recommendations,
)
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.substance import nature_of
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="migrated",
    priority=("re-reference", "review"),
    meaning="The guidance has a new number; the verdict says whether its recommendations are "
    "identical, changed, or could not be compared.",
    counts="A page of either number states the migration for the first time, or the successor is "
    "first held; one event for each predecessor. Where nobody states it, one number vanished, "
    "one appeared and the texts are the same (confidence inferred). Identical is re-reference; "
    "changed and not-verified are review.",
    counts_not="The same statement repeated later by the other page; a replacement by other "
    "content; two documents that swapped their numbers; a likeness below the threshold. A "
    "rewording in the same week is an event of its own.",
    usually_acts="Whoever keeps the register, policies and forms that cite the old number; for "
    "changed or not-verified also the lead for the procedure, who reads both texts.",
    waiver="Numbers are not given back: a migration has no opposite, only a further migration.",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield the migration of a pair, and those whose predecessor or successor is not held."""
    if view.link is not None and view.link.kind == "migrated":
        yield _compared(view, view.link)
    for link in view.loose:
        if link.kind == "migrated":
            yield _stated_only(view, link)


def _compared(view: PairView, link: Link) -> Finding:
    before, after = str(link.predecessor), str(link.successor)
    inferred = view.pair.basis == "same-text"
    claims = tuple(_claims(view, link))
    if not both_captured(view):
        lacking = before if view.new and view.new.has("recommendations") else after
        return Finding(
            summary=summaries.migrated_unverified(before, after, lacking),
            claims=claims,
            priority="review",
            confidence="inferred" if inferred else "declared",
            verdict="not-verified",
            explained_by=link.stated,
            identity=("not-verified",),
        )
    changed = changed_recommendations(view)
    concerned = changed or same_recommendations(view)
    labels = [each.number_after or each.number_before for each in concerned]
    said = summaries.migrated_changed if changed else summaries.migrated_identical
    verdict: Verdict = "changed" if changed else "identical"
    return Finding(
        summary=said(before, after, labels),
        claims=claims,
        priority="review" if changed else "re-reference",
        confidence="inferred" if inferred else "confirmed",
        verdict=verdict,
        recommendations=concerned,
        explained_by=link.stated,
        identity=(verdict,),
    )


def _stated_only(view: PairView, link: Link) -> Finding:
    before, after = str(link.predecessor), str(link.successor)
    own_page_is_new = link.successor == view.subject.reference
    claims = statements_of(view, link)
    if view.old is None:
        claims += view.unclaimed("record")
    elif not own_page_is_new:
        claims += _echoes_of_end(view)
    return Finding(
        summary=summaries.migrated_unverified(before, after, before if own_page_is_new else after),
        claims=claims,
        priority="review",
        confidence="declared",
        verdict="not-verified",
        explained_by=link.stated,
        references=(None, after) if own_page_is_new else (before, after),
        identity=(before, after, "not-verified"),
    )


def _claims(view: PairView, link: Link) -> Iterator[Change]:
    """What a migration brings along, and nothing else."""
    yield from view.unclaimed("reference", "origin_programme", "programme", "url", "isbn")
    stated = statements_of(view, link)
    yield from stated
    for change in view.unclaimed("relationships"):
        if change not in stated and (change.field or link_in(view, change)):
            yield change
    yield from _own_number_only(view)
    yield from (change for change in view.unclaimed("captured") if _only_states(change, link))
    if view.old is not None and ended(view.old):
        yield from view.unclaimed("status", "status_stated")
    for sibling in view.siblings(link.predecessor):
        yield from statements_of(sibling, link)
        if sibling.new is not None and ended(sibling.new):
            yield from _echoes_of_end(sibling)
    for sibling in view.siblings(link.successor):
        yield from statements_of(sibling, link)
        yield from sibling.unclaimed("origin_programme")


def _only_states(change: Change, link: Link) -> bool:
    """Whether an aspect that the new page carries for the first time says the migration alone."""
    if change.before is not None or not isinstance(change.after, dict):
        return False
    relations = change.after.get("relationships", [])
    notes = change.after.get("update_notes", [])
    return (
        change.after.keys() <= {"relationships", "update_notes"}
        and bool(relations or notes)
        and all(each["reference"] == str(link.predecessor) for each in relations)
        and all(names_both(each["text"], link) for each in notes)
    )


def _echoes_of_end(view: PairView) -> tuple[Change, ...]:
    """What a page loses when all it says is that the guidance has a new number."""
    return (*view.unclaimed("status", "status_stated"), *losses(view))


def _own_number_only(view: PairView) -> Iterator[Change]:
    """Texts that differ only in the document's own number, old or new."""
    for difference in view.differences():
        if difference.reworded and nature_of(*difference.texts(), view) == "own-number":
            yield from (
                change for change in difference.changes if change.field in {"text", "items"}
            )
    for change in view.unclaimed("title", "sections", "relationships", "update_notes"):
        if change.place == "title" or change.field in {"text", "stated"}:
            nature = nature_of(change.before, change.after, view)
            yield from (change,) if nature == "own-number" else ()
