"""
The written forms of a citation: joined, spaced, named in words, an address; single or in lists.

This module only says what is written where. Whether it means guidance is judged in
`citations.judging`, because that takes the words around.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from guidetrack.citations.glance import may_hold
from guidetrack.errors import NotAReferenceError
from guidetrack.guidance.programmes import PROGRAMMES, SPELLINGS, prefix_of_programme
from guidetrack.guidance.reference import Reference

Form = Literal["joined", "spaced", "named", "address"]


class Candidate(NamedTuple):
    """Words that may cite a reference."""

    reference: Reference
    form: Form
    start: int
    """Offset of the first character of the prefix, the name or the address."""
    end: int
    """Offset just past the number."""
    name: str = ""
    """The prefix or the programme name as written."""
    between: bool = False
    """Whether the number itself is not written, or not all of it: it lies inside a range."""
    counted: bool = False
    """Whether the number stands as counts do: "technology appraisals (12)"."""


_KNOWN = "|".join(sorted(PROGRAMMES, key=len, reverse=True))
_NUMBER = r"0*[1-9][0-9]{0,4}"
_WHOLE = r"(?![^\W_])"
_DASHES = "\\-\u2010-\u2015"
_GAP = (
    rf"[{_DASHES}_]\s?|\.(?=[0-9])|%20|['\"]\s?,\s?['\"]?|\s{{0,3}}[)\]]?\s{{0,3}}(?:(?:(?:nos?\b\.?|numbers?\b|refs?\b\.?)\s{{0,3}})?"
    rf"[:#(/{_DASHES}]?\s{{0,3}})"
)
_CODE = re.compile(
    rf"(?:(?<![^\W_])(?<!gid-)|(?<=%2F)|(?<=%2f)|(?<=%20))(?P<name>{_KNOWN})(?P<plural>s)?"
    rf"(?P<gap>{_GAP})(?P<number>{_NUMBER}){_WHOLE}",
    re.IGNORECASE,
)
_JOINED = re.compile(rf"[{_DASHES}_]?")
_NAMES = "|".join(
    re.escape(name).replace(r"\ ", r"\s+") for name in sorted(SPELLINGS, key=len, reverse=True)
)
_LAST_WORDS = frozenset(name.split()[-1] for name in SPELLINGS)
_NAMED = re.compile(
    rf"\b(?P<name>(?:NICE(?:['\u2019]s)?\s+)?(?:{_NAMES}))(?P<plural>s)?"
    r"(?:(?:\s+|\s*,\s*)\(?(?:nos?\b\.?|numbers?\b|#)\s*|\s+|(?P<counted>\s*:\s*|\s*\(\s*))"
    rf"(?P<number>{_NUMBER}){_WHOLE}(?!\.[0-9])(?(counted)(?=\s*(?:$|[).,;/&\n]|and\b)))",
    re.IGNORECASE,
)
_OLD_LINK = re.compile(
    rf"(?<![^\W_])(?P<name>{_KNOWN})(?P<number>{_NUMBER})(?:NICE)?(?:guideline|guidance)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:https?:(?://|%2F%2F))?(?:[\w\-]{1,63}\.){0,4}\bnice\.org\.uk(?::[0-9]+)?"
    r"(?:/|%2F)[^\s<>\"'\])}|]*",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(
    rf"(?:(?<=[/=\-_])|(?<=%2F)|(?<=%2f))(?<!gid-)(?P<name>{_KNOWN})-?(?P<number>{_NUMBER})"
    rf"(?:(?![^\W_])|(?=[a-z]{{4}}))",
    re.IGNORECASE,
)
_AND = re.compile(
    r"(?:\s*[(\[](?:19|20)[0-9]{2}[)\]])?\s*\(?(?:(?P<tight>,(?=[0-9])|\\(?=[0-9]{2,5}(?![\w\\])))"
    r"|(?:,\s*(?:and|or)\b|,|;|/|&|\+|\band\s{0,2}/\s{0,2}or\b|\band\b|\bor\b)\s*)"
    rf"(?P<number>{_NUMBER}){_WHOLE}(?(tight)|(?!,[0-9]{{3}}(?![0-9])))(?!\.[0-9])",
    re.IGNORECASE,
)
_UP_TO = re.compile(
    rf"\s?(?:[{_DASHES}]|\b(?:to|through)\b)\s?(?P<prefix>{_KNOWN})?(?P<number>{_NUMBER}){_WHOLE}(?!\.[0-9])",
    re.IGNORECASE,
)
_SHORTENED = re.compile(rf"[{_DASHES}](?P<number>[1-9][0-9]{{1,2}})")
"""The end of a range without its first digits; one digit alone is a part or an edition."""
_GOES_ON = re.compile(
    rf"\s*(?:$|[(\[](?:19|20)[0-9]{{2}}[)\]]|[.,;:)\]}}\"'\u2019\u201d|/&+?!]|[{_DASHES}]\s?[0-9]|\n|\s[{_DASHES}]\s|(?:and|or|to|is|are|was|were"
    r"|has|have|had|on|for|in|from|of|by|as|at|which|that|with|when|apply|applies|say|says|state"
    r"|states|recommend|recommends|remain|remains|should|must|may|can|will|cover|covers)\b)",
    re.IGNORECASE,
)
"""What follows the last number of a list; a noun there would make it a count ("12 patients")."""
_COUNTED = re.compile(
    r"\s*(?:patients?|people|adults?|children|cases?|sites?|procedures?|times|others?|more)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\s*-?\s*(?:%|(?:min(?:ute)?s?|hours?|days?|weeks?|months?|years?|mg|mcg|ml|mm|cm|kg|g)\b"
    r"|(?-i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))",
    re.IGNORECASE,
)
"""Behind the last of several numbers it belongs to all of them: "12, 18 and 24 months"."""
_CAPITALS = str.maketrans("\u0130\u0131\u017f\u212a", "IISK")
"""Letters that count as these where case does not matter, and have other capitals."""
YEARS = range(1990, 2050)
"""Numbers that may be a year; no programme of NICE has come so far."""
_WIDEST = 30
"""Numbers in a range; a wider one is a number with a year or a part number behind it."""
_FARTHEST = 20
"""Numbers of a list that are passed on the way to the word behind it."""
_TWO_DIGITS = 10
_THREE_DIGITS = 100


def find_candidates(text: str) -> Iterator[Candidate]:
    """Everything in a text that is written like a citation, in order; nothing twice."""
    found = [*_addresses(text), *_named(text), *_old_links(text), *_codes(text)]
    end = group = -1
    for candidate in sorted(found, key=lambda each: each.start):
        if candidate.start >= end or candidate.start == group:
            yield candidate
            group, end = candidate.start, max(end, candidate.end)


def _addresses(text: str) -> Iterator[Candidate]:
    if not may_hold(text, ("nice.org.uk",)):
        return
    for match in _ADDRESS.finditer(text):
        end = match.start() + len(match[0].rstrip(".,;:!?"))
        seen: set[Reference] = set()
        for part in _IN_ADDRESS.finditer(text, match.start(), end):
            reference = _built(part["name"], part["number"])
            if reference and reference not in seen:
                seen.add(reference)
                yield Candidate(reference, "address", match.start(), end, part["name"])


def _named(text: str) -> Iterator[Candidate]:
    if not may_hold(text, _LAST_WORDS):
        return
    for match in _NAMED.finditer(text):
        prefix = prefix_of_programme(match["name"])
        if prefix:
            yield from _listed(text, match, prefix, "named", plural=True)


def _old_links(text: str) -> Iterator[Candidate]:
    if not may_hold(text, ("guideline", "guidance")):
        return
    for match in _OLD_LINK.finditer(text):
        reference = _built(match["name"], match["number"])
        if reference:
            yield Candidate(reference, "joined", match.start(), match.end(), match["name"])


def _codes(text: str) -> Iterator[Candidate]:
    for match in _CODE.finditer(text):
        form: Form = "joined" if _JOINED.fullmatch(match["gap"]) else "spaced"
        if form == "spaced" and re.match(r"\.[0-9]", text[match.end() :][:2]):
            continue
        yield from _listed(
            text, match, _capitals(match["name"]), form, plural=bool(match["plural"])
        )


def _listed(
    text: str, match: re.Match[str], prefix: str, form: Form, *, plural: bool
) -> Iterator[Candidate]:
    """The number itself, and those that follow it in a list or a range."""
    head = Candidate(
        _built(prefix, match["number"]) or Reference(prefix, 1),
        form,
        match.start(),
        match.end("number"),
        match["name"],
        counted=bool(match.groupdict().get("counted")),
    )
    yield head
    last = head
    while True:
        upto = _UP_TO.match(text, last.end)
        until = _end_of_range(last, upto, text, plural=plural) if upto else None
        if upto and until:
            yield from _between(last, until, upto.end())
            shortened = until != int(upto["number"])
            last = head._replace(
                reference=Reference(prefix, until), end=upto.end(), between=shortened
            )
        else:
            following = _AND.match(text, last.end)
            if not following or not _is_listed(last, following, text, plural=plural):
                return
            reference = _built(prefix, following["number"])
            if reference is None:
                return
            last = head._replace(reference=reference, end=following.end())
        yield last


def _end_of_range(last: Candidate, match: re.Match[str], text: str, *, plural: bool) -> int | None:
    """The last number of a range, also where its first digits are left out (`IPG420-25`)."""
    if match["prefix"] and _capitals(match["prefix"]) != last.reference.prefix:
        return None
    first, until = str(last.reference.number), int(match["number"])
    shortened = _SHORTENED.fullmatch(match[0])
    if shortened and len(shortened["number"]) < len(first):
        until = int(first[: -len(shortened["number"])] + shortened["number"])
    if not 0 < until - last.reference.number <= _WIDEST:
        return None
    return until if _is_listed(last, match, text, plural=plural) else None


def _between(last: Candidate, until: int, end: int) -> Iterator[Candidate]:
    for number in range(last.reference.number + 1, until):
        reference = Reference(last.reference.prefix, number)
        yield last._replace(reference=reference, end=end, between=True)


def _is_listed(last: Candidate, match: re.Match[str], text: str, *, plural: bool) -> bool:
    """Whether a further number belongs to the list, and is no count, year or quantity."""
    number = int(match["number"])
    if number in YEARS or (number < _TWO_DIGITS and last.reference.number >= _THREE_DIGITS):
        return False
    end = match.end()
    for _ in range(_FARTHEST):
        following = _AND.match(text, end) or _UP_TO.match(text, end)
        if not following or int(following["number"]) in YEARS:
            break
        end = following.end()
    if _MEASURED.match(text, end):
        return False
    if end > match.end():
        return True
    return not _COUNTED.match(text, end) if plural else bool(_GOES_ON.match(text, end))


def _capitals(prefix: str) -> str:
    return prefix.translate(_CAPITALS).upper()


def _built(prefix: str, digits: str) -> Reference | None:
    try:
        return Reference(_capitals(prefix), int(digits))
    except NotAReferenceError:
        return None
