"""
What the publisher's data states of a product: the facts that its lists and feeds share.

Every list names the same few things in its own way. They become the facts that a
page states too, so that nothing after the readers knows where they came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from guidetrack.errors import NotAReferenceError
from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.programmes import programme_name
from guidetrack.guidance.reference import Reference
from guidetrack.sources.characters import clean

Fact = tuple[str, str]
_SHORT_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_PLACEHOLDERS = frozenset({"2003-02-17"})
"""Days that stand for none: before the first interventional procedure guidance there was, the
list dates withdrawn ones so."""
_IN_DEVELOPMENT = re.compile(
    r"\bgid-|/(?:indevelopment|topic-selection|awaiting-development|inconsultation)/",
    re.IGNORECASE,
)


def text_in(data: Mapping[str, Any], *names: str) -> str | None:
    """The first of the named values that is a text with something in it."""
    for name in names:
        value = data.get(name)
        if isinstance(value, str) and (text := clean(value)):
            return text
    return None


def is_in_development(*texts: str | None) -> bool:
    """Whether a number or an address is that of guidance still being made."""
    return any(text is not None and _IN_DEVELOPMENT.search(text) for text in texts)


def is_consultation(data: Mapping[str, Any]) -> bool:
    """Whether the data is of a draft that is out for comments."""
    return any(name.casefold().startswith("consultation") for name in data)


def identity_facts(number: str | None, title: str | None, programme: str | None) -> Iterator[Fact]:
    """
    Title, number and programme of a product.

    What a list calls a programme can be a heading over many; it counts only for a
    prefix that is not known.

    Raises:
        ValueError: there is no number, or it is that of guidance in development.
    """
    if number is None:
        raise ValueError("its data states no guidance number")
    if is_in_development(number):
        raise ValueError(f"{number[:40]} is in development and no guidance yet")
    if title:
        yield "title", title
    yield "reference", number
    name = _known_programme(number) or programme
    if name:
        yield "programme", name


def date_facts(
    published: str | None, updated: str | None, review: str | None = None
) -> Iterator[Fact]:
    """
    The days stated, without those that stand for none.

    As on the site, a day of the last update is only stated where it is later than
    that of publication.
    """
    first, last, next_ = (_day(text) for text in (published, updated, review))
    if first:
        yield "published", first
    if last and (first is None or last > first):
        yield "last-updated", last
    if next_:
        yield "next-review", next_


def _day(text: str | None) -> str | None:
    if text is None:
        return None
    short = _SHORT_DAY.fullmatch(text)
    if short:
        text = f"{short[3]}-{int(short[2]):02d}-{int(short[1]):02d}"
    try:
        day = str(PartialDate.parse(text))
    except ValueError:
        return None
    return None if day in _PLACEHOLDERS else day


def _known_programme(number: str) -> str | None:
    try:
        return programme_name(Reference.parse(number).prefix)
    except NotAReferenceError:
        return None
