"""
Blocks to parts: a document as its headings cut it, with every line in its place.

One pass over the blocks sets numbers apart, tells headings from paragraphs, and
joins what a page break split. What each part is for (its role) follows from its
heading, so everything after this asks for a role and never for a position.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from guidetrack.extract.furniture import heading_form, without_contents, without_furniture
from guidetrack.extract.headings import (
    Role,
    is_named,
    may_be_numbered_heading,
    may_be_unnumbered_heading,
    role_of,
)
from guidetrack.extract.numbering import (
    Number,
    as_number,
    bare_number,
    is_next,
    numbers_paragraph,
    split_number,
)
from guidetrack.extract.responsibility import belongs_to_responsibility
from guidetrack.sources.document import Block, BlockKind

_ADDRESS = re.compile(r"(?:https?://|www\.)")
_ENDED = re.compile(r"[.:;!?][\"'\u2019\u201d)\]]{0,4}$")
_ENDING = 6
_FEWEST_HEADINGS = 3
"""A converted text can keep the mark of its title and lose all others."""
_LONGEST_JOINED = 10_000
"""No paragraph of guidance is longer; joining without end would take time without end."""
_ORDERED_MARK = re.compile(r"\d{1,2}[.)]\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or list item, its number set apart."""

    kind: BlockKind
    number: str | None
    text: str
    level: int
    """Depth of a list item from 1; 0 for a paragraph."""
    place: str


@dataclass(slots=True)
class Part:
    """A heading and what stands under it, up to the next heading."""

    role: Role
    number: str | None
    heading: str | None
    lines: list[Line] = field(default_factory=list)
    in_recommendations: bool = False
    """Whether it is section 1 or a part of it."""


@dataclass(slots=True)
class _Builder:
    listed: frozenset[str]
    """Headings named by the contents page."""
    marked: bool
    """Whether headings carry markup; then an unmarked line is none unless its name says so."""
    parts: list[Part]
    title: str | None = None
    """The comparison form of the document's title, which is no section."""
    last: Number | None = None
    bare: str | None = None
    """A number that stood on a line of its own."""

    def build(self, blocks: Sequence[Block]) -> None:
        for index, block in enumerate(blocks):
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            number = bare_number(block.text) if block.number is None else None
            if number and following is not None:
                self.bare = number
                continue
            self._place(block, following)

    def _place(self, block: Block, following: Block | None) -> None:
        heading = self._heading(block, following)
        if heading:
            self.bare = None
            self._open(*heading)
        else:
            self._add(block)

    def _heading(self, block: Block, following: Block | None) -> tuple[str | None, str] | None:
        """Number and words of the block where it is a heading."""
        number, words = block.number, block.text
        if number is None and (split := split_number(words)):
            number, words = split
        if block.kind == "heading":
            return (number, words) if number != block.number or block.number else (None, words)
        if self._repeats_heading(number, words):
            return number, words
        if block.number or self.bare:
            return None
        if number and self._is_numbered_heading(block, number, words, following):
            return number, words
        if number is None and self._is_unnumbered_heading(block, following):
            return None, words
        return None

    def _repeats_heading(self, number: str | None, words: str) -> bool:
        """Whether the heading just opened is printed twice, as at the top of a page."""
        part = self.parts[-1]
        if part.lines or part.heading is None or part.number != number:
            return False
        return heading_form(part.heading) == heading_form(words)

    def _is_numbered_heading(
        self, block: Block, number: str, words: str, following: Block | None
    ) -> bool:
        if heading_form(block.text) in self.listed:
            return True
        if not may_be_numbered_heading(number, words, self.last):
            return False
        if block.kind == "item" and not is_named(words):
            return False
        doubled = following is not None and following.text == block.text
        if doubled or is_named(words) or _starts_with(following, number):
            return True
        return "." not in number and is_next(as_number(number), self.last)

    def _is_unnumbered_heading(self, block: Block, following: Block | None) -> bool:
        words = block.text
        if role_of(words, None) not in {None, "recommendations"}:
            return True
        if block.kind == "item":
            return False
        part = self.parts[-1]
        if role_of(words, None) == "recommendations":
            return not self.marked and _starts_with(following, "1")
        if part.role in {"updates", "endorsement", "front", "responsibility", "codes"}:
            return heading_form(words) in self.listed
        if heading_form(words) in self.listed or is_named(words):
            return True
        if self.marked or following is None or not may_be_unnumbered_heading(words):
            return False
        ended = not part.lines or _has_ended(part.lines[-1].text)
        listing = bool(part.lines) and part.lines[-1].text.endswith(":")
        return ended and not listing and _reads_on(following)

    def _open(self, number: str | None, words: str) -> None:
        above = self.parts[-1]
        if (above.number, heading_form(above.heading or "")) == (number, heading_form(words)):
            return
        role = role_of(words, number)
        if number is None and heading_form(words) == self.title:
            role = "front"
        if number:
            self.last = as_number(number)
        inside = self._stays_in_recommendations(above, role, number)
        if inside:
            role = "recommendations"
        elif role is None:
            stays = above.role in {"updates", "codes"} and not number and not is_named(words)
            role = above.role if stays else "section"
        self.parts.append(Part(role, number, words, in_recommendations=inside))

    def _stays_in_recommendations(self, above: Part, role: Role | None, number: str | None) -> bool:
        if role == "recommendations":
            return True
        if not above.in_recommendations or role is not None:
            return False
        return number is None or number.split(".")[0] == "1"

    def _add(self, block: Block) -> None:
        part = self.parts[-1]
        if (
            part.role == "responsibility"
            and part.lines
            and not belongs_to_responsibility(block.text)
        ):
            part = Part("front", None, None)
            self.parts.append(part)
        line = self._numbered(block, part)
        if self.bare and line.number is None and line.kind != "heading":
            line = replace(line, number=self.bare)
            self.last = as_number(self.bare)
        self.bare = None
        if part.lines and _continues(part.lines[-1], line):
            part.lines[-1] = _joined(part.lines[-1], line)
            return
        if (
            line.number
            and line.number.startswith("1.")
            and part.role == "front"
            and part.number is None
        ):
            part = Part("recommendations", "1", None, in_recommendations=True)
            self.parts.append(part)
        part.lines.append(line)

    def _numbered(self, block: Block, part: Part) -> Line:
        bulleted = block.kind == "item"
        number, text = block.number, block.text
        level = block.level if bulleted else 0
        if number is None and part.role not in {
            "responsibility",
            "updates",
            "endorsement",
            "codes",
        }:
            split = split_number(text)
            if (
                split
                and " | " not in text
                and numbers_paragraph(*split, self.last, bulleted=bulleted)
            ):
                number, text = split
            elif bulleted:
                text = _ORDERED_MARK.sub("", text, count=1)
        if number:
            self.last = as_number(number)
        return Line(block.kind, number, text, level, block.place)


