"""
The model of an invented guidance document: what it says, free of how it is printed.

Everything is immutable and every recommendation has a key that survives renumbering,
so the truth about a change is read off two models and never off two texts. Words
between `{{` and `}}` are a link; a renderer prints them in its own way.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

Style = Literal["procedure", "technology", "guideline"]
Role = Literal["procedure", "efficacy", "safety", "other"]

PROGRAMME_NAMES = {
    "IPG": "Interventional procedures guidance",
    "MTG": "Medical technologies guidance",
    "DG": "Diagnostics guidance",
    "HTG": "HealthTech guidance",
    "NG": "NICE guideline",
    "CG": "Clinical guideline",
}


@dataclass(frozen=True, slots=True)
class Topic:
    """What a document is about."""

    procedure: str
    """In lower case, with its site: "pulsed vapour sealing of the lesser splenic duct"."""
    condition: str
    device: str
    population: str

    @property
    def title(self) -> str:
        """The procedure as a title, with condition and population."""
        words = f"{self.procedure} for {self.condition} in {self.population}"
        return words[0].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Bullet:
    """One bullet of a recommendation."""

    text: str
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """One recommendation."""

    key: int
    """Its identity through every change; never printed."""
    text: str
    bullets: tuple[Bullet, ...] = ()
    category: str | None = None
    label: str | None = None
    group: int = 0
    """In guidelines, the sub-heading it stands under; else 0."""
    number: str = ""
    """Filled by `numbered`."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a section, with its number where it has one."""

    number: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section other than the recommendations."""

    number: str | None
    heading: str
    level: int
    role: Role
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """An entry under "Update information"."""

    when: str
    text: str


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One line of a code list."""

    code: str
    description: str
    group: str | None


@dataclass(frozen=True, slots=True)
class Guidance:
    """One version of one document."""

    prefix: str
    number: int
    style: Style
    topic: Topic
    title: str
    published: dt.date
    isbn: str
    advice: tuple[Advice, ...]
    chapters: tuple[Chapter, ...]
    updated: dt.date | None = None
    statements: tuple[str, ...] = ()
    """Sentences on other guidance: "This guidance replaces IPG9075."."""
    notes: tuple[Note, ...] = ()
    notes_heading: str = "Minor changes since publication"
    endorsers: tuple[str, ...] = ()
    codes: tuple[CodeLine, ...] = ()
    groups: tuple[str, ...] = ()
    """In guidelines, the sub-headings of section 1."""
    notice: str | None = None
    """What a stub says in place of the content: replaced, withdrawn and their kin."""
    responsibility: int = 0
    """Which edition of the standing text it carries."""

    @property
    def reference(self) -> str:
        """The printed reference."""
        return f"{self.prefix}{self.number}"

    @property
    def programme(self) -> str:
        """The programme as printed above the title."""
        return PROGRAMME_NAMES[self.prefix]

    @property
    def slug(self) -> str:
        """The reference as it stands in an address."""
        return self.reference.lower()


def numbered(guidance: Guidance) -> Guidance:
    """Number the recommendations in their order: 1.1, 1.2 or, in guidelines, 1.1.1, 1.1.2."""
    counted: dict[int, int] = {}
    fresh = []
    for advice in guidance.advice:
        counted[advice.group] = counted.get(advice.group, 0) + 1
        place = str(counted[advice.group])
        label = f"1.{advice.group}.{place}" if advice.group else f"1.{place}"
        fresh.append(replace(advice, number=label))
    return replace(guidance, advice=tuple(fresh))


def printed_day(day: dt.date) -> str:
    """Print a day as NICE does: 28 July 2004."""
    return f"{day.day} {day:%B} {day.year}"
