"""
Writes invented guidance as PDF, HTML and Markdown from one model, so that truth is known.

The PDF is set as the publisher sets its own: cover, responsibility page, contents
with page numbers, running heads, footers, and numbers hanging in a left column. A
`Layout` says how; the words never depend on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

SOFT_HYPHEN = "\u00ad"
DRAWN = "drawn"
"""A bullet that is a shape and no character."""
_FONTS = {"Body": "Vera.ttf", "Bold": "VeraBd.ttf"}
_STYLED = re.compile(r"(\*\*.+?\*\*|\^\d+\^)")


@dataclass(frozen=True)
class Bullet:
    text: str
    bullets: tuple[Bullet, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """Text in which `**...**` is bold and `^1^` refers to a footnote."""

    text: str
    number: str | None = None
    bullets: tuple[Bullet, ...] = ()
    note: str | None = None
    """The footnote that the text refers to."""


@dataclass(frozen=True)
class Grid:
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    heading: str
    number: str | None = None
    depth: int = 1
    content: tuple[Paragraph | Grid, ...] = ()


@dataclass(frozen=True)
class Guidance:
    reference: str
    programme: str
    title: str
    published: str
    responsibility: tuple[str, ...]
    sections: tuple[Section, ...]
    statement: str | None = None
    """What stands below the contents page under no heading."""


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
class _Word:
    """A word, or a part of one where the style changes in it, as `text` in one `font`."""

    pieces: list[tuple[str, str, float, float]]
    """Text, font, size and rise."""

    @property
    def width(self) -> float:
        return sum(pdfmetrics.stringWidth(text, font, size) for text, font, size, _ in self.pieces)


def _register() -> None:
    for name, file in _FONTS.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, file))


def _words(text: str, font: str, size: float) -> Iterator[_Word]:
    pieces: list[tuple[str, str, float, float]] = []
    for part in _STYLED.split(text):
        style = (font, size, 0.0)
        if part.startswith("**"):
            part, style = part[2:-2], ("Bold", size, 0.0)  # noqa: PLW2901
        elif part.startswith("^"):
            part, style = part[1:-1], (font, size * 0.6, size * 0.4)  # noqa: PLW2901
        for index, chunk in enumerate(re.split(r"[ \n]+", part)):
            if index and pieces:
                yield _Word(pieces)
                pieces = []
            if chunk:
                pieces.append((chunk, *style))
    if pieces:
        yield _Word(pieces)


def _break(word: _Word, room: float, *, hyphenated: bool) -> tuple[_Word, _Word] | None:
    """The word cut at its last hyphen that has room, hard or (where allowed) soft."""
    if len(word.pieces) > 1:
        return None
    text, font, size, rise = word.pieces[0]
    for place in range(len(text) - 2, 1, -1):
        sign = text[place]
        if sign != "-" and not (hyphenated and sign == SOFT_HYPHEN):
            continue
        head = text[:place].replace(SOFT_HYPHEN, "") + "-"
        if pdfmetrics.stringWidth(head, font, size) <= room:
            rest = text[place + 1 :]
            return _Word([(head, font, size, rise)]), _Word([(rest, font, size, rise)])
    return None


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
            self._draw(self.left, height - 40, [_Word([(head, "Body", 8, 0)])], 0)

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
        lines = (
            "\u00a9 NICE 2026. All rights reserved. Subject to Notice of rights"
            " (https://www.nice.org.uk/terms-and-",
            "conditions#notice-of-rights).",
        )
        for y, text in zip((48, 38), lines, strict=True):
            self._draw(self.left, y, list(_words(text, "Body", 7)), 0)
        number = list(_words(f"Page {self.page} of {self.pages}", "Body", 7))
        self._draw(self.right - 60, 48, number, 0)

    def turn_page(self) -> None:
        self.close_page()
        self.page += 1
        self.open_page()

    def _draw(self, x: float, y: float, line: Sequence[_Word], gap: float) -> None:
        """Draw neighbours of one style in one go, as PDF writers do."""
        scale = self.layout.scale
        stroke: list[str] = []
        style: tuple[str, float, float] | None = None
        start = x
        for index, word in enumerate(line):
            for place, (text, *here) in enumerate(word.pieces):
                if style is not None and (gap or tuple(here) != style):
                    self._stroke("".join(stroke), style, start * scale, y * scale)
                    stroke, start = [], x
                if index and not place:
                    space = pdfmetrics.stringWidth(" ", here[0], here[1])
                    x += space + gap
                    if stroke:
                        stroke.append(" ")
                    else:
                        start = x
                shown = text.replace(SOFT_HYPHEN, "")
                stroke.append(shown)
                x += pdfmetrics.stringWidth(shown, here[0], here[1])
                style = (here[0], here[1], here[2])
        if style is not None:
            self._stroke("".join(stroke), style, start * scale, y * scale)

    def _stroke(self, text: str, style: tuple[str, float, float], x: float, y: float) -> None:
        scale = self.layout.scale
        self.canvas.setFont(style[0], style[1] * scale)
        self.canvas.drawString(x, y + style[2] * scale, text)

    def _filled(self, text: str, font: str, size: float, width: float) -> Iterator[list[_Word]]:
        """The words, as many on each line as have room."""
        space = pdfmetrics.stringWidth(" ", font, size)
        line: list[_Word] = []
        used = 0.0
        waiting = list(_words(text, font, size))[::-1]
        while waiting:
            word = waiting.pop()
            need = _shown_width(word) + (space if line else 0)
            if used + need <= width or not line:
                line.append(word)
                used += need
                continue
            cut = _break(word, width - used - space, hyphenated=self.layout.hyphenated)
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
                natural = sum(map(_shown_width, line)) + (len(line) - 1) * pdfmetrics.stringWidth(
                    " ", font, size
                )
                gap = max(0.0, self.right - left - natural) / (len(line) - 1)
            self._draw(left, self.y, line, gap)
            if index == 0 and marker and marker[0] == DRAWN:
                self.canvas.circle(marker[1] + 2, self.y + size * 0.33, size * 0.15, fill=1)
            elif index == 0 and marker:
                self._draw(marker[1], self.y, [_Word([(marker[0], font, size, 0)])], 0)
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
            name = _numbered(section)
            room = self.right - left - pdfmetrics.stringWidth(f"{name}  99", "Body", size)
            dots = int(room / pdfmetrics.stringWidth(".", "Body", size)) if self.layout.dots else 0
            self._draw(left, self.y, list(_words(f"{name} {'.' * dots}", "Body", size)), 0)
            number = str(page)
            x = self.right - pdfmetrics.stringWidth(number, "Body", size)
            self._draw(x, self.y, list(_words(number, "Body", size)), 0)
            self.y -= size * 1.8

    def _section(self, section: Section) -> None:
        self.y -= self.layout.size
        size = self._heading(section.depth)
        keep = 2 + int(4 * self.layout.size / size)
        self.write(_numbered(section), left=self.left, font="Bold", size=size, keep=keep)
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


def _shown_width(word: _Word) -> float:
    return sum(
        pdfmetrics.stringWidth(text.replace(SOFT_HYPHEN, ""), font, size)
        for text, font, size, _ in word.pieces
    )


def _numbered(section: Section) -> str:
    return f"{section.number} {section.heading}" if section.number else section.heading


def as_pdf(guidance: Guidance, layout: Layout | None = None) -> bytes:
    """The guidance in the publisher's layout; set twice, since contents come before pages."""
    layout = layout or Layout()
    _register()
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


