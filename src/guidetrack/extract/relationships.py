"""
What one guidance says about another: replaced, migrated, read with, based on.

A migration (a new number for the same content) is told from a replacement (new
content) by its own sentence alone. "This guidance replaces IPG420 and IPG640"
lists both, so a predecessor that was migrated is taken out of that list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from guidetrack.extract.relation_frames import FRAMES, THIS
from guidetrack.extract.sentences import sentences
from guidetrack.extract.updates import stated_when
from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.record import RelationKind, Relationship
from guidetrack.guidance.reference import Reference, find_references

_RELATES = re.compile(
    r"migrated|replac|supersed|incorporated|merged|conjunction|together|alongside|based on|basis"
    r"|previously|formerly",
    re.IGNORECASE,
)
"""A paragraph without any of these states no relation; most have none."""
_MIGRATED = re.compile(
    r"\b(?:has|have|was|were)(?: now)? (?:been )?migrated (?:in)?to\b", re.IGNORECASE
)
_NOW_NUMBERED = re.compile(
    rf"{THIS} (?:was )?(?:previously|formerly) (?:published as|known as|numbered) (?P<old>.+)",
    re.IGNORECASE,
)
_UNCHANGED = re.compile(
    (
        r"\bremains? (?:the same|unchanged)\b|\b(?:has|have) not (?:been )?changed\b"
        r"|\bno changes? (?:has|have|was|were)\b"
    ),
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:may|might|could|would|will|plans? to|propos\w+|whether|if)\b[^.]{0,80}"
    r"\b(?:replac|supersed)",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"(?<![.:;!?])\n")
_ENDS_LIST = re.compile(
    (
        r"\b(?:and|,|;) (?:also )?(?:partially |partly )?(?:updates? and )?(?:replaces?"
        r"|supersedes?)\b|\bwhich\b|\bfor (?:more|further) (?:information|details)\b"
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A paragraph that may state relations, with the date it bears."""

    text: str
    when: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Migration:
    """A stated change of number."""

    old: Reference
    new: Reference
    statement: Statement
    claims_unchanged: bool


def find_relationships(statements: Sequence[Statement], own: Reference) -> tuple[Relationship, ...]:
    """Every relation the statements give to the guidance `own`, in order, once each."""
    relating = [each for each in statements if _RELATES.search(each.text)]
    found = [*_migrated(_migrations(relating, own), own)]
    for statement in relating:
        found.extend(_framed(statement, own))
    return without_restated(found)


def without_restated(relations: Iterable[Relationship]) -> tuple[Relationship, ...]:
    """Each relation once, and a migration not also as a replacement."""
    kept: dict[tuple[RelationKind, Reference], Relationship] = {}
    for each in relations:
        kept.setdefault((each.kind, each.reference), each)
    for migration, replacement in (("migrated-from", "replaces"), ("migrated-to", "replaced-by")):
        moved = {reference for kind, reference in kept if kind == migration}
        kept = {
            key: each for key, each in kept.items() if key[0] != replacement or key[1] not in moved
        }
    return tuple(kept.values())


def origin_of(statements: Sequence[Statement], own: Reference) -> str:
    """The prefix under which the guidance was born, along every migration stated."""
    older = {each.new: each.old for each in _migrations(statements, own)}
    seen = {own}
    while own in older and older[own] not in seen:
        own = older[own]
        seen.add(own)
    return own.prefix


def _migrations(statements: Iterable[Statement], own: Reference) -> Iterator[Migration]:
    for statement in statements:
        if not _RELATES.search(statement.text):
            continue
        unchanged = bool(_UNCHANGED.search(statement.text))
        for sentence in _sentences_of(statement):
            for old, new in _moves(sentence, own):
                yield Migration(old, new, statement, unchanged)


def _moves(sentence: str, own: Reference) -> Iterator[tuple[Reference, Reference]]:
    """Old and new number of every migration that a sentence states."""
    moved = _MIGRATED.search(sentence)
    if moved:
        before = [each.reference for each in find_references(sentence[: moved.start()])] or [own]
        after = [each.reference for each in find_references(sentence[moved.end() :])]
        yield from ((old, after[0]) for old in before if after and old != after[0])
        return
    formerly = _NOW_NUMBERED.search(sentence)
    if formerly:
        old_numbers = (each.reference for each in find_references(formerly["old"]))
        yield from ((old, own) for old in old_numbers if old != own)


def _sentences_of(statement: Statement) -> list[str]:
    """The sentences of a statement, also one that a page break split before a capital."""
    return sentences(_BROKEN.sub(" ", statement.text))


def _migrated(migrations: Iterable[Migration], own: Reference) -> Iterator[Relationship]:
    for each in migrations:
        if own not in {each.old, each.new}:
            continue
        came = each.new == own
        yield Relationship(
            kind="migrated-from" if came else "migrated-to",
            reference=each.old if came else each.new,
            when=each.statement.when,
            stated=each.statement.text,
            claims_unchanged=each.claims_unchanged,
        )


def _framed(statement: Statement, own: Reference) -> list[Relationship]:
    found: list[Relationship] = []
    for sentence in _sentences_of(statement):
        if _MIGRATED.search(sentence) or _NOT_DONE.search(sentence):
            continue
        when = statement.when or stated_when(sentence)
        placed = sorted(_named_in(sentence), key=lambda each: each[0])
        found.extend(
            Relationship(kind=kind, reference=other, when=when, stated=sentence)
            for _, kind, other in placed
            if other != own
        )
    return found


def _named_in(sentence: str) -> Iterator[tuple[int, RelationKind, Reference]]:
    """Place, kind and reference of each relation; words that a frame took are blanked out."""
    words = sentence
    for frame in FRAMES:
        match = frame.pattern.search(words)
        if not match:
            continue
        start, end = match.span("others")
        stop = _ENDS_LIST.search(words, start)
        end = stop.start() if stop else end
        for mention in find_references(words[start:end]):
            yield start + mention.start, frame.kind, mention.reference
        words = words[: match.start()] + "\u2026" * (end - match.start()) + words[end:]
