"""
How notices name guidance and days, and fill their templates.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events.event import Event
from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.programmes import programme_name


def fill(template: str, event: Event) -> str:
    """
    Fill `{name}`, `{before}` and `{after}` with the numbers of an event.

    A number that an event lacks is replaced by the other; `name` is the present one. They are
    put in as they are: braces in a source are never read as a template.
    """
    before = event.reference_before or event.reference_after or "the guidance"
    after = event.reference_after or event.reference_before or "the guidance"
    return template.format(name=after, before=before, after=after)


def variants(event: Event) -> Iterator[str | None]:
    """Name what decides how an event of one kind is told, the most telling first, then None."""
    yield from (each for each in (event.verdict, event.direction) if each)
    yield None


def in_short(sentence: str) -> str:
    """Take the end off a sentence, so that it fits into a line."""
    return sentence.removesuffix(".")


def name_programme(prefix: str | None) -> str:
    """Name a programme by prefix and words: "IPG (Interventional procedures guidance)"."""
    if prefix is None:
        return "not known"
    name = programme_name(prefix)
    return f"{prefix} ({name})" if name else prefix


def printed_date(text: str | None) -> str:
    """A day or a month in ISO 8601 as people read it; anything else as it is."""
    if text is None:
        return "not known"
    try:
        return PartialDate.parse(text).printed()
    except ValueError:
        return text
