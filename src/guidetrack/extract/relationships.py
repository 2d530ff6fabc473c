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

from guidetrack.extract.sentences import sentences
from guidetrack.extract.updates import stated_when
from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.record import RelationKind, Relationship
from guidetrack.guidance.reference import Reference, find_references

_KIND_OF_TEXT = (
    r"(?:guidance|guidelines?|document|advice|statement|evidence (?:summary|review)"
    r"|quality standard"
    r"|(?:technology )?appraisal|briefing|recommendations?|topic|product|evaluation)"
)
_THIS = (
    r"(?:(?:this|the|our) (?:(?:NICE|updated|new|interventional|procedures?|medical"
    r"|technolog\w+|diagnostics?|HealthTech|clinical|partial update(?: of)?"
    rf"|version of the) )*{_KIND_OF_TEXT}(?: \([^)]*\))?|(?:it|this))"
)
_PART = (
    r"(?:sections?|recommendations?|chapters?|parts?|paragraphs?|some|elements?"
    r"|the (?:recommendations?|sections?|advice|part))"
)
_HAS_BEEN = (
    r"(?:has|have|had|was|were|is|are)(?: now| since| subsequently| therefore"
    r"| also)?(?: been)?(?: now| fully)?"
)
_REPLACED = r"(?:updated and (?:fully )?)?(?:replaced|superseded)"
_REPLACES = r"(?:updates? and (?:fully )?)?(?:replaces?|supersedes?)"
_PARTLY = r"(?:partially|partly|in part)"


@dataclass(frozen=True, slots=True)
class Frame:
    """A way in which the publisher states a relation."""

    kind: RelationKind
    pattern: re.Pattern[str]
    """Its group `others` holds the numbers of the other guidance."""
    source: str
    """Where the wording was seen."""


def _frame(kind: RelationKind, pattern: str, source: str) -> Frame:
    return Frame(kind, re.compile(pattern, re.IGNORECASE | re.DOTALL), source)


FRAMES: tuple[Frame, ...] = (
    _frame(
        "partially-replaced-by",
        rf"{_THIS} {_HAS_BEEN} {_PARTLY} {_REPLACED} by (?P<others>.+)",
        "feed names",
    ),
    _frame(
        "partially-replaced-by",
        rf"\b{_PART}\b.{{0,120}}? {_HAS_BEEN} {_REPLACED} by (?P<others>.+)",
        "CG94 introduction",
    ),
    _frame(
        "replaced-by",
        rf"{_THIS} {_HAS_BEEN} {_REPLACED} by (?P<others>.+)",
        "old pages, 2014 to 2026",
    ),
    _frame(
        "replaced-by",
        rf"^(?:(?:has been|was) )?{_REPLACED} by:? (?P<others>.+)",
        "status lines of old pages",
    ),
    _frame(
        "replaced-by",
        rf"{_THIS} {_HAS_BEEN} (?:incorporated|merged) (?:in|into|with) (?P<others>.+)",
        "old pages",
    ),
    _frame(
        "partially-replaces", rf"{_THIS} {_PARTLY} (?:{_REPLACES}) (?P<others>.+)", "feed names"
    ),
    _frame(
        "partially-replaces",
        rf"(?:{_THIS}|\band|;|,) (?:also )?(?:{_REPLACES}) {_PART}\b(?P<others>.+)",
        "PH46 successor, CG94",
    ),
    _frame(
        "partially-replaces",
        rf"\brecommendations? [\d.]+.{{0,40}}? (?:{_REPLACES}) (?P<others>.+)",
        "CG94 introduction",
    ),
    _frame(
        "replaces",
        rf"(?:{_THIS}|^) (?:also )?(?:{_REPLACES}) (?P<others>.+)",
        "new pages, 2003 to 2026",
    ),
    _frame("replaces", rf"^(?:{_REPLACES}):? (?P<others>.+)", "status lines of new pages"),
    _frame(
        "read-with",
        (
            r"(?:read|used|considered|viewed) (?:in conjunction|together|alongside"
            r"|along) ?(?:with)? (?P<others>.+)"
        ),
        "overviews",
    ),
    _frame("based-on", rf"{_THIS} (?:is|was) based on (?P<others>.+)", "quality standards"),
    _frame(
        "basis-of", rf"{_THIS} (?:is|forms|was) the basis (?:of|for) (?P<others>.+)", "feed names"
    ),
)
"""Asked in order; the words that one frame took are not offered to the next."""

_MIGRATED = re.compile(
    (
        r"(?P<old>.{0,160}?)\b(?:has|have|was|were)(?: now)? (?:been )?migrated (?:in)?to "
        r"(?P<new>.{1,200})"
    ),
    re.IGNORECASE | re.DOTALL,
)
_NOW_NUMBERED = re.compile(
    rf"{_THIS} (?:was )?(?:previously|formerly) (?:published as|known as|numbered) (?P<old>.+)",
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
    migrations = tuple(_migrations(statements, own))
    found = [*_migrated(migrations, own)]
    for statement in statements:
        found.extend(_framed(statement, own))
    moved = {(each.reference) for each in found if each.kind == "migrated-from"}
    onward = {(each.reference) for each in found if each.kind == "migrated-to"}
    kept: dict[tuple[str, Reference], Relationship] = {}
    for each in found:
        if (each.kind == "replaces" and each.reference in moved) or (
            each.kind == "replaced-by" and each.reference in onward
        ):
            continue
        kept.setdefault((each.kind, each.reference), each)
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
        unchanged = bool(_UNCHANGED.search(statement.text))
        for sentence in sentences(statement.text):
            match = _MIGRATED.search(sentence)
            if match:
                old = [each.reference for each in find_references(match["old"])] or [own]
                new = next((each.reference for each in find_references(match["new"])), None)
                for each in old:
                    if new and each != new:
                        yield Migration(each, new, statement, unchanged)
                continue
            match = _NOW_NUMBERED.search(sentence)
            if match:
                for mention in find_references(match["old"]):
                    if mention.reference != own:
                        yield Migration(mention.reference, own, statement, unchanged)


def _migrated(migrations: Sequence[Migration], own: Reference) -> Iterator[Relationship]:
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
    for sentence in sentences(statement.text):
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
