"""
Sets invented guidance as PDF, in the publisher's own layout.

A cover, the responsibility page, contents with page numbers, running heads,
footers, and numbers hanging in a left column. A `Layout` says how; the words never
depend on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from reportlab import rl_config  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from tests.sources.pdf_model import (
    SOFT_HYPHEN,
    Bullet,
    Grid,
    Guidance,
    Paragraph,
    Section,
    numbered,
)
from tests.sources.pdf_words import Word, break_word, cut_words, register_fonts, shown_width

_RIGHTS = "\u00a9 NICE 2026. All rights reserved. Subject to Notice of rights"
_FOOTER = (f"{_RIGHTS} (https://www.nice.org.uk/terms-and-", "conditions#notice-of-rights).")
DRAWN = "drawn"
"""A bullet that is a shape and no character."""


@dataclass(frozen=True)
class Layout:
    size: float = 11
    leading: float = 1.4
    """In sizes, like all that follows."""
    space: float = 0.8
    hang: float = 3.4
    """How far the text stands to the right of its number; 0: number and text are one line."""
    cover: bool = True
    furniture: bool = True
    justified: bool = False
    hyphenated: bool = False
    """Whether lines may end inside words, at the soft hyphens of the model."""
    dots: bool = True
    page_size: tuple[float, float] = A4
    margin: float = 64
    bullet: str = "\u2022"
    padding: float = 0.6
    compressed: bool = True
    scale: float = 1.0
    """Of the coordinates, as browsers print: sizes in the file are not those on the page."""
    turned: bool = False


@dataclass
class _Press:
    guidance: Guidance
    layout: Layout
    canvas: Canvas
    pages: int
    """How many pages there are, as far as known."""
    page: int = 1
    y: float = 0.0
    notes: list[tuple[str, str]] = field(default_factory=list)
    listed: list[tuple[Section, int]] = field(default_factory=list)

    @property
    def left(self) -> float:
        return self.layout.margin

    @property
    def right(self) -> float:
        return self.layout.page_size[0] - self.layout.margin

    @property
    def bottom(self) -> float:
        note_lines = sum(1 + len(text) // 90 for _, text in self.notes)
        return 90 + note_lines * self.layout.size * 1.1

    def open_page(self) -> None:
        height = self.layout.page_size[1]
        if self.layout.turned:
            self.canvas.setPageRotation(90)
            self.canvas.translate(height, 0)
            self.canvas.rotate(90)
        scale = self.layout.scale
        self.canvas.scale(1 / scale, 1 / scale)
        self.y = height - 80
        if self.layout.furniture and self.page > 1:
            head = f"{self.guidance.title} ({self.guidance.reference})"
            self._draw(self.left, height - 40, [Word([(head, "Body", 8, 0)])], 0)

    def close_page(self) -> None:
        if self.layout.furniture:
            self._foot()
        y = 76 + sum(1 + len(text) // 90 for _, text in self.notes) * self.layout.size * 1.1
        for mark, text in self.notes:
            size = self.layout.size * 0.8
            for line in self._filled(f"^{mark}^ {text}", "Body", size, self.right - self.left):
                self._draw(self.left, y, line, 0)
                y -= size * 1.3
        self.notes.clear()
        self.canvas.showPage()

    def _foot(self) -> None:
        for y, text in zip((48, 38), _FOOTER, strict=True):
            self._draw(self.left, y, list(cut_words(text, "Body", 7)), 0)
        number = list(cut_words(f"Page {self.page} of {self.pages}", "Body", 7))
        self._draw(self.right - 60, 48, number, 0)

    def turn_page(self) -> None:
        self.close_page()
        self.page += 1
        self.open_page()

    def _draw(self, x: float, y: float, line: Sequence[Word], gap: float) -> None:
        """Draw neighbours of one style in one go, as PDF writers do."""
        scale = self.layout.scale
        stroke: list[str] = []
        style: tuple[str, float, float] | None = None
        start = x
        for index, word in enumerate(line):
            for place, (text, font, size, rise) in enumerate(word.pieces):
                if style is not None and (gap or (font, size, rise) != style):
                    self._stroke("".join(stroke), style, start * scale, y * scale)
                    stroke, start = [], x
                if index and not place:
                    space = pdfmetrics.stringWidth(" ", font, size)
                    x += space + gap
                    if stroke:
                        stroke.append(" ")
                    else:
                        start = x
                shown = text.replace(SOFT_HYPHEN, "")
                stroke.append(shown)
                x += pdfmetrics.stringWidth(shown, font, size)
                style = (font, size, rise)
        if style is not None:
            self._stroke("".join(stroke), style, start * scale, y * scale)

    def _stroke(self, text: str, style: tuple[str, float, float], x: float, y: float) -> None:
        scale = self.layout.scale
        self.canvas.setFont(style[0], style[1] * scale)
        self.canvas.drawString(x, y + style[2] * scale, text)

    def _filled(self, text: str, font: str, size: float, width: float) -> Iterator[list[Word]]:
        """The words, as many on each line as have room."""
        space = pdfmetrics.stringWidth(" ", font, size)
        line: list[Word] = []
        used = 0.0
        waiting = list(cut_words(text, font, size))[::-1]
        while waiting:
            word = waiting.pop()
            need = shown_width(word) + (space if line else 0)
            if used + need <= width or not line:
                line.append(word)
                used += need
                continue
            cut = break_word(word, width - used - space, hyphenated=self.layout.hyphenated)
            if cut:
                line.append(cut[0])
                word = cut[1]
            yield line
            line, used = [], 0.0
            waiting.append(word)
        if line:
            yield line

    def write(  # noqa: PLR0913 - how a paragraph is set
        self,
        text: str,
        *,
        left: float,
        font: str = "Body",
        size: float | None = None,
        marker: tuple[str, float] | None = None,
        keep: int = 0,
    ) -> None:
        """Set a paragraph; `keep` lines must have room, or it begins on the next page."""
        size = size or self.layout.size
        leading = size * self.layout.leading
        lines = list(self._filled(text, font, size, self.right - left))
        if self.y - keep * leading < self.bottom:
            self.turn_page()
        for index, line in enumerate(lines):
            if self.y < self.bottom:
                self.turn_page()
            gap = 0.0
            if self.layout.justified and index < len(lines) - 1 and len(line) > 1:
                natural = sum(map(shown_width, line)) + (len(line) - 1) * pdfmetrics.stringWidth(
                    " ", font, size
                )
                gap = max(0.0, self.right - left - natural) / (len(line) - 1)
            self._draw(left, self.y, line, gap)
            if index == 0 and marker and marker[0] == DRAWN:
                self.canvas.circle(marker[1] + 2, self.y + size * 0.33, size * 0.15, fill=1)
            elif index == 0 and marker:
                self._draw(marker[1], self.y, [Word([(marker[0], font, size, 0)])], 0)
            self.y -= leading
        self.y -= size * self.layout.space

    def print_all(self, contents: Sequence[tuple[Section, int]]) -> None:
        self.open_page()
        self._cover()
        self.write("Your responsibility", left=self.left, font="Bold", size=self._heading(1))
        for text in self.guidance.responsibility:
            self.write(text, left=self.left)
        if self.layout.cover:
            self.turn_page()
        self._contents(contents)
        if self.guidance.statement:
            self.write(self.guidance.statement, left=self.left)
        if self.layout.cover:
            self.turn_page()
        for section in self.guidance.sections:
            self._section(section)
        self.close_page()

    def _heading(self, depth: int) -> float:
        return self.layout.size * (1.9, 1.5, 1.25)[depth - 1]

    def _cover(self) -> None:
        self.write(self.guidance.title, left=self.left, font="Bold", size=self.layout.size * 2.4)
        self.write(self.guidance.programme, left=self.left, size=self.layout.size * 1.4)
        self.write(f"Published: {self.guidance.published}", left=self.left)
        address = f"www.nice.org.uk/guidance/{self.guidance.reference.lower()}"
        self.write(address, left=self.left)
        if self.layout.cover:
            self.turn_page()

    def _contents(self, contents: Sequence[tuple[Section, int]]) -> None:
        self.write("Contents", left=self.left, font="Bold", size=self._heading(1))
        size = self.layout.size
        for section, page in contents:
            if self.y < self.bottom:
                self.turn_page()
            left = self.left + (section.depth - 1) * 12
            name = numbered(section)
            room = self.right - left - pdfmetrics.stringWidth(f"{name}  99", "Body", size)
            dots = int(room / pdfmetrics.stringWidth(".", "Body", size)) if self.layout.dots else 0
            self._draw(left, self.y, list(cut_words(f"{name} {'.' * dots}", "Body", size)), 0)
            number = str(page)
            x = self.right - pdfmetrics.stringWidth(number, "Body", size)
            self._draw(x, self.y, list(cut_words(number, "Body", size)), 0)
            self.y -= size * 1.8

    def _section(self, section: Section) -> None:
        self.y -= self.layout.size
        size = self._heading(section.depth)
        keep = 2 + int(4 * self.layout.size / size)
        self.write(numbered(section), left=self.left, font="Bold", size=size, keep=keep)
        self.listed.append((section, self.page))
        for part in section.content:
            if isinstance(part, Grid):
                self._grid(part)
            else:
                self._paragraph(part)

    def _paragraph(self, part: Paragraph) -> None:
        hang = self.layout.hang * self.layout.size
        left = self.left + (hang if part.number else 0)
        if part.note:
            mark = re.search(r"\^(\d+)\^", part.text)
            if mark and self.y - 3 * self.layout.size * self.layout.leading < self.bottom:
                self.turn_page()
            self.notes.append((mark[1] if mark else "1", part.note))
        if part.number and hang:
            self.write(part.text, left=left, marker=(part.number, self.left))
        else:
            self.write(f"{part.number} {part.text}" if part.number else part.text, left=left)
        self._bullets(part.bullets, left)

    def _bullets(self, bullets: Sequence[Bullet], left: float) -> None:
        for bullet in bullets:
            text_left = left + 1.6 * self.layout.size
            self.write(bullet.text, left=text_left, marker=(self.layout.bullet, left + 4))
            self._bullets(bullet.bullets, text_left)

    def _grid(self, grid: Grid) -> None:
        size = self.layout.size * 0.9
        width = (self.right - self.left) / len(grid.rows[0])
        for index, row in enumerate(grid.rows):
            font = "Body" if index else "Bold"
            cells = [list(self._filled(cell, font, size, width - 24)) for cell in row]
            height = max(map(len, cells)) * size * self.layout.leading
            if self.y - height < self.bottom:
                self.turn_page()
            for column, lines in enumerate(cells):
                for place, line in enumerate(lines):
                    y = self.y - place * size * self.layout.leading
                    self._draw(self.left + column * width, y, line, 0)
            self.y -= height + size * self.layout.padding
        self.y -= size


def as_pdf(guidance: Guidance, layout: Layout | None = None) -> bytes:
    """The guidance in the publisher's layout; set twice, since contents come before pages."""
    layout = layout or Layout()
    register_fonts()
    rl_config.useA85 = 0
    contents = [(section, 1) for section in guidance.sections]
    pages, content = 1, b""
    for _ in range(3):
        buffer = BytesIO()
        canvas = Canvas(
            buffer,
            pagesize=layout.page_size,
            pageCompression=int(layout.compressed),
            invariant=1,
        )
        canvas.setTitle("untitled")
        press = _Press(guidance, layout, canvas, pages)
        press.print_all(contents)
        canvas.save()
        content = buffer.getvalue()
        if (press.listed, press.page) == (contents, pages):
            break
        contents, pages = press.listed, press.page
    return content
