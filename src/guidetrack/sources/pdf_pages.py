"""
The only door to pdfium: bytes of a PDF to the runs of text on its pages.

A run is text in one style on one line, with its place on the page; everything
above this module works on places and sizes and knows nothing of PDF. Asking
pdfium costs more than it computes, so most lines are asked for once, and only
those with markers, columns or several styles word by word.

pdfium is not thread safe: two threads must not read PDFs at the same time.
Scripts, forms, links and embedded files are never looked at.
"""

from __future__ import annotations

import ctypes
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pypdfium2

PAGE_LIMIT = 2_000
CHARACTER_LIMIT = 5_000_000
SECONDS = 60.0
"""Time for all pages of one document; ten pages take about a fiftieth of a second."""
_LINE = re.compile("[^\r\n\x02\ufffe]+[\x02\ufffe]?")
_WORD = re.compile(r"\S+")
_SIGNS = {0x02: "-", 0xFFFE: "-", 0x00: " ", 0xA0: " "}
"""pdfium writes a hyphen at the end of a line, hard or soft, as one of the first two."""
_MARKED = re.compile(r"\s*(?:[^\w\s(\[\"'\u2018\u201c]|o\s|\(?[0-9a-z]{1,4}[.)]|\d)")
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_WIDE = 0.75
"""Average advance of a character in its size above which a line has gaps inside."""
_SAME_HEIGHT = 0.1


_Piece = tuple[int, int, str]
"""Indices of the first and the last character, and the text."""


class PdfError(ValueError):
    """The PDF cannot be read; the message is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style on one line. Places are in points, upwards and to the right."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    spaced: bool = True
    """Whether a space stands in front of it."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page, upright."""

    number: int
    """Counted from 1."""
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    bold: bool
    turn: int
    """Quarter turns, counter-clockwise, in which the text runs."""
    across: float
    """Distance of the baseline, in the direction of the turn."""


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
    import pypdfium2.raw as pdfium  # noqa: PLC0415

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
    end, characters = time.monotonic() + SECONDS, 0
    for number in range(1, count + 1):
        reader = _PageReader()
        characters += reader.read(document, number)
        if characters > CHARACTER_LIMIT:
            raise PdfError(f"it is a PDF of more than {CHARACTER_LIMIT:,} characters")
        if time.monotonic() > end:
            raise PdfError(
                f"reading it took more than {SECONDS:.0f} seconds; it stopped at page {number}"
            )
        yield from reader.upright(number)
    if not characters:
        raise PdfError(
            "there is no text in its pages: it is a scan, which has to be recognised (OCR) first"
        )


