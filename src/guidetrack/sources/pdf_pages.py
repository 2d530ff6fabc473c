"""
Bytes of a PDF to the runs of text on its pages, within limits.

Text is asked for line by line, and word by word only where a line has a marker,
gaps or several styles. Whatever stands outside the visible area is left out, and
so are scripts, forms, links and embedded files, which are never looked at.

pdfium is not thread safe: two threads must not read PDFs at the same time.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from guidetrack.sources.pdf_dots import drawn_bullets
from guidetrack.sources.pdf_glyphs import Glyphs
from guidetrack.sources.pdf_run import Page, Run

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

PAGE_LIMIT = 2_000
CHARACTER_LIMIT = 5_000_000
RUN_LIMIT = 600_000
"""Of the whole document; a page has about a hundred."""
PAGE_CHARACTER_LIMIT = 200_000
SECONDS = 60.0
"""Time for all pages of one document; ten pages take about a fiftieth of a second."""
_LINE = re.compile("[^\r\n\x02\ufffe]+[\x02\ufffe]?")
_WORD = re.compile(r"\S+")
_SIGNS = {0x02: "-", 0xFFFE: "-", 0x00: " ", 0xA0: " "}
"""pdfium writes a hyphen at the end of a line, hard or soft, as one of the first two."""
_MARKED = re.compile(r"\s*(?:[^\w\s(\[\"'\u2018\u201c]|o\s|\(?[0-9a-z]{1,4}[.)]|\d)")
_WIDE = 0.75
"""Average advance of a character in its size above which a line has gaps inside."""
_SAME_HEIGHT = 0.1


class PdfError(ValueError):
    """The PDF cannot be read; the message is a sentence for people."""


class _Piece(NamedTuple):
    """Indices of the first and the last character, and the text."""

    first: int
    last: int
    text: str
    spaced: bool = True


def read_pages(content: bytes) -> tuple[Page, ...]:
    """
    Read the text of every page.

    Raises:
        PdfError: it is damaged, protected, without pages or text, or beyond the limits.
    """
    import pypdfium2  # noqa: PLC0415 - loaded only for PDF

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        raise PdfError(_refusal(problem)) from problem
    try:
        return tuple(_pages(document))
    finally:
        document.close()


def _refusal(problem: Exception) -> str:
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped] # noqa: PLC0415

    code = getattr(problem, "err_code", None)
    if code == pdfium.FPDF_ERR_PASSWORD:
        return "it is a PDF protected by a password; save a copy without one"
    if code == pdfium.FPDF_ERR_SECURITY:
        return (
            "it is a PDF protected in a way that is not known here; save a copy without protection"
        )
    return "it is a damaged PDF, or only part of one"


def _pages(document: pypdfium2.PdfDocument) -> Iterator[Page]:
    count = len(document)
    if not count:
        raise PdfError("it is a PDF without pages")
    if count > PAGE_LIMIT:
        raise PdfError(f"it is a PDF of {count:,} pages; the limit is {PAGE_LIMIT:,}")
    end, characters, runs = time.monotonic() + SECONDS, 0, 0
    for number in range(1, count + 1):
        pages = _read_page(document, number)
        runs += sum(len(page.runs) for page in pages)
        characters += sum(len(run.text) for page in pages for run in page.runs)
        if characters > CHARACTER_LIMIT or runs > RUN_LIMIT:
            raise PdfError(f"it is a PDF of more text than {PAGE_LIMIT:,} pages hold")
        if time.monotonic() > end:
            raise PdfError(
                f"reading it took over {SECONDS:.0f} seconds, so it stopped at page {number:,}"
            )
        yield from pages
    if not characters:
        raise PdfError(
            "there is no text in its pages; a scan has to go through text recognition (OCR) first"
        )


def _read_page(document: pypdfium2.PdfDocument, number: int) -> tuple[Page, ...]:
    """The page as it is read; text in other directions follows as pages of its own."""
    import pypdfium2  # noqa: PLC0415
    import pypdfium2.raw  # noqa: PLC0415

    try:
        page = document[number - 1]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError as problem:
        raise PdfError(f"it is a damaged PDF: its page {number} cannot be read") from problem
    try:
        glyphs = Glyphs(pypdfium2.raw, text_page.raw)
        if glyphs.count() > PAGE_CHARACTER_LIMIT:
            raise PdfError(
                f"its page {number} has over {PAGE_CHARACTER_LIMIT:,} characters, as no page has"
            )
        runs = _Typeface(glyphs, page.get_bbox()).read()
        dots = drawn_bullets(pypdfium2.raw, page.raw, runs.get(0, ()))
    finally:
        text_page.close()
        page.close()
    if dots:
        runs[0].extend(dots)
    sizes = Counter({turn: sum(len(run.text) for run in found) for turn, found in runs.items()})
    return tuple(Page(number, tuple(runs[turn])) for turn, _ in sizes.most_common())


@dataclass(frozen=True, slots=True)
class _Typeface:
    """Cuts the characters of one page into runs."""

    glyphs: Glyphs
    area: tuple[float, float, float, float]
    """Left, bottom, right and top of what a reader sees."""

    def read(self) -> dict[int, list[Run]]:
        """The runs by the quarter turns in which they are set."""
        runs: dict[int, list[Run]] = {}
        for line in _LINE.finditer(self.glyphs.text()):
            text = line[0].translate(_SIGNS).rstrip()
            bare = text.lstrip()
            if bare:
                first = line.start() + len(text) - len(bare)
                whole = _Piece(first, first + len(bare) - 1, bare)
                turn = self.glyphs.turn(whole.first)
                found = [self._run(each, turn) for each in self._pieces(whole, turn)]
                runs.setdefault(turn, []).extend(run for run in found if run is not None)
        return {turn: found for turn, found in runs.items() if found}

    def _pieces(self, line: _Piece, turn: int) -> Iterator[_Piece]:
        """A marker, then the words, together where one stroke drew them without a gap."""
        marked = _MARKED.match(line.text)
        if not marked and " " in line.text and not self._is_composed(line.first, line.last, turn):
            yield line
            return
        words = [
            _Piece(line.first + word.start(), line.first + word.end() - 1, word[0])
            for word in _WORD.finditer(line.text)
        ]
        waiting = [words[1:], words[:1]] if marked and words[1:] else [words]
        while waiting:
            part = waiting.pop()
            if len(part) == 1:
                yield from self._evened(part[0], turn)
            elif self._is_composed(part[0].first, part[-1].last, turn):
                half = len(part) // 2
                waiting += [part[half:], part[:half]]
            else:
                yield _Piece(part[0].first, part[-1].last, " ".join(word.text for word in part))

    def _is_composed(self, first: int, last: int, turn: int) -> bool:
        """Whether the words may have gaps between them, or several styles."""
        if self.glyphs.strokes(first, last) != 1:
            return True
        start, end = self.glyphs.box(first, turn), self.glyphs.box(last, turn)
        return end.right - start.left > _WIDE * start.height * (last - first + 1)

    def _evened(self, word: _Piece, turn: int) -> Iterator[_Piece]:
        """A word, cut where its characters change height, as before a raised number."""
        first, last, text, _ = word
        height = self.glyphs.box(first, turn).height
        if abs(self.glyphs.box(last, turn).height - height) <= _SAME_HEIGHT * height:
            yield word
            return
        start = first
        for index in range(first + 1, last + 1):
            here = self.glyphs.box(index, turn).height
            if abs(here - height) > _SAME_HEIGHT * height:
                part = text[start - first : index - first]
                yield _Piece(start, index - 1, part, spaced=start == first)
                start, height = index, here
        yield _Piece(start, last, text[start - first :], spaced=start == first)

    def _run(self, piece: _Piece, turn: int) -> Run | None:
        """The run, or None where nobody sees it."""
        x, y = self.glyphs.place(piece.first)
        left, bottom, right, top = self.area
        if not (left <= x <= right and bottom <= y <= top):
            return None
        style = self.glyphs.style(piece.first, turn)
        return Run(
            text=piece.text,
            left=self.glyphs.box(piece.first, turn).left,
            right=self.glyphs.box(piece.last, turn).right,
            baseline=style.baseline,
            size=style.size,
            bold=style.bold,
            spaced=piece.spaced,
        )