def as_markdown(guidance: Guidance) -> bytes:
    """The guidance as a conversion to Markdown gives it."""
    return "\n\n".join(_markdown(guidance)).replace(SOFT_HYPHEN, "").encode()


def _markdown(guidance: Guidance) -> Iterator[str]:
    yield f"# {guidance.title}"
    yield guidance.programme
    yield f"Published: {guidance.published}"
    yield f"www.nice.org.uk/guidance/{guidance.reference.lower()}"
    yield "## Your responsibility"
    yield from guidance.responsibility
    yield "# Contents"
    yield "\n".join(f"{_numbered(each)} ..... 4" for each in guidance.sections)
    if guidance.statement:
        yield guidance.statement
    notes: list[str] = []
    for section in guidance.sections:
        if section.depth == 1:
            yield from notes
            notes.clear()
        yield f"{'#' * section.depth} {_numbered(section)}"
        for part in section.content:
            if isinstance(part, Grid):
                yield _markdown_table(part)
                continue
            text = _raised(part.text)
            yield f"- {part.number} {text}" if part.number else text
            if part.bullets:
                yield "\n".join(_markdown_bullets(part.bullets, "  " if part.number else ""))
            if part.note:
                mark = re.search(r"\^(\d+)\^", part.text)
                notes.append(f"{mark[1] if mark else 1} {part.note}")
    yield from notes