@dataclass(slots=True)
class _PageReader:
    """Reads one page; keeps what pdfium fills in, so that it is made once."""

    runs: dict[int, list[Run]] = field(default_factory=dict)
    """By quarter turn."""
    page: Any = None
    api: Any = None
    font_name: Any = field(default_factory=lambda: ctypes.create_string_buffer(128))

    def read(self, document: pypdfium2.PdfDocument, number: int) -> int:
        """Fill in the runs; the number of characters that can be seen."""
        import pypdfium2  # noqa: PLC0415
        import pypdfium2.raw  # noqa: PLC0415

        self.api = pypdfium2.raw
        try:
            page = document[number - 1]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError as problem:
            raise PdfError(f"it is a damaged PDF: its page {number} cannot be read") from problem
        try:
            self.page = text_page.raw
            box = page.get_bbox()
            text = self._text()
            if len(text) > CHARACTER_LIMIT:
                raise PdfError(f"it is a PDF of more than {CHARACTER_LIMIT:,} characters")
            return sum(self._read_line(line, box) for line in _LINE.finditer(text))
        finally:
            text_page.close()
            page.close()

    def upright(self, number: int) -> Iterator[Page]:
        """The page as it is read; text in other directions follows as pages of its own."""
        turns = Counter(
            {turn: sum(len(run.text) for run in runs) for turn, runs in self.runs.items()}
        )
        for turn, _ in turns.most_common():
            yield Page(number, tuple(self.runs[turn]))

    def _text(self) -> str:
        """The page's text with one character for each that pdfium counts."""
        count = self.api.FPDFText_CountChars(self.page)
        if count <= 0:
            return ""
        units = (ctypes.c_ushort * (count + 1))()
        self.api.FPDFText_GetText(self.page, 0, count, units)
        text = bytes(units).decode("utf-16-le", "replace")
        if len(text) == count + 1 and "\x00" not in text[:-1]:
            return text[:-1]
        unicode = self.api.FPDFText_GetUnicode
        return "".join(chr(unicode(self.page, index) or 0x20) for index in range(count))

    def _read_line(self, line: re.Match[str], box: tuple[float, float, float, float]) -> int:
        """Add the runs of what pdfium takes for a line; the number of visible characters."""
        text = line[0].translate(_SIGNS)
        stripped = text.strip()
        if not stripped:
            return 0
        first = line.start() + len(text) - len(text.lstrip())
        last = first + len(stripped) - 1
        words = [
            (first + word.start(), first + word.end() - 1, word[0])
            for word in _WORD.finditer(stripped)
        ]
        marked = 1 if len(words) > 1 and _MARKED.match(stripped) else 0
        parts = [*words[:marked], *self._pieces(words[marked:])]
        return sum(self._add(*part, box=box) for whole in parts for part in self._evened(*whole))

    def _pieces(self, words: list[_Piece]) -> Iterator[_Piece]:
        """The words, put together again where one stroke of the file drew them without a gap."""
        waiting = [words]
        while waiting:
            piece = waiting.pop()
            if len(piece) == 1:
                yield piece[0]
            elif self._is_composed(piece):
                half = len(piece) // 2
                waiting += [piece[half:], piece[:half]]
            else:
                yield piece[0][0], piece[-1][1], " ".join(word for _, _, word in piece)

    def _is_composed(self, piece: list[_Piece]) -> bool:
        """Whether the words may have gaps between them, or several styles."""
        first, last = piece[0][0], piece[-1][1]
        if self.api.FPDFText_CountRects(self.page, first, last - first + 1) != 1:
            return True
        start, end = self._box(first), self._box(last)
        height = max(start[3] - start[1], start[2] - start[0], 1e-6)
        length = max(end[2] - start[0], start[3] - end[1], end[3] - start[1])
        return length > _WIDE * height * (last - first + 1)

    def _evened(self, first: int, last: int, text: str) -> Iterator[tuple[int, int, str, bool]]:
        """A word cut where its characters change height, as before a raised number."""
        height = self._height(first)
        if (
            first == last
            or abs(self._height(last) - height) <= _SAME_HEIGHT * height
            or " " in text
        ):
            yield first, last, text, True
            return
        start = first
        for index in range(first + 1, last + 1):
            here = self._height(index)
            if abs(here - height) > _SAME_HEIGHT * height:
                yield start, index - 1, text[start - first : index - first], start == first
                start, height = index, here
        yield start, last, text[start - first :], start == first

    def _add(
        self, first: int, last: int, text: str, spaced: bool, box: tuple[float, float, float, float]
    ) -> int:
        start, end = self._box(first), self._box(last)
        middle = (start[0] + start[2]) / 2, (start[1] + start[3]) / 2
        if not (box[0] <= middle[0] <= box[2] and box[1] <= middle[1] <= box[3]):
            return 0
        style = self._style(first)
        left, right = (
            (start[0], end[2]),
            (start[1], end[3]),
            (-start[2], -end[0]),
            (-start[3], -end[1]),
        )[style.turn]
        run = Run(text, left, right, style.across, style.size, style.bold, spaced)
        self.runs.setdefault(style.turn, []).append(run)
        return len(text)

    def _box(self, index: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of a character, as high as its font."""
        box = self.api.FS_RECTF()
        self.api.FPDFText_GetLooseCharBox(self.page, index, ctypes.byref(box))
        return box.left, box.bottom, box.right, box.top

    def _height(self, index: int) -> float:
        box = self._box(index)
        return max(box[3] - box[1], 1e-6)

    def _style(self, index: int) -> _Style:
        x, y, flags = ctypes.c_double(), ctypes.c_double(), ctypes.c_int()
        matrix = self.api.FS_MATRIX()
        self.api.FPDFText_GetCharOrigin(self.page, index, ctypes.byref(x), ctypes.byref(y))
        self.api.FPDFText_GetMatrix(self.page, index, ctypes.byref(matrix))
        scale = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
        turn = _quarter_turns(matrix.a, matrix.b)
        self.api.FPDFText_GetFontInfo(
            self.page, index, self.font_name, len(self.font_name), ctypes.byref(flags)
        )
        return _Style(
            size=max(self.api.FPDFText_GetFontSize(self.page, index) * scale, 0.01),
            bold=bool(_BOLD.search(self.font_name.value.decode("utf-8", "replace"))),
            turn=turn,
            across=(y.value, -x.value, -y.value, x.value)[turn],
        )


def _quarter_turns(cosine: float, sine: float) -> int:
    if abs(cosine) >= abs(sine):
        return 0 if cosine >= 0 else 2
    return 1 if sine > 0 else 3
