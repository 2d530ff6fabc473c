"""
Several captures of one guidance to one record.

A guidance is spread over pages: its overview, its chapters, the whole document.
Each aspect comes from the capture carrying it that changed last, so a stub adds
that the guidance was replaced and takes nothing away; statements about other
guidance hold as long as one page makes them.

What the publisher lists as data is another witness of the same facts. Seen for the
first time it has not changed, so it only fills what no page says; from its first
change on it counts like a page. Whether the guidance stands is the exception (see
`extract.standings`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from guidetrack.extract.capture import finished
from guidetrack.extract.relationships import without_restated
from guidetrack.extract.standings import Slotted, choose_standing
from guidetrack.extract.stated import LISTS
from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.record import ASPECTS, Aspect, GuidanceRecord, Relationship, Section

_ORDER = ("document", "chapter", "overview", "feed", "catalogue")
"""Among captures that changed at the same time, the earlier kind counts."""


_T = TypeVar("_T")


def unite(captures: Sequence[Slotted]) -> GuidanceRecord:
    """
    Unite the captures of one reference.

    Args:
        captures: one for each slot; anything with `slot`, `changed_at`, `record` and
            `unchanged`.

    Raises:
        ValueError: there are none, or they are of several references.
    """
    ordered = _latest_first(captures)
    if len({each.record.reference for each in ordered}) != 1:
        raise ValueError("captures of one reference can be united, not of none or several")
    newest = ordered[0].record
    if len(ordered) == 1:
        return newest
    record = replace(
        newest,
        **_identity(ordered),
        **_dates(ordered),
        recommendations=_latest(ordered, "recommendations", lambda r: r.recommendations),
        relationships=_relationships(ordered),
        sections=_sections(ordered),
        update_notes=_latest(ordered, "update-notes", lambda r: r.update_notes),
        endorsements=_latest(ordered, "endorsements", lambda r: r.endorsements),
        codes=_latest(ordered, "codes", lambda r: r.codes),
        boilerplate=next((e.record.boilerplate for e in ordered if e.record.boilerplate), ()),
    )
    captured: set[Aspect] = {
        aspect for aspect in ASPECTS if any(each.record.has(aspect) for each in ordered)
    }
    return finished(record, captured)


def _latest_first(captures: Sequence[Slotted]) -> list[Slotted]:
    by_kind = sorted(captures, key=lambda each: (_rank(each.slot), each.slot))
    by_time = sorted(by_kind, key=lambda each: each.changed_at, reverse=True)
    return sorted(by_time, key=lambda each: each.unchanged)


def _rank(slot: str) -> int:
    kind = slot.split("-", maxsplit=1)[0]
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _latest(
    ordered: Sequence[Slotted], aspect: Aspect, part: Callable[[GuidanceRecord], tuple[_T, ...]]
) -> tuple[_T, ...]:
    return next((part(each.record) for each in ordered if each.record.has(aspect)), ())


def _identity(ordered: Sequence[Slotted]) -> dict[str, Any]:
    """Title, programme, address and ISBN where last stated; status where last it could be."""
    records = [each.record for each in ordered]
    standing = choose_standing(ordered).record
    own = records[0].reference.prefix
    return {
        "title": next((r.title for r in records if r.title), None),
        "programme": next((r.programme for r in records if r.programme), None),
        "url": next((r.url for r in records if r.url), None),
        "isbn": next((r.isbn for r in records if r.isbn), None),
        "origin_programme": next(
            (r.origin_programme for r in records if r.origin_programme != own), own
        ),
        "status": standing.status,
        "status_stated": standing.status_stated,
    }


def _dates(ordered: Sequence[Slotted]) -> dict[str, Any]:
    """
    The dates of one capture; a day that it does not state, from a list seen before or with it.

    A page leaves out days that a list states, so they are not gone when the page comes.
    What was published once has its day wherever it was stated.
    """
    chosen = next((each for each in ordered if each.record.has("dates")), ordered[0])
    lists = (each for each in ordered if each.slot in LISTS)
    known = [chosen, *(each for each in lists if each.changed_at <= chosen.changed_at)]
    return {
        "published": _first_day([chosen, *ordered], "published"),
        "last_updated": _first_day(known, "last_updated"),
        "next_review": _first_day(known, "next_review"),
    }


def _first_day(captures: Sequence[Slotted], name: str) -> PartialDate | None:
    return next((day for each in captures if (day := getattr(each.record, name))), None)


def _relationships(ordered: Sequence[Slotted]) -> tuple[Relationship, ...]:
    """Every relation that some capture states, as the latest one puts it into words."""
    found = [relation for each in ordered for relation in each.record.relationships]
    return without_restated(sorted(found, key=lambda each: each.stated is None))


def _sections(ordered: Sequence[Slotted]) -> tuple[Section, ...]:
    """
    The sections of the whole document, with every chapter that changed later in place of its own.

    Without a document, those of the chapters in the order of their numbers.
    """
    carrying = [each for each in ordered if each.record.has("sections")]
    whole = next((each for each in carrying if not each.slot.startswith("chapter-")), None)
    later = carrying[: carrying.index(whole)] if whole else carrying
    sections = list(whole.record.sections) if whole else []
    for chapter in sorted(later, key=lambda each: (_chapter_number(each), each.slot)):
        sections = _with_chapter(sections, chapter.record.sections)
    return tuple(sections)


def _chapter_number(each: Slotted) -> int:
    numbers = [s.number for s in each.record.sections if s.number]
    return int(numbers[0].split(".")[0]) if numbers else 10_000


def _with_chapter(sections: list[Section], chapter: tuple[Section, ...]) -> list[Section]:
    """Put a chapter's sections where those with its first heading stand, else at the end."""
    if not chapter:
        return sections
    names = [(each.number, each.heading) for each in sections]
    first = (chapter[0].number, chapter[0].heading)
    if first not in names:
        return [*sections, *chapter]
    start = names.index(first)
    end = start + 1
    while end < len(sections) and _belongs(sections[end], chapter):
        end += 1
    return [*sections[:start], *chapter, *sections[end:]]


def _belongs(section: Section, chapter: tuple[Section, ...]) -> bool:
    """Whether a section of the document is of the chapter that is put in."""
    root = (chapter[0].number or "").split(".")[0]
    if section.number is not None:
        return bool(root) and section.number.split(".")[0] == root
    return any(section.heading == each.heading for each in chapter)
