"""
Lines to blocks: headings, paragraphs and list items, also over page ends.

A paragraph goes on where the next line stands as near, as far to the right and in
the same size as its lines do. Over the end of a page it goes on where its
sentence does, and in the column beside a hanging number, which only that
paragraph can have; elsewhere nobody can know, and nothing is joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from guidetrack.guidance.programmes import prefix_of_programme
from guidetrack.sources.document import BlockKind
from guidetrack.sources.pdf_hyphens import Vocabulary, join_lines
from guidetrack.sources.pdf_lines import Line
from guidetrack.sources.pdf_measures import Measures, same_size

_ENDED = re.compile("[.:;!?][\"'\u2019\u201d)\\]\u2070\u00b9\u00b2\u00b3\u2074-\u2079]*$")
_DASHED = re.compile("[\u2013\u2014-] ")
_ORDERED = re.compile(r"\d{1,2}[.)]")
_SIGNS_OF_BODY = (".", ":", ";", ",", "!")
_LONGEST_BOLD = 160
_LONGEST_HEADING = 300
_ON_COVER = re.compile(r"(?:(?:last )?(?:published|updated)\b|www\.|https?://)", re.IGNORECASE)
_ALIGNED = 3.0
"""Lines whose beginnings differ by less, in points, begin at the same place."""
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before the level of its heading is known."""

    kind: BlockKind
    text: str
    page: int
    top: float
    """Height on the page at which it begins."""
    size: float
    large: bool
    number: str | None = None
    level: int = 0


@dataclass(slots=True)
class _Open:
    """The block that is being gathered."""

    first: Line
    last: Line
    text: str
    heading: bool
    dashed: bool
    second_left: float | None = None
    """Where the lines after the first begin."""

    def starts_at(self, line: Line) -> bool:
        """Whether the line begins where the next line of this block would."""
        if self.second_left is not None:
            return abs(line.left - self.second_left) <= _ALIGNED
        hanging = self.first.left + (self.first.size if self.dashed else 0)
        if abs(line.left - self.first.left) <= _ALIGNED:
            return True
        return self.dashed and abs(line.left - hanging) <= hanging - self.first.left


