"""
Changes that show in several documents at once: standing text, numbers, cross-references.
"""

from __future__ import annotations

from dataclasses import replace

from benchmarks.accuracy.document import Guidance, Passage
from benchmarks.accuracy.draft import Draft, Held
from benchmarks.accuracy.invention import invent
from benchmarks.accuracy.mutations.mutation import Mutation
from benchmarks.accuracy.mutations.standing import differ
from benchmarks.accuracy.mutations.succession import migrated
from benchmarks.accuracy.truth import ANY


def rewrite_standing_text(draft: Draft) -> bool:
    """Rewrite the standing text in every document at once: one event."""
    draft.new = replace(draft.new, responsibility=1)
    for place in range(draft.rng.randint(0, 3)):
        beside = invent(draft.rng, number=8101 + place)
        draft.beside_old.append(Held(beside))
        draft.beside_new.append(Held(replace(beside, responsibility=1)))
    draft.needs_standing_text = True
    draft.state("boilerplate-changed", "information", before=ANY, after=ANY)
    return True


def renumber_citation(draft: Draft) -> bool:
    """Cite a migrated document by its new number: editorial, beside the migration itself."""
    other = invent(draft.rng, "procedure", number=8201)
    other = replace(other, prefix="IPG")
    follower = migrated(other, 8301, claims=True, isbn=other.isbn)
    places = [at for at, chapter in enumerate(draft.old.chapters) if chapter.passages]
    if not places:
        return False
    at = draft.rng.choice(places)
    draft.old = _citing(draft.old, at, other.reference)
    draft.new = _citing(draft.new, at, follower.reference)
    draft.beside_old.append(Held(other))
    draft.beside_new.append(Held(follower))
    draft.state("editorial", "information")
    draft.state(
        "migrated",
        "re-reference",
        verdict="identical",
        before=other.reference,
        after=follower.reference,
    )
    return True


def swap_numbers(draft: Draft) -> bool:
    """Let two documents change numbers: both numbers are reused, none is migrated."""
    other = invent(draft.rng, draft.old.style, number=8401)
    other = replace(other, prefix=draft.old.prefix)
    if not differ(other.topic, draft.old.topic):
        return False
    draft.beside_old.append(Held(other))
    draft.new = replace(draft.old, number=other.number)
    draft.beside_new.append(Held(replace(other, number=draft.old.number)))
    for reference in (draft.old.reference, other.reference):
        draft.state("reference-reused", "act", before=reference, after=reference)
    return True


def _citing(guidance: Guidance, at: int, reference: str) -> Guidance:
    chapters = list(guidance.chapters)
    chapter = chapters[at]
    last = chapter.passages[-1]
    text = f"{last.text} A similar method is described in {reference}."
    passages = (*chapter.passages[:-1], Passage(last.number, text))
    chapters[at] = replace(chapter, passages=passages)
    return replace(guidance, chapters=tuple(chapters))


CORPUS = (
    Mutation("boilerplate-changed", rewrite_standing_text, local=False),
    Mutation("editorial: citation renumbered", renumber_citation, local=False),
    Mutation("reference-reused: numbers swapped", swap_numbers, local=False),
)
