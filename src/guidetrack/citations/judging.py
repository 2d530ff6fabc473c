"""
Whether words written like a citation mean guidance: certain, likely or ambiguous, and why.

Nothing written like a citation is dropped because of its context: what may be another
thing is ambiguous with the reason, so that a person decides and nothing is silent.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from guidetrack.citations.forms import YEARS, Candidate
from guidetrack.citations.senses import (
    INTRODUCED,
    MEANS_GUIDANCE,
    NUMBER_PLATE,
    ORDERED,
    PLACED,
    POSTCODE,
    PROGRAMME_WORDS,
    PUBLISHED,
    SENSES,
    SHARED_NAMES,
    UNIT,
    VARIANT,
    VEHICLE,
)
from guidetrack.guidance.reference import Reference

Certainty = Literal["certain", "likely", "ambiguous"]
Knows = Callable[[Reference], bool]
"""Whether the store holds a number, or a record names it."""

_NEAR = 60
"""Characters on either side in which a word of another sense counts."""
_LONGEST = 400
"""Characters of a sentence on either side; more is no sentence, and would only cost time."""
_BREAK = re.compile(
    r"(?<![Nn]o)(?<![Nn]os)(?<!ref)(?<!vs)[.!?][\"')\]]?\s+(?=[A-Z\"'(\[\u201c\u2022])"
    r"|\n\s*\n|\n\s*(?=[*\u2022|#-])|\t"
)
_LARGEST_PLACE = 1_000
_LARGEST_COUNT = 100
_A_YEAR = "it may be a year"
_ALONE = "nothing near says that guidance is meant"


class Judgement(NamedTuple):
    """How sure it is that guidance is cited."""

    certainty: Certainty
    reason: str = ""
    """Why it is not sure; empty unless ambiguous."""


def judge(text: str, candidate: Candidate, *, knows: Knows, in_column: bool) -> Judgement:
    """
    Say how certain a candidate is.

    Args:
        text: what it was found in.
        candidate: a part of it that is written like a citation.
        knows: asked for spaced forms.
        in_column: whether it stands in a column of references.
    """
    reach = _NEAR if candidate.form == "joined" else _LONGEST
    start = max(candidate.start, candidate.end - _LONGEST)  # a list may be as long as a file
    first, last = _sentence(text, start, candidate.end, reach)
    near = text[max(first, start - _NEAR) : min(last, candidate.end + _NEAR)]
    sentence = text[first:last]
    match candidate.form:
        case "address":
            return Judgement("certain")
        case "joined":
            judgement = _judge_joined(text, candidate, near, knows)
        case "named":
            judgement = _judge_named(candidate, sentence, knows)
        case "spaced":
            judgement = _judge_spaced(text, candidate, near, sentence, knows, in_column=in_column)
    if candidate.between and judgement.certainty == "certain":
        return Judgement("likely")
    return judgement


def _judge_joined(text: str, candidate: Candidate, near: str, knows: Knows) -> Judgement:
    if re.match(r"\.[0-9]", text[candidate.end : candidate.end + 2]):
        return Judgement("ambiguous", "a decimal number follows")
    reason = _written_alike(text, candidate)
    if reason:
        return Judgement("ambiguous", reason)
    if POSTCODE.match(text, candidate.start):
        return Judgement("ambiguous", "a postcode is written like this")
    if NUMBER_PLATE.match(text, candidate.start) and VEHICLE.search(near):
        return Judgement("ambiguous", "a number plate is written like this")
    if VARIANT.match(text, candidate.end) and not knows(candidate.reference):
        return Judgement("ambiguous", "a part number is written like this")
    hyphened = not text[candidate.start : candidate.end].isalnum() and _is_single(text, candidate)
    loose = hyphened and not knows(candidate.reference)
    if loose and UNIT.match(text, candidate.end):
        return Judgement("ambiguous", "a unit follows")
    reason = _other_sense(candidate, near, joined=not loose)
    return Judgement("ambiguous", reason) if reason else Judgement("certain")


def _is_single(text: str, candidate: Candidate) -> bool:
    """Whether it is a prefix, a hyphen and a number, and no list."""
    return bool(re.fullmatch(r"[^\W\d_]+[^\w\s][0-9]+", text[candidate.start : candidate.end]))


def _written_alike(text: str, candidate: Candidate) -> str | None:
    """What else is written so, whatever stands around."""
    if candidate.name == "pH":
        return "acidity is written like this"
    before = _before(text, candidate)
    if ORDERED.search(before):
        return "a part or order number stands like this"
    if candidate.reference.number < _LARGEST_PLACE and PLACED.search(before):
        return "a place or a telephone is numbered like this"
    return None


def _judge_named(candidate: Candidate, sentence: str, knows: Knows) -> Judgement:
    if candidate.reference.number in YEARS and not knows(candidate.reference):
        return Judgement("ambiguous", _A_YEAR)
    few = candidate.counted and candidate.reference.number < _LARGEST_COUNT
    if few and not knows(candidate.reference):
        return Judgement("ambiguous", "a count may stand like this")
    name = " ".join(candidate.name.casefold().split())
    if name.startswith("nice guideline"):
        return Judgement("likely")
    if name.startswith("nice") or name not in SHARED_NAMES:
        return Judgement("certain")
    rest = sentence.replace(candidate.name, " ")
    if knows(candidate.reference) or re.search(r"\bNICE\b", rest):
        return Judgement("likely")
    return Judgement("ambiguous", "others may have papers of this name too")


def _judge_spaced(  # noqa: PLR0913 - the context is all of these
    text: str, candidate: Candidate, near: str, sentence: str, knows: Knows, *, in_column: bool
) -> Judgement:
    if UNIT.match(text, candidate.end):
        return Judgement("ambiguous", "a unit follows")
    reason = _written_alike(text, candidate)
    if reason:
        return Judgement("ambiguous", reason)
    if candidate.reference.number in YEARS and not knows(candidate.reference):
        return Judgement("ambiguous", _A_YEAR)
    introduced = INTRODUCED.search(_before(text, candidate))
    if introduced and not introduced[0].startswith("nice"):
        return Judgement("likely")
    reason = _other_sense(candidate, near, joined=False)
    if reason:
        return Judgement("ambiguous", reason)
    programme = PROGRAMME_WORDS[candidate.reference.prefix]
    if (
        in_column
        or introduced
        or _is_published(text, candidate)
        or MEANS_GUIDANCE.search(sentence)
        or programme.search(sentence)
        or _stands_by_its_like(sentence, candidate)
        or knows(candidate.reference)
    ):
        return Judgement("likely")
    return Judgement("ambiguous", _ALONE)


def _other_sense(candidate: Candidate, near: str, *, joined: bool) -> str | None:
    prefix = candidate.reference.prefix
    for sense in SENSES:
        if joined and not sense.even_joined:
            continue
        if (sense.prefixes is None or prefix in sense.prefixes) and sense.words.search(near):
            return sense.reason
    return None


def _stands_by_its_like(sentence: str, candidate: Candidate) -> bool:
    """Whether a number with the same prefix is written together in the sentence, in no address."""
    like = rf"(?<!\w){candidate.reference.prefix}[0-9]{{2,5}}(?!\w)(?!\s?[0-9][A-Z]{{2}}\b)"
    return bool(re.search(like, sentence))


def _is_published(text: str, candidate: Candidate) -> bool:
    """Whether it stands in an entry of a list of literature whose publisher is NICE."""
    first = max(0, candidate.start - _LONGEST)
    paragraph = text.rfind("\n\n", first, candidate.start) + 2
    line = text.rfind("\n", first, candidate.start) + 1
    begins = {line or first, paragraph if paragraph > 1 else first}
    return any(PUBLISHED.match(text, each) for each in begins)


def _before(text: str, candidate: Candidate) -> str:
    return text[max(0, candidate.start - _NEAR) : candidate.start]


def _sentence(text: str, start: int, end: int, reach: int) -> tuple[int, int]:
    """Where the sentence around some words begins and ends, not looking further than `reach`."""
    first, last = max(0, start - reach), min(len(text), end + reach)
    for stop in _BREAK.finditer(text, first, last):
        if stop.start() >= end:
            return first, stop.start()
        if stop.end() <= start:
            first = stop.end()
    return first, last