def _raised(text: str) -> str:
    """A raised number is an exponent or a reference after a word, and plain elsewhere."""
    digits = str.maketrans("123456789", "\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
    text = re.sub(r"(?<=\w)\^(\d+)\^", lambda match: match[1].translate(digits), text)
    return re.sub(r"\^(\d+)\^", r"\1", text)


def _markdown_bullets(bullets: Sequence[Bullet], indent: str) -> Iterator[str]:
    for bullet in bullets:
        yield f"{indent}- {bullet.text}"
        yield from _markdown_bullets(bullet.bullets, indent + "  ")


def _markdown_table(grid: Grid) -> str:
    rows = [f"| {' | '.join(row)} |" for row in grid.rows]
    return "\n".join([rows[0], "|" + " --- |" * len(grid.rows[0]), *rows[1:]])


def as_html(guidance: Guidance) -> bytes:
    """The guidance as one page of HTML, in the first generation of its markup."""
    page = "".join(_html(guidance)).replace(SOFT_HYPHEN, "")
    return f"<!DOCTYPE html><html><body><main>{page}</main></body></html>".encode()


def _html(guidance: Guidance) -> Iterator[str]:
    yield f"<h1>{guidance.title}</h1><p>{guidance.programme}</p>"
    yield f"<p>Published: {guidance.published}</p>"
    yield f"<p>www.nice.org.uk/guidance/{guidance.reference.lower()}</p>"
    yield "<h2>Your responsibility</h2>"
    yield from (f"<p>{text}</p>" for text in guidance.responsibility)
    yield "<h2>Contents</h2>"
    yield from (f"<p>{_numbered(each)} ..... 4</p>" for each in guidance.sections)
    if guidance.statement:
        yield f"<p>{guidance.statement}</p>"
    notes: list[str] = []
    for section in guidance.sections:
        if section.depth == 1:
            yield from notes
            notes.clear()
        level = section.depth + 1
        yield f"<h{level}>{_numbered(section)}</h{level}>"
        for part in section.content:
            yield from _html_part(part, notes)
    yield from notes


def _html_part(part: Paragraph | Grid, notes: list[str]) -> Iterator[str]:
    if isinstance(part, Grid):
        rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in part.rows)
        yield f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
        return
    text = re.sub(r"\^(\d+)\^", r"<sup>\1</sup>", re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", part.text))
    number = f'<span class="paragraph-number">{part.number} </span>' if part.number else ""
    yield f'<p class="numbered-paragraph">{number}{text}</p>' if number else f"<p>{text}</p>"
    if part.bullets:
        yield _html_bullets(part.bullets)
    if part.note:
        mark = re.search(r"\^(\d+)\^", part.text)
        notes.append(f"<p><sup>{mark[1] if mark else 1}</sup> {part.note}</p>")


def _html_bullets(bullets: Sequence[Bullet]) -> str:
    entries = "".join(
        f"<li>{bullet.text}{_html_bullets(bullet.bullets) if bullet.bullets else ''}</li>"
        for bullet in bullets
    )
    return f"<ul>{entries}</ul>"
