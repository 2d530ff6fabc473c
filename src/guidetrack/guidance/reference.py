"""
Guidance references: IPG75, HTG46, NG100.

A reference is a label that NICE may move to other content, so it identifies a
document only together with a date; it never identifies by resemblance. Written
forms vary widely (`ipg75`, `IPG-75`, `[IPG75]`, "interventional procedures
guidance 75"), and all of them are the same reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, total_ordering
from operator import attrgetter
from typing import NamedTuple

from guidetrack.errors import NotAReferenceError
from guidetrack.guidance.programmes import PROGRAMMES, SPELLINGS, prefix_of_programme

_PREFIX = re.compile(r"[A-Z]{2,8}")
_DEVICE_NAMES = frozenset({"CON", "PRN", "AUX", "NUL", "COM", "LPT"})
_LARGEST = 99_999


@total_ordering
class Reference:
    """
    A prefix and a number; `str()` gives the printed form, `IPG75`.

    Ordered by prefix, then by number. Immutable and hashable.

    Raises:
        NotAReferenceError: the prefix is not two to eight capital letters, is a
            device name of Windows (it could not become a file name), or the
            number is not between 1 and 99999.
    """

    __slots__ = ("number", "prefix")

    prefix: str
    number: int

    def __init__(self, prefix: str, number: int) -> None:
        if not _PREFIX.fullmatch(prefix) or prefix in _DEVICE_NAMES:
            raise NotAReferenceError(
                f"{prefix!r} cannot be the prefix of a guidance reference",
                hint="A reference looks like IPG75: two to eight letters and a number.",
            )
        if not 1 <= number <= _LARGEST:
            raise NotAReferenceError(
                f"{number} cannot be the number of a guidance reference",
                hint="A reference looks like IPG75: two to eight letters and a number.",
            )
        object.__setattr__(self, "prefix", prefix)
        object.__setattr__(self, "number", number)

    @classmethod
    def parse(cls, text: str) -> Reference:
        """
        Read a text that is one reference and nothing else.

        Accepts every written form: case, spaces, hyphens, zero padding and square
        brackets do not matter, a programme name may stand for the prefix, and an
        address of the guidance counts as its reference. Unknown prefixes are kept.

        Raises:
            NotAReferenceError: the text is none, or names more than one.
        """
        found = _parse_one(text)
        if found is None:
            raise NotAReferenceError(
                f"{text[:80]!r} is not a guidance reference",
                hint="A reference looks like IPG75: letters and a number.",
            )
        return found

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Reference cannot be changed ({name})")

    def __str__(self) -> str:
        return f"{self.prefix}{self.number}"

    def __repr__(self) -> str:
        return f"Reference({self.prefix!r}, {self.number})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Reference):
            return NotImplemented
        return (self.prefix, self.number) == (other.prefix, other.number)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Reference):
            return NotImplemented
        return (self.prefix, self.number) < (other.prefix, other.number)

    def __hash__(self) -> int:
        return hash((self.prefix, self.number))

    def __reduce__(self) -> tuple[type[Reference], tuple[str, int]]:
        return (Reference, (self.prefix, self.number))


IN_ORDER = attrgetter("prefix", "number")
"""The key by which thousands are sorted as they compare, in a tenth of the time."""


class Mention(NamedTuple):
    """A reference found in running text."""

    reference: Reference
    start: int
    """Offset of the first character of the words that name it."""
    end: int
    """Offset just past the last of them."""


_DASH = "\\-\u2010\u2011\u2012\u2013\u2014"
_GAP = rf"\s*(?:[{_DASH}]\s*)?"
_PRINTED = re.compile(r"([A-Z]{2,8})([1-9][0-9]{0,4})")
"""The form in which nearly all come; thousands of rows of a list do."""
_CODE = re.compile(rf"\[?\s*([A-Za-z]{{2,8}})(?P<gap>{_GAP})0*([0-9]{{1,5}})\s*\]?")
_OLD_LINK = re.compile(r"([A-Za-z]{2,5})0*([0-9]{1,5})(?:NICE|nice)?(?:guideline|guidance)")
_ADDRESS = re.compile(
    r"(?:https?:)?(?://)?[\w.\-]*nice\.org\.uk(?::\d+)?/"
    r"(?:guidance/(?:retired/|terminated/)?)?([A-Za-z]{2,8})0*([0-9]{1,5})(?![0-9A-Za-z])[^\s]*"
)
_NAMES = "|".join(
    re.escape(name).replace(r"\ ", r"\s+") for name in sorted(SPELLINGS, key=len, reverse=True)
)
_NAMED = re.compile(
    rf"\b((?:NICE(?:['\u2019]s)?\s+)?(?:{_NAMES}))\s+"
    r"(?:\(?no\.?\s*)?(0*[0-9]{1,5}(?:(?:,|\s+and|,?\s+or)\s+0*[0-9]{1,5})*)"
    r"(?![0-9]|\.[0-9])",
    re.IGNORECASE,
)
_KNOWN = "|".join(sorted(PROGRAMMES, key=len, reverse=True))
_WRITTEN = re.compile(
    rf"(?<![A-Za-z0-9])({_KNOWN})s?{_GAP}0*([0-9]{{1,5}})(?![0-9A-Za-z]|\.[0-9])", re.IGNORECASE
)
_NUMBER = re.compile(r"[0-9]+")


def _parse_one(text: str) -> Reference | None:
    printed = _PRINTED.fullmatch(text)
    if printed:
        return _built(printed[1], printed[2])
    words = text.strip()
    single = len(words.split()) == 1  # so no name can lead it
    code = _CODE.fullmatch(words if single else _leading_name().sub("", words))
    if code and (code[1].upper() in PROGRAMMES or not code["gap"] or code[1].isupper()):
        return _built(code[1], code[3])
    for pattern in (_OLD_LINK, _ADDRESS):
        match = pattern.fullmatch(words)
        if match:
            return _built(match[1], match[2])
    named = _NAMED.fullmatch(words.strip("[]() "))
    if named:
        numbers = _NUMBER.findall(named[2])
        prefix = prefix_of_programme(named[1])
        if prefix and len(numbers) == 1:
            return _built(prefix, numbers[0])
    return None


@cache
def _leading_name() -> re.Pattern[str]:
    """What may stand before a reference that is given alone; made when one is not in print form."""
    names = rf"(?:NICE(?:['\u2019]s)?\s+)?(?:(?:{_NAMES}|guidance)\s+)?"
    return re.compile(rf"{names}(?=\[?[A-Z]{{2,8}}[0-9])", re.IGNORECASE)


def _built(prefix: str, digits: str) -> Reference | None:
    try:
        return Reference(prefix.upper(), int(digits))
    except NotAReferenceError:
        return None


def find_references(text: str) -> Iterator[Mention]:
    """
    Every reference in running text, in order, with where it stands.

    Only known prefixes are looked for (`L80` and `COVID19` are none), together
    with programme names in words, lists after one name ("technology appraisal
    guidance 47 and 80") and addresses.
    """
    found = [*_named_mentions(text), *_written_mentions(text), *_address_mentions(text)]
    end = 0
    for mention in sorted(found, key=lambda each: (each.start, -each.end)):
        if mention.start >= end or (mention.start, mention.end) == (end, end):
            yield mention
            end = mention.end


def _named_mentions(text: str) -> Iterator[Mention]:
    for match in _NAMED.finditer(text):
        prefix = prefix_of_programme(match[1])
        for index, number in enumerate(_NUMBER.finditer(match[2])):
            reference = _built(prefix, number[0]) if prefix else None
            if reference:
                start = match.start() if index == 0 else match.start(2) + number.start()
                yield Mention(reference, start, match.start(2) + number.end())


def _written_mentions(text: str) -> Iterator[Mention]:
    for match in _WRITTEN.finditer(text):
        reference = _built(match[1], match[2])
        if reference:
            yield Mention(reference, match.start(), match.end())


def _address_mentions(text: str) -> Iterator[Mention]:
    for match in _ADDRESS.finditer(text):
        reference = _built(match[1], match[2])
        if reference:
            yield Mention(reference, match.start(), match.end())
