"""
Changes around the recommendations: title, dates, numbers, bodies, codes, sections, notes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from benchmarks.accuracy import vocabulary
from benchmarks.accuracy.document import Chapter, CodeLine, Note, Passage
from benchmarks.accuracy.draft import Draft
from benchmarks.accuracy.invention import invent_note
from benchmarks.accuracy.mutations.mutation import Mutation

_READ_WITH = "This guidance should be read in conjunction with NG{}."
_EXTRA = "The committee also saw an unpublished audit from {} hospitals, which agreed with this."
_FIGURE = re.compile(r"\b\d+(?=(?:%|-month| patients| days| years| weeks| people| papers| groups))")


def retitle(draft: Draft) -> bool:
    """Give the document another title, and leave its text alone."""
    if not draft.touch("title"):
        return False
    title = draft.new.title
    shorter = title.rpartition(" in ")[0]
    draft.new = replace(draft.new, title=draft.rng.choice((shorter, f"{title}: an overview")))
    draft.state("retitled", "re-reference")
    return True


def redate(draft: Draft) -> bool:
    """Print another date of publication or of the last update."""
    if not draft.touch("dates"):
        return False
    day = draft.new.published
    if draft.rng.random() < 0.4:
        draft.new = replace(draft.new, published=day + dt.timedelta(days=draft.rng.randint(1, 9)))
    else:
        updated = dt.date(2025, draft.rng.randint(2, 12), draft.rng.randint(1, 28))
        draft.new = replace(draft.new, updated=updated)
        if draft.rng.random() < 0.5:
            draft.old = replace(draft.old, updated=updated - dt.timedelta(days=40))
    draft.state("dates-changed", "information")
    return True


def change_isbn(draft: Draft) -> bool:
    """Print another ISBN."""
    if not draft.touch("isbn"):
        return False
    draft.new = replace(draft.new, isbn=f"978-1-4731-{draft.rng.randint(0, 9999):04d}-X")
    draft.state("details-changed", "information")
    return True


def change_endorsers(draft: Draft) -> bool:
    """Add or drop an endorsing body."""
    if not draft.touch("endorsers"):
        return False
    held = draft.new.endorsers
    others = [body for body in vocabulary.ENDORSERS if body not in held]
    if len(held) > 1 and draft.rng.random() < 0.5:
        draft.new = replace(draft.new, endorsers=held[1:])
    else:
        draft.new = replace(draft.new, endorsers=(*held, draft.rng.choice(others)))
    draft.state("endorsement-changed", "information")
    return True


def change_codes(draft: Draft) -> bool:
    """Add, drop or describe a code otherwise."""
    if len(draft.new.codes) < 2 or not draft.touch("codes"):
        return False
    lines = list(draft.new.codes)
    place = draft.rng.randrange(len(lines))
    way = draft.rng.choice(("add", "drop", "describe"))
    if way == "drop":
        lines.pop(place)
    elif way == "describe":
        lines[place] = replace(lines[place], description="Removal of lattice from lesser duct")
    else:
        lines.append(CodeLine("M99.3", "Renewal of collar of channel", lines[-1].group))
    draft.new = replace(draft.new, codes=tuple(lines))
    draft.state("codes-changed", "re-reference")
    return True


def change_section(draft: Draft) -> bool:
    """Change a figure in a paragraph of a section."""
    return _change_passage(draft, lambda text: _bumped(text, draft))


def lose_section_start(draft: Draft) -> bool:
    """
    Lose the first words of a paragraph of a section: a conversion's fault, and no change.

    Only where the fault shows: what is left begins in the middle of the sentence.
    """

    def change(text: str) -> str | None:
        words = text.split()
        rest = words[draft.rng.randint(2, 4) :]
        shows = len(rest) > 10 and (rest[0][0].islower() or rest[0][0].isdigit())
        return " ".join(rest) if shows else None

    lost = draft.stated.copy()
    done = _change_passage(draft, change)
    draft.stated = lost
    return done


def _change_passage(draft: Draft, change: Callable[[str], str | None]) -> bool:
    places = [
        (at, where)
        for at, chapter in enumerate(draft.new.chapters)
        for where in range(len(chapter.passages))
        if f"chapter:{at}" not in draft.touched
    ]
    for at, where in draft.rng.sample(places, len(places)):
        chapter = draft.new.chapters[at]
        fresh = change(chapter.passages[where].text)
        if fresh is None:
            continue
        passages = list(chapter.passages)
        passages[where] = replace(passages[where], text=fresh)
        _put(draft, at, replace(chapter, passages=tuple(passages)))
        return True
    return False


def add_passage(draft: Draft) -> bool:
    """Add a paragraph at the end of a section."""
    offered = [
        at
        for at, chapter in enumerate(draft.new.chapters)
        if chapter.passages and f"chapter:{at}" not in draft.touched
        if chapter.number or chapter.passages[-1].number is None
    ]
    if not offered:
        return False
    at = draft.rng.choice(offered)
    chapter = draft.new.chapters[at]
    last = chapter.passages[-1].number
    number = None
    if last:
        stem, _, count = last.rpartition(".")
        number = f"{stem}.{int(count) + 1}"
    text = _EXTRA.format(draft.rng.randint(3, 40))
    _put(draft, at, replace(chapter, passages=(*chapter.passages, Passage(number, text))))
    return True


def remove_passage(draft: Draft) -> bool:
    """Remove the last paragraph of a section of several."""
    offered = [
        at
        for at, chapter in enumerate(draft.new.chapters)
        if len(chapter.passages) > 1 and f"chapter:{at}" not in draft.touched
        if chapter.number or chapter.passages[-1].number is None
    ]
    if not offered:
        return False
    at = draft.rng.choice(offered)
    chapter = draft.new.chapters[at]
    _put(draft, at, replace(chapter, passages=chapter.passages[:-1]))
    return True


def add_section(draft: Draft) -> bool:
    """Add a section under a heading of its own."""
    if not draft.touch("sections"):
        return False
    draft.touch(f"chapter:{len(draft.new.chapters)}")
    level = draft.new.chapters[-1].level
    text = _EXTRA.format(draft.rng.randint(3, 40))
    chapter = Chapter(None, "Training and audit", level, "other", (Passage(None, text),))
    draft.new = replace(draft.new, chapters=(*draft.new.chapters, chapter))
    draft.state("section-changed", "information")
    return True


def _bumped(text: str, draft: Draft) -> str | None:
    places = list(_FIGURE.finditer(text))
    if not places:
        return None
    place = draft.rng.choice(places)
    return text[: place.start()] + str(int(place[0]) + 3) + text[place.end() :]


def _put(draft: Draft, at: int, fresh: Chapter) -> None:
    chapters = list(draft.new.chapters)
    chapters[at] = fresh
    draft.touch(f"chapter:{at}")
    draft.new = replace(draft.new, chapters=tuple(chapters))
    draft.state("section-changed", "review" if fresh.role == "safety" else "information")


def add_note(draft: Draft) -> bool:
    """Add an entry under "Update information"."""
    if not draft.touch("notes"):
        return False
    note = Note("February 2026", "The pictures in this guidance were drawn again.")
    if draft.rng.random() < 0.5:
        kept = invent_note(draft.rng)
        draft.old = replace(draft.old, notes=(kept,))
        draft.new = replace(draft.new, notes=(kept,))
    notes = (note, *draft.new.notes) if draft.rng.random() < 0.5 else (*draft.new.notes, note)
    draft.new = replace(draft.new, notes=notes)
    draft.state("update-noted", "information")
    return True


def explain_rewording(draft: Draft) -> bool:
    """Reword one recommendation, and say so under "Update information"."""
    offered = [each for each in draft.free_advice() if not each.category and not each.bullets]
    if not offered or not draft.touch("notes", "structure"):
        return False
    advice = draft.rng.choice(offered)
    draft.touch(f"advice:{advice.key}")
    text = advice.text.rstrip(".") + ", as the local plan sets out."
    draft.replace_advice(replace(advice, text=text))
    note = Note(
        "February 2026", f"Recommendation {advice.number} was amended to name the local plan."
    )
    draft.new = replace(draft.new, notes=(*draft.new.notes, note))
    keys = (advice.key,)
    draft.state(
        "recommendation-reworded",
        "review",
        keys_before=keys,
        keys_after=keys,
        aspects=frozenset({"wording"}),
        explained=True,
    )
    draft.state("update-noted", "information")
    return True


def relate(draft: Draft) -> bool:
    """State, drop or retarget a relation that no other kind explains."""
    if not draft.touch("statements"):
        return False
    first, second = (_READ_WITH.format(n) for n in draft.rng.sample(range(9300, 9400), 2))
    way = draft.rng.choice(("add", "drop", "retarget"))
    before = () if way == "add" else (first,)
    after = {"add": (first,), "drop": (), "retarget": (second,)}[way]
    draft.old = replace(draft.old, statements=(*draft.old.statements, *before))
    draft.new = replace(draft.new, statements=(*draft.new.statements, *after))
    draft.state("relationship-changed", "review")
    return True


def drop_replacement(draft: Draft) -> bool:
    """Drop the statement that an older guidance is replaced."""
    if not draft.touch("statements"):
        return False
    sentence = f"This guidance replaces IPG{draft.rng.randint(9001, 9099)}."
    draft.old = replace(draft.old, statements=(sentence,))
    draft.state("relationship-changed", "review")
    return True


DETAILS = (
    Mutation("retitled", retitle),
    Mutation("dates-changed", redate),
    Mutation("details-changed", change_isbn),
    Mutation("endorsement-changed", change_endorsers),
    Mutation("codes-changed", change_codes, codes=True),
    Mutation("section-changed: figure", change_section, migrates=True),
    Mutation("noise: start of a section paragraph lost", lose_section_start),
    Mutation("section-changed: paragraph added", add_passage),
    Mutation("section-changed: paragraph removed", remove_passage),
    Mutation("section-changed: section added", add_section),
    Mutation("update-noted", add_note),
    Mutation("update-noted: explains a rewording", explain_rewording),
    Mutation("relationship-changed: read with", relate),
    Mutation("relationship-changed: replacement dropped", drop_replacement),
)
