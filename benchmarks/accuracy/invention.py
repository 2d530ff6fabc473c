"""
Inventing whole documents, the same ones for the same seed.

Only the `random.Random` that is handed in decides, so a pair can be made again from its
number alone, on any machine.
"""

from __future__ import annotations

import datetime as dt
import random

from benchmarks.accuracy import vocabulary
from benchmarks.accuracy.document import (
    Advice,
    Bullet,
    Chapter,
    CodeLine,
    Guidance,
    Note,
    Passage,
    Role,
    Style,
    Topic,
    numbered,
)
from benchmarks.accuracy.frames import (
    BULLET_FRAMES,
    PROCEDURE_FRAMES,
    TECHNOLOGY_FRAMES,
    fill,
    pick,
)
from benchmarks.accuracy.sentences import (
    GUIDELINE_ADVICE,
    PROCEDURE_ADVICE,
    SECTION_SENTENCES,
    Slots,
    draw_slots,
    fill_text,
    write,
)

_PREFIXES: dict[Style, tuple[str, ...]] = {
    "procedure": ("IPG", "HTG"),
    "technology": ("MTG", "DG"),
    "guideline": ("NG", "CG"),
}
_NUMBERED_LAYOUT: tuple[tuple[str, str, Role], ...] = (
    ("indications", "Indications and current treatments", "other"),
    ("outline", "Outline of the procedure", "procedure"),
    ("efficacy", "Efficacy", "efficacy"),
    ("safety", "Safety", "safety"),
)
_WHO = ("people aged 70 years and over", "people with a previous repair", "all other people")


def invent(rng: random.Random, style: Style | None = None, number: int | None = None) -> Guidance:
    """Invent a document; style and number are drawn where they are not given."""
    chosen = style or rng.choices(("procedure", "technology", "guideline"), (6, 2, 2))[0]
    topic = invent_topic(rng)
    guidance = Guidance(
        prefix=rng.choice(_PREFIXES[chosen]),
        number=number or rng.randint(9001, 9899),
        style=chosen,
        topic=topic,
        title=topic.title,
        published=dt.date(rng.randint(2003, 2025), rng.randint(1, 11), rng.randint(1, 28)),
        isbn=f"978-1-4731-{rng.randint(0, 9999):04d}-{rng.randint(0, 9)}",
        advice=_advice(rng, chosen, topic),
        chapters=_chapters(rng, chosen, topic),
        groups=vocabulary.GUIDELINE_GROUPS if chosen == "guideline" else (),
        notes_heading=rng.choice(
            ("Minor changes since publication", "Minor changes after publication")
        ),
        endorsers=tuple(rng.sample(vocabulary.ENDORSERS, rng.randint(1, 3))),
    )
    return numbered(guidance)


def invent_topic(rng: random.Random) -> Topic:
    """Draw what a document is about."""
    return Topic(
        procedure=f"{rng.choice(vocabulary.ACTIONS)} of the {rng.choice(vocabulary.SITES)}",
        condition=rng.choice(vocabulary.CONDITIONS),
        device=rng.choice(vocabulary.DEVICES),
        population=rng.choice(vocabulary.POPULATIONS),
    )


def invent_codes(rng: random.Random) -> tuple[CodeLine, ...]:
    """Draw a code list, grouped or not."""
    chosen = rng.sample(vocabulary.CODES, rng.randint(3, 6))
    if rng.random() < 0.5:
        return tuple(CodeLine(code, words, None) for code, words in chosen)
    first, second = vocabulary.CODE_GROUPS
    return tuple(
        CodeLine(code, words, first if place < 2 else second)
        for place, (code, words) in enumerate(chosen)
    )


def invent_note(rng: random.Random) -> Note:
    """Draw an entry under "Update information" that touches no recommendation."""
    when = f"{rng.choice(vocabulary.MONTHS)} {rng.randint(2015, 2025)}"
    what = rng.choice(
        (
            "The links in this guidance were checked and mended.",
            "We changed the layout of the tables to make them easier to read.",
            "A reference to a replaced product standard was brought up to date.",
        )
    )
    return Note(when, what)


def spare_advice(rng: random.Random, guidance: Guidance) -> Advice:
    """A recommendation that resembles none of the document's own."""
    pool = GUIDELINE_ADVICE if guidance.style == "guideline" else PROCEDURE_ADVICE
    used = " ".join(advice.text for advice in guidance.advice)
    for _ in range(200):
        slots = draw_slots(rng, guidance.topic)
        words = write(rng.choice(pool), slots)
        opening = " ".join(words.text.split()[:3])
        fresh = slots["drug"] not in used and slots["drug2"] not in used
        if opening not in used and (fresh or guidance.style != "guideline"):
            break
    key = 1 + max(advice.key for advice in guidance.advice)
    return Advice(key=key, text=words.text, bullets=tuple(Bullet(b) for b in words.bullets))