def _starts_with(block: Block | None, number: str) -> bool:
    """Whether the block bears a number below the given one."""
    if block is None:
        return False
    below = block.number or (split_number(block.text) or ("",))[0] or bare_number(block.text) or ""
    return below.startswith(f"{number}.")


def _reads_on(block: Block) -> bool:
    """Whether the block can be the first under a heading, and not the rest of its sentence."""
    if block.text[0].islower():
        return False
    if block.number or split_number(block.text):
        return True
    return block.kind == "paragraph" and _has_ended(block.text)


def _has_ended(text: str) -> bool:
    """Whether a text ends with a sentence, a list or a clause."""
    return bool(_ENDED.search(text[-_ENDING:]))


def _continues(above: Line, line: Line) -> bool:
    """Whether a page break stood between two lines: the next begins in lower case."""
    if line.kind != "paragraph" or line.number is not None or " | " in line.text:
        return False
    if _ADDRESS.match(line.text) or len(above.text) > _LONGEST_JOINED:
        return False
    return line.text[0].islower() and not _has_ended(above.text)


def _joined(above: Line, line: Line) -> Line:
    gap = "" if above.text.endswith("-") else " "
    return replace(above, text=f"{above.text}{gap}{line.text}")


def outline(
    blocks: Sequence[Block], title: str | None, *, unnumbered: bool = False
) -> tuple[Part, ...]:
    """
    Cut a document into its parts, in order.

    What stands before section 1 has the role `front`, unless its heading says more.
    """
    body, listed = without_contents(without_furniture(blocks, title))
    builder = _Builder(listed, _is_marked(body), [Part("front", None, None)])
    builder.title = heading_form(title) if title else None
    builder.build(body)
    if not unnumbered:
        _check_recommendations(builder.parts)
    _name_the_front(builder.parts)
    return tuple(builder.parts)


def _check_recommendations(parts: Sequence[Part]) -> None:
    """An overview has a heading "Recommendations" too; without a number it needs numbers below."""
    inside = [part for part in parts if part.in_recommendations]
    numbered = any(part.number or any(line.number for line in part.lines) for part in inside)
    for part in [] if numbered else inside:
        part.role, part.in_recommendations = "section", False


def _name_the_front(parts: Sequence[Part]) -> None:
    """What stands before section 1 under no number of its own introduces the document."""
    first = next((i for i, part in enumerate(parts) if part.role == "recommendations"), 0)
    for part in parts[:first]:
        if part.role == "section" and part.number is None:
            part.role = "front"


def _is_marked(blocks: Sequence[Block]) -> bool:
    return sum(block.kind == "heading" for block in blocks) >= _FEWEST_HEADINGS


def lines_of(parts: Sequence[Part], *roles: Role) -> Iterator[Line]:
    """Every line of the parts with one of the roles, in order."""
    for part in parts:
        if part.role in roles:
            yield from part.lines
