"""
A corpus of invented guidance of the size that real guidance has, and each as a record.

The documents are those of the benchmark of accuracy, with a long discussion at the end:
about 18 kB each. The record is written down from the model, without any reading, because
ten years of a large corpus are 150,000 of them; a test holds it equal to what is read from
the printed page.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from benchmarks.accuracy.document import Advice, Chapter, Guidance, Passage
from benchmarks.accuracy.engine import read_page
from benchmarks.accuracy.invention import invent
from benchmarks.accuracy.noise import Noise
from benchmarks.accuracy.rendering.markdown import render_markdown
from benchmarks.accuracy.sentences import SECTION_SENTENCES, draw_slots, fill_text
from benchmarks.accuracy.vocabulary import MONTHS
from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.record import (
    Aspect,
    Boilerplate,
    GuidanceRecord,
    Item,
    Paragraph,
    Recommendation,
    Relationship,
    Section,
    UpdateNote,
)
from guidetrack.guidance.reference import Reference

FIRST_NUMBER = 10_001
SIZE = 18_000
"""Bytes of a record, about."""
_CAPTURED: tuple[Aspect, ...] = (
    "identity",
    "dates",
    "recommendations",
    "relationships",
    "sections",
    "update-notes",
    "endorsements",
)
_PARAGRAPH_OVERHEAD = 33
"""Bytes around the text of a paragraph in a record."""
_PREFIXES = {"procedure": "IPG", "technology": "MTG"}
_REPLACES = "This guidance replaces "


def invent_corpus(seed: int, count: int) -> Iterator[Guidance]:
    """Invent documents, numbered one after another; the same for the same seed."""
    for place in range(count):
        yield invent_document(seed, place)


def invent_document(seed: int, place: int) -> Guidance:
    """Invent one document of the corpus."""
    rng = random.Random(f"speed:{seed}:{place}")
    style = "procedure" if rng.random() < 0.7 else "technology"
    guidance = invent(rng, style, number=FIRST_NUMBER + place)  # type: ignore[arg-type]
    guidance = replace(guidance, prefix=_PREFIXES[style])
    return replace(guidance, chapters=(*guidance.chapters, _discussion(rng, guidance)))


def render_page(guidance: Guidance) -> bytes:
    """Print a document as Markdown, always in the same way."""
    rng = random.Random(guidance.reference)
    return render_markdown(guidance, Noise(), rng, "marked")[0].content


def record_of(guidance: Guidance) -> GuidanceRecord:
    """Give the record that reading the printed document gives."""
    before = guidance.statements[-1] if guidance.statements else None
    predecessor = before.removeprefix(_REPLACES).rstrip(".") if before else None
    reference = Reference.parse(guidance.reference)
    notes = tuple(_note(each.when, each.text, guidance) for each in guidance.notes)
    recommendations = tuple(map(_recommendation, guidance.advice))
    found = [code for each in recommendations for code in each.all_categories()]
    return GuidanceRecord(
        reference=reference,
        programme=guidance.programme,
        origin_programme=Reference.parse(predecessor).prefix if predecessor else reference.prefix,
        title=guidance.title,
        url=f"https://www.nice.org.uk/guidance/{guidance.slug}",
        published=PartialDate.parse(guidance.published.isoformat()),
        last_updated=(
            PartialDate.parse(guidance.updated.isoformat()) if guidance.updated else None
        ),
        isbn=guidance.isbn,
        captured=_CAPTURED,
        categories=tuple(dict.fromkeys(found)),
        relationships=(_migration(notes, predecessor),) if predecessor else (),
        recommendations=recommendations,
        sections=tuple(map(_section, guidance.chapters)),
        update_notes=notes,
        endorsements=guidance.endorsers,
        boilerplate=_standing_texts(),
    )


def _discussion(rng: random.Random, guidance: Guidance) -> Chapter:
    """A last chapter as long as it takes to make the record as large as real ones are."""
    missing = SIZE - 3_500
    texts: list[str] = []
    pool = [text for texts in SECTION_SENTENCES.values() for text in texts]
    while missing > 0:
        slots = draw_slots(rng, guidance.topic)
        text = " ".join(fill_text(each, slots) for each in rng.sample(pool, 3))
        texts.append(text)
        missing -= len(text) + _PARAGRAPH_OVERHEAD
    passages = tuple(Passage(f"4.{at}", text) for at, text in enumerate(texts, start=1))
    return Chapter("4", "Committee discussion", 1, "other", passages)


def _recommendation(advice: Advice) -> Recommendation:
    return Recommendation(
        number=advice.number,
        text=_plain(advice.text),
        categories=_codes(advice.category),
        items=tuple(
            Item(text=_plain(each.text), categories=_codes(each.category))
            for each in advice.bullets
        ),
    )


def _section(chapter: Chapter) -> Section:
    return Section(
        number=chapter.number,
        heading=chapter.heading,
        paragraphs=tuple(
            Paragraph(number=each.number, text=_plain(each.text)) for each in chapter.passages
        ),
    )


def _note(when: str, text: str, guidance: Guidance) -> UpdateNote:
    month, year = when.split()
    return UpdateNote(
        when=PartialDate.parse(f"{year}-{MONTHS.index(month) + 1:02}"),
        heading=guidance.notes_heading,
        text=f"{when}: {_plain(text)}",
    )


def _migration(notes: tuple[UpdateNote, ...], predecessor: str) -> Relationship:
    said = next(each for each in notes if "has been migrated to" in each.text)
    return Relationship(
        kind="migrated-from",
        reference=Reference.parse(predecessor),
        when=said.when,
        stated=said.text,
        claims_unchanged="remain unchanged" in said.text,
    )


def _codes(category: str | None) -> tuple[str, ...]:
    return (category,) if category else ()


def _plain(text: str) -> str:
    """A text as a reader sees it: without the marks of links and formulas."""
    return text.replace("{{", "").replace("}}", "").replace("$", "")


@cache
def _standing_texts() -> tuple[Boilerplate, ...]:
    """What every page carries, as it is read from one of them."""
    guidance = invent_document(0, 0)
    rng = random.Random(0)
    page = render_markdown(guidance, Noise(), rng, "marked")[0]
    capture = read_page(page, guidance.reference)
    if isinstance(capture, str):
        raise TypeError(capture)
    return capture.record.boilerplate
