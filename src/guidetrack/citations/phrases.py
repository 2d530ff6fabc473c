"""
Programmes named without a number: "a NICE IPG", "special arrangements under an IPG".

Rules of a trust hang on such words ("procedures under an IPG need special arrangements"),
and they lose their hold on guidance whose number now begins with HTG. They are reported
for somebody to reword, and never count as stale, because nothing is cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from guidetrack.citations.finder import show_visible
from guidetrack.citations.folding import fold
from guidetrack.citations.senses import SENSES
from guidetrack.guidance.programmes import SPELLINGS, prefix_of_programme

PROGRAMMES_JOINED = ("IPG", "MTG", "DG", "HTE")
"""Prefixes of programmes of procedures and devices, which HealthTech guidance (HTG) follows."""


class Phrase(NamedTuple):
    """A programme named in a text where a number might be expected."""

    prefix: str
    text: str
    """The words that name it, as written."""
    start: int
    end: int
    """Where they stand in the text without its invisible characters."""
    reference: None = None
    """It has none."""
    form: Literal["programme"] = "programme"


_CODES = "|".join(PROGRAMMES_JOINED)
_NAMES = "|".join(
    re.escape(name).replace(r"\ ", r"\s+")
    for name, prefix in sorted(SPELLINGS.items(), key=lambda each: -len(each[0]))
    if prefix in PROGRAMMES_JOINED and name.endswith(("guidance", "evaluation", "assessment"))
)
_NOUN = rf"(?:(?P<code>{_CODES})s?\b|(?P<name>(?i:{_NAMES}))\b)"
_NO_NUMBER = (
    rf"(?!\s{{0,3}}[(\[]?\s{{0,3}}(?:{_CODES})?s?[)\]]?\s{{0,3}}"
    r"(?:(?i:nos?\b\.?|numbers?\b|refs?\b\.?)|[-\u2010-\u2015:#(/,])?\s{0,3}[0-9])"
)
_PHRASE = re.compile(rf"(?P<nice>\bNICE(?:['\u2019]s)?\s+\(?)?(?<!\w){_NOUN}{_NO_NUMBER}")
_RULES = re.compile(
    r"\b(?:special|normal|standard)\s+arrangements|\bresearch[\s-]only\b", re.IGNORECASE
)
_HINTS = ("NICE", "rrangements", "RRANGEMENTS", "esearch", "ESEARCH")
_NEAR = 100
_STOP = re.compile(r"[.!?]\s+(?=[A-Z])|\n\s*\n")


def may_name(text: str) -> bool:
    """Whether `find_phrases` could find anything in the text; False is certain."""
    return any(hint in text for hint in _HINTS)


def find_phrases(text: str) -> Iterator[Phrase]:
    """Find where a text names a programme without a number, in order."""
    if not may_name(text):
        return
    visible = show_visible(text)
    folded = fold(visible)
    for match in _PHRASE.finditer(folded.text):
        if not (match["nice"] or _is_ruled(folded.text, match)):
            continue
        prefix = match["code"] or prefix_of_programme(match["name"])
        if prefix:
            start, end = folded.original(match.start()), folded.original(match.end() - 1) + 1
            yield Phrase(prefix, " ".join(visible[start:end].split()), start, end)


def _is_ruled(text: str, match: re.Match[str]) -> bool:
    """Whether its sentence says what guidance of a programme asks for, and speaks of no device."""
    first, last = max(0, match.start() - _NEAR), min(len(text), match.end() + _NEAR)
    before = _STOP.split(text[first : match.start()])[-1]
    after = _STOP.split(text[match.end() : last])[0]
    near = f"{before} {after}"
    if not _RULES.search(near):
        return False
    return not any(each.prefixes is None and each.words.search(near) for each in SENSES)
