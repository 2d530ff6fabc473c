"""
A number that leads to another: migrated, superseded, superseded in part.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from benchmarks.accuracy.document import Guidance, Note
from benchmarks.accuracy.draft import Draft, Held
from benchmarks.accuracy.frames import PRIORITY, direction
from benchmarks.accuracy.invention import invent
from benchmarks.accuracy.mutations.mutation import Mutation
from benchmarks.accuracy.truth import ANY

MIGRATING = ("IPG", "MTG", "DG")
"""Programmes whose documents became HealthTech guidance."""


_OWN_NUMBER = (
    "The audit tool of {} may help with this.",
    "Centres have used {} since it came out.",
)


def citing_itself(guidance: Guidance) -> Guidance:
    """The document with its own number in its text, in a recommendation and in a section."""
    code, name = guidance.reference, guidance.programme
    if guidance.prefix != "HTG":
        name = name[0].lower() + name[1:]
    last = guidance.advice[-1]
    text = f"{last.text} {_OWN_NUMBER[0].format(code)}"
    advice = (*guidance.advice[:-1], last if last.bullets else replace(last, text=text))
    chapters = list(guidance.chapters)
    at = next(place for place, chapter in enumerate(chapters) if chapter.passages)
    first, *rest = chapters[at].passages
    named = f"{first.text} {_OWN_NUMBER[1].format(f'{name} {guidance.number}')}"
    passages = (replace(first, text=named), *rest)
    chapters[at] = replace(chapters[at], passages=passages)
    return replace(guidance, advice=advice, chapters=tuple(chapters))


def migrated(guidance: Guidance, number: int, *, claims: bool, isbn: str) -> Guidance:
    """The document under its new number, with the sentence that says so."""
    sentence = (
        f"{guidance.programme} {guidance.number} has been migrated to HealthTech guidance {number}."
    )
    if claims:
        sentence += " The recommendations and accompanying content remain unchanged."
    when = "January 2026" if guidance.prefix == "IPG" else "December 2025"
    return replace(
        guidance,
        prefix="HTG",
        number=number,
        isbn=isbn,
        notes=(*guidance.notes, Note(when, sentence)),
        statements=(*guidance.statements, f"This guidance replaces {guidance.reference}."),
    )


def migrate(draft: Draft) -> bool:
    """Give the document a new number, and say so."""
    if draft.old.prefix not in MIGRATING or not draft.touch("reference", "isbn", "notes"):
        return False
    cites = draft.rng.random() < 0.4 and draft.new is draft.old
    old = draft.old
    if cites:
        draft.old = citing_itself(old)
    draft.migrated = True
    draft.claims_unchanged = draft.rng.random() < 0.8
    draft.new = migrated(
        draft.new,
        draft.rng.randint(9900, 9999),
        claims=draft.claims_unchanged,
        isbn=f"978-1-4731-{draft.rng.randint(0, 9999):04d}-{draft.rng.randint(0, 9)}",
    )
    if cites:
        told = citing_itself(replace(draft.new, advice=old.advice, chapters=old.chapters))
        draft.new = replace(draft.new, advice=told.advice, chapters=told.chapters)
    way = draft.rng.random()
    if way < 0.25:
        draft.keeps_old = Held(draft.old)
    elif way < 0.5:
        words = f"NICE HealthTech guidance {draft.new.number}"
        draft.keeps_old = Held(_replaced_by(draft.old, words), "full and stub")
    return True


def migrate_unverified(draft: Draft) -> bool:
    """Migrate a document of which only the overview had been captured."""
    if not migrate(draft):
        return False
    draft.keeps_old = None
    draft.old_shape = "overview"
    draft.state("coverage-changed", "information")
    return True


def migrate_with_history(draft: Draft) -> bool:
    """Migrate a document that had itself replaced an older one: still one migration."""
    if draft.old.prefix != "IPG" or draft.old.statements:
        return False
    older = f"IPG{draft.rng.randint(9900, 9999)}"
    sentence = f"This guidance replaces {older}."
    draft.old = replace(draft.old, statements=(sentence,))
    draft.new = draft.old
    if not migrate(draft):
        return False
    both = f"This guidance replaces {older} and {draft.old.reference}."
    draft.new = replace(draft.new, statements=(both,))
    return True


def migrate_and_supersede(draft: Draft) -> bool:
    """Migrate one document, and replace another one in the same breath."""
    category = category_of(draft.old)
    if draft.old.prefix != "IPG" or not category or not migrate(draft):
        return False
    other = _with_category(draft, category)
    other = replace(other, prefix="IPG", number=draft.old.number + 97)
    draft.beside_old.append(Held(other))
    both = f"This guidance replaces {other.reference} and {draft.old.reference}."
    draft.new = replace(draft.new, statements=(both,))
    draft.state("superseded", "review", before=other.reference)
    return True


def migrate_silently(draft: Draft) -> bool:
    """Give the document a new number without a word."""
    if draft.old.prefix not in MIGRATING or len(draft.old.advice) < 3:
        return False
    number = draft.rng.randint(9900, 9999)
    draft.new = replace(draft.new, prefix="HTG", number=number)
    if draft.rng.random() < 0.5:
        draft.state("migrated", "re-reference", verdict="identical")
        return True
    last = draft.new.advice[-1]
    draft.replace_advice(replace(last, text=f"{last.text.rstrip('.:')} as far as possible."))
    draft.state("migrated", "review", verdict="changed")
    keys = (last.key,)
    draft.state("recommendation-reworded", "review", keys_before=keys, keys_after=keys)
    return True


def supersede(draft: Draft) -> bool:
    """Replace the document by one with other content."""
    before = category_of(draft.old)
    if draft.old.style != "procedure" or not before:
        return False
    fresh = _with_category(draft, None)
    draft.new = _successor(draft, fresh, "This guidance replaces {}.")
    _keep_old(draft)
    draft.state("superseded", "review")
    after = category_of(draft.new) or ""
    if after != before:
        way = direction(before, after)
        draft.state(
            "category-changed", PRIORITY[way], direction=way, keys_before=(0,), keys_after=(0,)
        )
    return True


def supersede_unseen(draft: Draft) -> bool:
    """Leave a stub that names a successor nobody has captured yet."""
    words = f"NICE interventional procedure guidance {draft.rng.randint(9900, 9999)}"
    draft.new = _replaced_by(draft.old, words)
    draft.new_shape = "full and stub"
    draft.state("superseded", "review", after=ANY)
    return True


def supersede_in_part(draft: Draft) -> bool:
    """Replace one section of a guideline by another guideline."""
    if draft.old.style != "guideline":
        return False
    fresh = invent(draft.rng, "guideline")
    draft.new = _successor(
        draft, fresh, "This guideline updates and replaces section 1.2 of NICE guideline {}."
    )
    draft.keeps_old = Held(draft.old)
    draft.state("partially-superseded", "review")
    return True


def _successor(draft: Draft, fresh: Guidance, sentence: str) -> Guidance:
    return replace(
        fresh,
        number=draft.old.number + 57 if fresh.number == draft.old.number else fresh.number,
        prefix="HTG" if fresh.style == "procedure" else "NG",
        published=dt.date(2026, 1, draft.rng.randint(5, 28)),
        statements=(sentence.format(draft.old.reference),),
        codes=(),
    )


def _keep_old(draft: Draft) -> None:
    way = draft.rng.random()
    if way < 0.3:
        draft.keeps_old = Held(draft.old)
    elif way < 0.7:
        words = f"NICE HealthTech guidance {draft.new.number}"
        draft.keeps_old = Held(_replaced_by(draft.old, words), "full and stub")


def _replaced_by(guidance: Guidance, words: str) -> Guidance:
    return replace(guidance, notice=f"This guidance has been updated and replaced by {words}.")


def _with_category(draft: Draft, category: str | None) -> Guidance:
    """Invent a procedure document with one category, this one or any."""
    while True:
        fresh = invent(draft.rng, "procedure")
        held = category_of(fresh)
        if held is not None and category in (None, held):
            return fresh


def category_of(guidance: Guidance) -> str | None:
    """The one category of a document; None where populations have their own or there is none."""
    return next((advice.category for advice in guidance.advice if advice.category), None)


SUCCESSION = (
    Mutation("migrated", migrate, local=False, migrates=True),
    Mutation("migrated: not verified", migrate_unverified, local=False),
    Mutation("migrated: with an older number", migrate_with_history, local=False),
    Mutation("migrated: and another replaced", migrate_and_supersede, local=False),
    Mutation("migrated: unstated", migrate_silently, local=False),
    Mutation("superseded", supersede, local=False, style="procedure"),
    Mutation("superseded: by a document not held", supersede_unseen, local=False),
    Mutation("partially-superseded", supersede_in_part, local=False, style="guideline"),
)