def _advice(rng: random.Random, style: Style, topic: Topic) -> tuple[Advice, ...]:
    if style == "guideline":
        return _guideline_advice(rng, topic)
    first = _categorised(rng, style, topic)
    families = rng.sample(PROCEDURE_ADVICE, rng.choice((0, 2, 3, 4, 5, 6, 7, 9)))
    rest = []
    for key, family in enumerate(families, start=1):
        words = write(family, draw_slots(rng, topic))
        rest.append(
            Advice(key=key, text=words.text, bullets=tuple(Bullet(b) for b in words.bullets))
        )
    if rest and rng.random() < 0.15:
        return (rest[0], first, *rest[1:])
    return (first, *rest)


def _categorised(rng: random.Random, style: Style, topic: Topic) -> Advice:
    if style == "technology":
        frame = pick(rng, TECHNOLOGY_FRAMES)
        return Advice(key=0, text=fill(frame, topic), category=frame.category)
    if rng.random() < 0.2:
        text = f"The evidence on {topic.procedure} differs from group to group:"
        bullets = tuple(
            Bullet(frame.text.format(who=who), frame.category)
            for who, frame in zip(_WHO, rng.sample(BULLET_FRAMES, rng.randint(2, 3)), strict=False)
        )
        return Advice(key=0, text=text, bullets=bullets)
    frame = pick(rng, PROCEDURE_FRAMES)
    return Advice(key=0, text=fill(frame, topic), category=frame.category)


def _guideline_advice(rng: random.Random, topic: Topic) -> tuple[Advice, ...]:
    groups = rng.randint(2, 6)
    names = [*vocabulary.DRUGS, *(f"{name[:-2]}ol" for name in vocabulary.DRUGS)]
    drugs = rng.sample(names, len(names))
    count = rng.randint(groups * 2, min(groups * 7, len(drugs) - 1))
    found = []
    for key in range(count):
        slots = draw_slots(rng, topic) | {"drug": drugs[key], "drug2": drugs[key + 1]}
        slots["Drug"] = drugs[key].capitalize()
        words = write(GUIDELINE_ADVICE[key % len(GUIDELINE_ADVICE)], slots)
        found.append(
            Advice(
                key=key,
                text=words.text,
                bullets=tuple(Bullet(b) for b in words.bullets),
                label=f"[{rng.choice(('', '', 'new '))}{rng.randint(2009, 2021)}]",
                group=1 + key * groups // count,
            )
        )
    return tuple(found)


def _chapters(rng: random.Random, style: Style, topic: Topic) -> tuple[Chapter, ...]:
    slots = draw_slots(rng, topic)
    if style == "guideline":
        return (Chapter(None, "Context", 1, "other", _passages(rng, "context", slots)),)
    if style == "technology":
        return (
            Chapter("2", "The technology", 1, "other", _passages(rng, "technology", slots, "2")),
            Chapter("3", "Evidence", 1, "other", _passages(rng, "evidence", slots, "3")),
        )
    return _numbered_chapters(rng, slots) if rng.random() < 0.6 else _headed_chapters(rng, slots)


def _numbered_chapters(rng: random.Random, slots: Slots) -> tuple[Chapter, ...]:
    found = [Chapter("2", "The procedure", 1, "other")]
    for place, (about, heading, role) in enumerate(_NUMBERED_LAYOUT, start=1):
        label = f"2.{place}"
        found.append(Chapter(label, heading, 2, role, _passages(rng, about, slots, label)))
    found.append(Chapter("3", "Further information", 1, "other"))
    text = "The papers that the committee read are in the {{overview}}."
    found.append(Chapter(None, "Sources of evidence", 2, "other", (Passage(None, text),)))
    return tuple(found)


def _headed_chapters(rng: random.Random, slots: Slots) -> tuple[Chapter, ...]:
    condition = _passages(rng, "indications", slots, "2")
    procedure = _passages(rng, "outline", slots, "2", first=len(condition) + 1)
    return (
        Chapter("2", "The condition, current treatments and procedure", 1, "other"),
        Chapter(None, "The condition", 2, "other", condition),
        Chapter(None, "The procedure", 2, "procedure", procedure),
        Chapter("3", "Committee considerations", 1, "other"),
        Chapter(None, "The evidence", 2, "other", _passages(rng, "evidence", slots, "3")),
    )


def _passages(
    rng: random.Random, about: str, slots: Slots, stem: str | None = None, *, first: int = 1
) -> tuple[Passage, ...]:
    pool = SECTION_SENTENCES[about]
    texts = pool[: rng.randint(min(2, len(pool)), len(pool))]
    return tuple(
        Passage(f"{stem}.{place}" if stem else None, fill_text(text, slots))
        for place, text in enumerate(texts, start=first)
    )
