"""
Did the engine read what stands there? Records against the models they were printed from.

A mistake of detection often begins with one of reading. So every document is checked on
its own as well: numbers, words, bullets, categories, labels, sections, notes, codes.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.accuracy.document import Advice, Guidance
from benchmarks.accuracy.pairs import Captured
from guidetrack.guidance.comparison import comparison_form
from guidetrack.guidance.record import GuidanceRecord, Recommendation


def check_record(captured: Captured, record: GuidanceRecord) -> list[str]:
    """Every place where a record says something else than the model."""
    if captured.shape in ("stub", "full and stub"):
        return []
    guidance = captured.guidance
    problems = list(_check_front(guidance, record, whole=captured.shape == "full"))
    if captured.shape == "full":
        problems += _check_advice(guidance, record)
        problems += _check_sections(guidance, record)
        problems += _check_closing(guidance, record)
    return problems


def _check_front(guidance: Guidance, record: GuidanceRecord, *, whole: bool) -> Iterator[str]:
    yield from _differ("title", guidance.title, record.title or "")
    if whole:
        yield from _differ("published", str(guidance.published), str(record.published))
        yield from _differ("last updated", str(guidance.updated), str(record.last_updated))
        yield from _differ("isbn", guidance.isbn, str(record.isbn))
    wanted = sorted((line.group or "", line.code, line.description) for line in guidance.codes)
    got = sorted((code.group or "", code.code, code.description) for code in record.codes)
    yield from _differ(
        "codes",
        str([(g.rstrip(":"), *r) for g, *r in wanted]),
        str([(g.rstrip(":"), *r) for g, *r in got]),
    )


def _check_advice(guidance: Guidance, record: GuidanceRecord) -> Iterator[str]:
    wanted = [advice.number for advice in guidance.advice]
    got = [str(each.number) for each in record.recommendations]
    yield from _differ("recommendations", ", ".join(wanted), ", ".join(got))
    if wanted == got:
        for advice, found in zip(guidance.advice, record.recommendations, strict=True):
            yield from _check_one(advice, found)


def _check_one(advice: Advice, found: Recommendation) -> Iterator[str]:
    place = advice.number
    yield from _differ(f"{place} text", _plain(advice.text), found.text)
    bullets = [_plain(bullet.text) for bullet in advice.bullets]
    yield from _differ(
        f"{place} bullets", " | ".join(bullets), " | ".join(item.text for item in found.items)
    )
    yield from _differ(f"{place} label", str(advice.label), str(found.label))
    wanted = [advice.category, *(bullet.category for bullet in advice.bullets)]
    codes = sorted({code for code in wanted if code})
    yield from _differ(f"{place} categories", str(codes), str(sorted(found.all_categories())))


def _check_sections(guidance: Guidance, record: GuidanceRecord) -> Iterator[str]:
    wanted = [
        (chapter.heading, passage.number, _plain(passage.text))
        for chapter in guidance.chapters
        for passage in chapter.passages
    ]
    got = [
        (str(section.heading), paragraph.number, paragraph.text)
        for section in record.sections
        for paragraph in section.paragraphs
    ]
    yield from _differ(
        "section paragraphs",
        str([(head, number) for head, number, _ in wanted]),
        str([(head, number) for head, number, _ in got]),
    )
    if len(wanted) == len(got):
        for (_, number, text), (_, _, found) in zip(wanted, got, strict=True):
            yield from _differ(f"section paragraph {number}", text, found)


def _check_closing(guidance: Guidance, record: GuidanceRecord) -> Iterator[str]:
    yield from _differ(
        "notes",
        " | ".join(_plain(note.text) for note in guidance.notes),
        " | ".join(_without_date(note.text) for note in record.update_notes),
    )
    yield from _differ(
        "endorsements", str(sorted(guidance.endorsers)), str(sorted(record.endorsements))
    )


def _without_date(text: str) -> str:
    head, colon, rest = text.partition(":")
    return rest.strip() if colon and head[-4:].isdigit() and len(head) < 20 else text


def _plain(text: str) -> str:
    return text.replace("{{", "").replace("}}", "")


def _differ(place: str, wanted: str, got: str) -> Iterator[str]:
    if comparison_form(wanted) != comparison_form(got):
        yield f"{place}: is {wanted!r}, read as {got!r}"
