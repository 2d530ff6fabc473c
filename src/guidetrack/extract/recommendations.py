"""
Recommendations: the numbered paragraphs of section 1, with their bullets.

Bullets get lost in conversions and so do numbers; a paragraph is a
recommendation where its own number says so, or where a number is missing in the
sequence at its place. Everything else in section 1 stands beside them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from guidetrack.extract.categories import categorise
from guidetrack.extract.numbering import as_number, is_next
from guidetrack.extract.outline import Line, Part
from guidetrack.extract.updates import is_isbn_line
from guidetrack.guidance.record import Item, Paragraph, Recommendation, Section

_LABEL = re.compile(
    r"\s*(?P<label>\[(?:(?:new|amended|updated|reviewed|partial|update|and|in"
    r"|[A-Z][a-z]+(?= \d{4}))[ ,]+)*"
    r"(?:19|20)\d{2}(?:(?:,|;| and| or)? ?(?:(?:new|amended|updated|reviewed|partial|update|and|in"
    r"|[A-Z][a-z]+(?= \d{4})),? ?)*(?:(?:19|20)\d{2})?)*\])\s*\.?"
)
_BESIDE = re.compile(
    r"(?:For (?:a short explanation of|full details of)|Full details of) (?:why the "
    r"committee|the evidence)"
)
"""Links to the reasons, which guidelines print after a recommendation."""
_LONGEST_LABEL = 80


@dataclass(slots=True)
class _Bullet:
    text: str
    level: int
    bullets: list[_Bullet] = field(default_factory=list)

    def last_words(self) -> str:
        """The text of the last bullet below, or of this one."""
        return self.bullets[-1].last_words() if self.bullets else self.text


@dataclass(slots=True)
class _Draft:
    """A recommendation while its lines come in."""

    number: str | None
    text: str
    level: int
    """Depth of the bullet that the recommendation itself stood in; 0 for none."""
    bullets: list[_Bullet] = field(default_factory=list)
    further: list[str] = field(default_factory=list)
    """Paragraphs without a number that go on with the recommendation."""

    @property
    def is_open(self) -> bool:
        """Whether a list is announced and unmarked lines may be of it."""
        return self.text.endswith(":")

    def last_words(self) -> str:
        """The text of the last bullet, or of the paragraph where there is none."""
        return self.bullets[-1].last_words() if self.bullets else self.text

    @property
    def is_ended(self) -> bool:
        """Whether the last bullet ends the sentence of its list."""
        return bool(self.bullets) and self.last_words().endswith(".")

    def take_bullet(self, text: str, level: int) -> None:
        below = self.bullets
        while below and below[-1].level < level:
            below = below[-1].bullets
        below.append(_Bullet(text, level))


@dataclass(slots=True)
class _Reader:
    drafts: list[_Draft] = field(default_factory=list)
    beside: list[Section] = field(default_factory=list)
    last: str | None = None
    """The last number there was."""

    def read(self, part: Part, *, numbered: bool) -> None:
        """Take in the lines of one part; `numbered` says whether section 1 has numbers at all."""
        aside: list[Paragraph] = []
        fresh = True
        lines = [line for line in part.lines if not is_isbn_line(line.text)]
        for line, following in zip(lines, _numbers_below(lines), strict=True):
            if line.number:
                self._begin(line)
                fresh = False
            elif (
                _BESIDE.match(line.text)
                or (not fresh and self._is_complete(line))
                or (fresh and (numbered or part.number is None))
            ):
                aside.append(Paragraph(number=None, text=line.text))
            elif fresh:
                self._begin(line)
                fresh = False
            else:
                self._take(line, lost=not numbered or self._is_lost_before(following))
        if aside:
            self.beside.append(
                Section(number=part.number, heading=part.heading, paragraphs=tuple(aside))
            )

    def _begin(self, line: Line) -> None:
        self.drafts.append(_Draft(line.number, line.text, line.level))
        self.last = line.number or self.last

    def _take(self, line: Line, *, lost: bool) -> None:
        """Take an unnumbered line; `lost` says that a number is missing at its place."""
        draft = self.drafts[-1]
        if line.kind == "item" and (line.level > draft.level or draft.is_open):
            draft.take_bullet(line.text, line.level)
        elif draft.is_open and not (draft.is_ended and lost):
            level = draft.bullets[-1].level if draft.bullets else draft.level + 1
            draft.take_bullet(line.text, level)
        elif line.kind == "item" or lost:
            self._begin(line)
        else:
            draft.further.append(line.text)

    def _is_complete(self, line: Line) -> bool:
        """Whether a dated label has ended the recommendation, so that prose is beside it."""
        return line.kind == "paragraph" and _labelled(self.drafts[-1].last_words()) is not None

    def _is_lost_before(self, following: str | None) -> bool:
        """Whether the next number is not the one that follows the last."""
        if not self.last or not following:
            return False
        return not is_next(as_number(following), as_number(self.last))


def _numbers_below(lines: Sequence[Line]) -> list[str | None]:
    """For each line the first number below it, or None."""
    found: list[str | None] = []
    number: str | None = None
    for line in reversed(lines):
        found.append(number)
        number = line.number or number
    return found[::-1]


def find_recommendations(
    parts: Sequence[Part],
) -> tuple[tuple[Recommendation, ...], tuple[Section, ...]]:
    """The recommendations, and the sections of what stands among them without being one."""
    inside = [part for part in parts if part.in_recommendations]
    numbered = any(line.number for part in inside for line in part.lines)
    reader = _Reader()
    for part in inside:
        reader.read(part, numbered=numbered)
    return tuple(_built(draft) for draft in reader.drafts), tuple(reader.beside)


def _built(draft: _Draft) -> Recommendation:
    label = _take_label(draft)
    text = "\n".join([draft.text, *draft.further])
    items = tuple(_item(bullet, draft.text) for bullet in draft.bullets)
    return Recommendation(
        number=draft.number,
        text=text,
        label=label,
        categories=categorise(text),
        items=items,
    )


def _item(bullet: _Bullet, stem: str) -> Item:
    return Item(
        text=bullet.text,
        categories=categorise(bullet.text, stem),
        items=tuple(_item(below, stem) for below in bullet.bullets),
    )


def _take_label(draft: _Draft) -> str | None:
    """Take the dated label off the end of the recommendation's last words."""
    last: _Draft | _Bullet = draft
    while last.bullets:
        last = last.bullets[-1]
    label = _labelled(last.text)
    if label:
        last.text = last.text[: last.text.rfind("[")].rstrip()
    return label


def _labelled(text: str) -> str | None:
    """The dated label at the end of a text, or None."""
    start = text.rfind("[")
    if start <= 0 or len(text) - start > _LONGEST_LABEL:
        return None
    match = _LABEL.fullmatch(text[start:])
    return match["label"] if match else None
