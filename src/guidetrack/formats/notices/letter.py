"""
What a message says, before it is text or a page: parts in order, with nothing of either.

The plain text and the page are both made from these, so that neither can say something that
the other leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from guidetrack.events.event import Priority

_BULLET = "- "


class Piece(NamedTuple):
    """Words with one fate: `same`, `removed` or `added`."""

    fate: str
    text: str


class Line(NamedTuple):
    """One line of a quoted text: a paragraph, or an entry of a list."""

    pieces: tuple[Piece, ...]
    level: int = 0
    """How deep an entry of a list stands, from 1; 0 for a paragraph."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Something said in sentences."""

    form: ClassVar[str] = "paragraph"
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A published text, whole, under a label; with its changed words marked, or as it is."""

    form: ClassVar[str] = "quote"
    label: str
    lines: tuple[Line, ...]


class Fact(NamedTuple):
    """A name and what it is."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Facts:
    """A table of two columns."""

    form: ClassVar[str] = "facts"
    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Sentences one below the other; numbered where their order counts."""

    form: ClassVar[str] = "listing"
    entries: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """A line to type, and what it does."""

    form: ClassVar[str] = "command"
    says: str
    line: str


@dataclass(frozen=True, slots=True)
class Address:
    """A page of the web, and what is there."""

    form: ClassVar[str] = "address"
    says: str
    url: str

    @property
    def is_web(self) -> bool:
        """Whether it may become a link; anything else, such as a script, stays text."""
        return self.url.startswith(("https://", "http://"))


Block = Paragraph | Quote | Facts | Listing | Command | Address


class Section(NamedTuple):
    """Parts under one heading."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What one alert says."""

    opening: tuple[str, ...]
    """Sentences; the decisive one first."""
    priority: Priority | None
    """None for what is no news of guidance."""
    standing: str | None
    """The priority as a sentence."""
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What one message says."""

    subject: str
    sender: str
    """What it is and who sends it: "Guidance change notice from Example NHS Trust"."""
    heading: str | None
    """Of a digest; a single notice opens with its decisive sentence instead."""
    introduction: tuple[str, ...]
    notices: tuple[Notice, ...]
    closing: tuple[str, ...]
    """Attribution, and what else holds for all of it."""


def quoted(label: str, text: str) -> Quote:
    """Quote a text as it was published."""
    return marked(label, (Piece("same", text),))


def marked(label: str, pieces: Iterable[tuple[str, str]]) -> Quote:
    """Quote a text of which some words left and some came."""
    return Quote(label, tuple(_line(each) for each in _split(pieces) if any(p.text for p in each)))


def _split(pieces: Iterable[tuple[str, str]]) -> list[list[Piece]]:
    lines: list[list[Piece]] = [[]]
    for fate, text in pieces:
        if fate != "same" and text.startswith(_BULLET) and any(p.text.strip() for p in lines[-1]):
            lines.append([])  # an entry that came in the place of one that left
        first, *others = text.split("\n")
        lines[-1].append(Piece(fate, first))
        lines.extend([Piece(fate, each)] for each in others)
    return lines


def _line(pieces: list[Piece]) -> Line:
    """Tell an entry of a list by its bullet, which every format writes in its own way."""
    whole = [each for each in pieces if each.text]
    fate, text = whole[0]
    bare = text.lstrip(" ")
    following = whole[1].text if len(whole) > 1 else ""
    if not bare and following.startswith(_BULLET):
        return _entry([whole[1], *whole[2:]], indent=len(text))
    if bare.startswith(_BULLET):
        return _entry([Piece(fate, bare), *whole[1:]], indent=len(text) - len(bare))
    return Line(tuple(whole))


def _entry(pieces: list[Piece], *, indent: int) -> Line:
    fate, text = pieces[0]
    bare = Piece(fate, text.removeprefix(_BULLET))
    kept = tuple(each for each in (bare, *pieces[1:]) if each.text)
    return Line(kept or (Piece("same", ""),), level=1 + indent // 2)
