"""
Columns in which a number stands without its prefix, because the heading or the cell beside has it.

`IPG number` over 75, or `Programme` over IPG beside `Number` over 75: whoever keeps the
register reads IPG75, so a scan and a checked register must both, by the same rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from guidetrack.citations.finder import Citation
from guidetrack.errors import NotAReferenceError
from guidetrack.guidance.programmes import PROGRAMMES, SPELLINGS, prefix_of_programme
from guidetrack.guidance.reference import Reference

_KNOWN = "|".join(sorted(PROGRAMMES, key=len, reverse=True))
_NAMES = "|".join(re.escape(each) for each in sorted(SPELLINGS, key=len, reverse=True))
_PROGRAMME = re.compile(
    rf"(?:NICE\s+)?(?P<name>{_KNOWN}|{_NAMES})s?(?:\s+guidance)?"
    r"(?P<number>\s*\(?(?:#|(?:no|nos|num|number|numbers|ref|refs|reference|references|code|codes"
    r"|id)\b\.?)\)?)?",
    re.IGNORECASE,
)
_AMBIGUOUS_ALONE = frozenset({"PH", "SC", "SG", "ES", "IND", "PIP", "MPG"})
"""Prefixes that head columns of measurements too; there "number" must stand beside them."""
_SAYS_PROGRAMME = re.compile(
    r"\b(?:NICE|guidance|guidelines?|programmes?|prefix|prefixes)\b", re.IGNORECASE
)
_SAYS_NUMBER = re.compile(
    rf"\s*#\s*|\W*(?:(?:NICE|guidance|guidelines?|programmes?|documents?|{_KNOWN}"
    r"|no|nos|num|numbers?|refs?|references?|codes?|id)\b\W*)+",
    re.IGNORECASE,
)
"""Nothing else: under `Number of cases` no guidance stands, whatever is beside it."""
_PREFIX = re.compile(rf"\s*(?:NICE\s+)?({_KNOWN})\s*", re.IGNORECASE)
_BETWEEN = r"\s*(?:,|;|/|&|\+|\band\b|\n)\s*"
_NUMBER = r"0*[1-9][0-9]{0,4}(?:\.0)?"
_BARE = re.compile(rf"\s*{_NUMBER}(?:{_BETWEEN}{_NUMBER})*\s*", re.IGNORECASE)
_EACH = re.compile(r"([0-9]+)(?:\.0)?")


def prefix_of_heading(heading: str) -> str | None:
    """The prefix that a heading gives bare numbers: `IPG number` gives IPG; else None."""
    found = _PROGRAMME.fullmatch(heading)
    if not found:
        return None
    name = found["name"]
    prefix = name.upper() if name.upper() in PROGRAMMES else prefix_of_programme(name)
    return None if prefix in _AMBIGUOUS_ALONE and not found["number"] else prefix


def prefix_beside(cells: Sequence[str], headings: Sequence[str], at: int) -> str | None:
    """The prefix in the cell to the left, where headings say programme there and number here."""
    if not 0 < at < min(len(cells), len(headings)):
        return None
    found = _PREFIX.fullmatch(cells[at - 1])
    says = any(map(_SAYS_PROGRAMME.search, headings[at - 1 : at + 1]))
    return found[1].upper() if found and says and _SAYS_NUMBER.fullmatch(headings[at]) else None


def holds_bare(text: str) -> bool:
    """Whether a cell holds numbers and nothing else."""
    return _BARE.fullmatch(text) is not None


def cite_bare(text: str, prefix: str) -> Iterator[Citation]:
    """Every number of a cell that holds nothing else, as likely guidance of one programme."""
    for number in _EACH.finditer(text):
        try:
            reference = Reference(prefix, int(number[1]))
        except NotAReferenceError:
            continue
        yield Citation(reference, "likely", "", number[1], number.start(), number.end(), "bare")