@dataclass(slots=True)
class ParagraphBuilder:
    """Takes the lines of a document in reading order and gives blocks when they end."""

    measures: Measures
    vocabulary: Vocabulary
    open: _Open | None = None
    bullets: list[float] = field(default_factory=list)
    """Where the bullets of the open lists stand, outermost first."""

    def take(self, line: Line) -> Iterator[Draft]:
        """Add a line; the block that ended before it, if one did."""
        if self.open and line.marker and self._is_quantity(self.open, line):
            line = line.unmarked()
        if self.open and self._goes_on(self.open, line):
            self._add(self.open, line)
            return
        yield from self.finish()
        dashed = line.marker is None and bool(_DASHED.match(line.text)) and not line.bold
        heading = self.measures.is_heading(line)
        self.open = _Open(line, line, line.text, heading, dashed)

    def finish(self) -> Iterator[Draft]:
        """The open block, which ends here."""
        block, self.open = self.open, None
        if block:
            yield self._built(block)

    def _add(self, block: _Open, line: Line) -> None:
        block.text = join_lines(block.text, line.text, self.vocabulary)
        if block.second_left is None:
            block.second_left = line.left
        block.heading = block.heading and self.measures.is_heading(line)
        block.last = line

    def _is_quantity(self, block: _Open, line: Line) -> bool:
        """Whether what looks like a number set apart stands inside a paragraph's column.

        Lines stretched to full width have wide gaps after any word.
        """
        if not (line.number or _is_ordered(line)) or not same_size(block.last, line):
            return False
        column = block.first.left if block.second_left is None else block.second_left
        if block.heading or abs(line.marker_left - column) > _ALIGNED:
            return False
        if line.page == block.last.page and not self.measures.is_close(block.last, line):
            return False
        hanging = block.first.marker and column > block.first.marker_left + _ALIGNED
        return bool(hanging and line.number) or not _ENDED.search(block.text)

    def _goes_on(self, block: _Open, line: Line) -> bool:
        if line.marker or line.raised_start or not same_size(block.last, line):
            return False
        heading = self.measures.is_heading(line)
        if line.page != block.last.page:
            return not heading and not block.heading and self._goes_on_overleaf(block, line)
        if not self.measures.is_close(block.last, line):
            return False
        if block.heading or heading:
            return self._heading_goes_on(block, line, heading=heading)
        if _DASHED.match(line.text) and (block.dashed or _ENDED.search(block.text)):
            return False
        return self._is_indented_alike(block, line) and not self._was_broken(block, line)

    def _heading_goes_on(self, block: _Open, line: Line, *, heading: bool) -> bool:
        """Headings go on in their style; a paragraph may begin with a bold line."""
        if block.heading and heading:
            return block.last.bold == line.bold and not _ON_COVER.match(line.text)
        if self.measures.is_large(line):
            return False
        full = self.measures.is_full(block.last, line)
        return full and self._is_indented_alike(block, line) and not _ENDED.search(block.text)

    def _is_indented_alike(self, block: _Open, line: Line) -> bool:
        if block.starts_at(line):
            return True
        if block.second_left is not None or not self.measures.is_full(block.last, line):
            return False
        if block.first.marker:
            return line.left >= block.first.marker_left - _ALIGNED and line.left < block.first.left
        return abs(line.left - block.first.left) <= 8 * line.size

    def _was_broken(self, block: _Open, line: Line) -> bool:
        """Whether someone ended a paragraph at the end of the line above."""
        if _ENDED.search(block.text) or _ON_COVER.match(line.text):
            return not self.measures.is_full(block.last, line)
        return not line.text[0].islower() and self.measures.is_short(block.last)

    def _goes_on_overleaf(self, block: _Open, line: Line) -> bool:
        if not block.starts_at(line) or _DASHED.match(line.text):
            return False
        if line.text[0].islower():
            return not _ENDED.search(block.text) or self.measures.is_full(block.last, line)
        if not self.measures.is_full(block.last, line):
            return False
        hanging = block.first.marker and line.left > block.first.marker_left + _ALIGNED
        return bool(hanging) or not _ENDED.search(block.text)

    def _built(self, block: _Open) -> Draft:
        first, text = block.first, block.text
        large = self.measures.is_large(first)
        if block.heading and self._reads_as_heading(block, large=large):
            text = f"{first.marker} {text}" if first.number or _is_ordered(first) else text
            self.bullets.clear()
            return Draft("heading", text, first.page, first.baseline, first.size, large)
        if first.number:
            self.bullets.clear()
            return Draft(
                "paragraph",
                text,
                first.page,
                first.baseline,
                first.size,
                large,
                number=first.number,
            )
        if first.marker or block.dashed:
            text = text if first.marker else _DASHED.sub("", text, count=1)
            text = f"{first.marker} {text}" if _is_ordered(first) else text
            level = self._level(first.outer_left)
            return Draft("item", text, first.page, first.baseline, first.size, large, level=level)
        if self.bullets and first.left <= self.bullets[0] + _ALIGNED:
            self.bullets.clear()
        return Draft("paragraph", text, first.page, first.baseline, first.size, large)

    def _reads_as_heading(self, block: _Open, *, large: bool) -> bool:
        text = block.text
        if not any(map(str.isalpha, text)) or _is_bullet(block.first):
            return False
        if prefix_of_programme(text) or _ON_COVER.match(text):
            return False
        if large:
            return len(text) <= _LONGEST_HEADING
        return len(text) <= _LONGEST_BOLD and not text.endswith(_SIGNS_OF_BODY)

    def _level(self, left: float) -> int:
        while self.bullets and self.bullets[-1] > left + _ALIGNED:
            self.bullets.pop()
        if not self.bullets or self.bullets[-1] < left - _ALIGNED:
            self.bullets.append(left)
        return min(len(self.bullets), _DEEPEST)


def _is_ordered(line: Line) -> bool:
    return bool(line.marker and _ORDERED.fullmatch(line.marker))


def _is_bullet(line: Line) -> bool:
    return bool(line.marker) and not line.number and not _is_ordered(line)
