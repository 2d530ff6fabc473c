"""
What pdfium knows of the characters of one page: their places, sizes and fonts.

Places are given upright, whichever way the text runs, so that a page in landscape
reads like any other. Each question is a call into C and costs more than its
answer, so boxes are kept and nothing is asked that is not needed.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_SMALLEST = 0.01


class Box(NamedTuple):
    """A character's place, in the direction of its line, as high as its font."""

    left: float
    right: float
    height: float


@dataclass(frozen=True, slots=True)
class Style:
    """How a character is set."""

    size: float
    """In points on the page, whatever the file's coordinates."""
    bold: bool
    baseline: float


@dataclass(slots=True)
class Glyphs:
    """The characters of one page of text; valid while that page is open."""

    api: Any
    """`pypdfium2.raw`, which the caller has loaded."""
    page: Any
    """The handle of the page's text."""
    boxes: dict[int, tuple[float, float, float, float]] = field(default_factory=dict)
    matrix: tuple[int, Any] | None = None
    """The character asked for last, and how its line is turned and scaled."""
    font_name: Any = field(default_factory=lambda: ctypes.create_string_buffer(128))

    def count(self) -> int:
        """How many characters the page has, those that pdfium adds included."""
        return max(0, int(self.api.FPDFText_CountChars(self.page)))

    def text(self) -> str:
        """The page's text, one character for each that pdfium counts."""
        count = self.count()
        if not count:
            return ""
        units = (ctypes.c_ushort * (count + 1))()
        self.api.FPDFText_GetText(self.page, 0, count, units)
        text = bytes(units).decode("utf-16-le", "replace")
        if len(text) == count + 1 and "\x00" not in text[:-1]:
            return text[:-1]
        unicode = self.api.FPDFText_GetUnicode
        codes = (int(unicode(self.page, index)) for index in range(count))
        return "".join(chr(code) if 0 < code <= 0x10FFFF else " " for code in codes)  # noqa: PLR2004

    def strokes(self, first: int, last: int) -> int:
        """How many text objects of the file drew the characters."""
        return int(self.api.FPDFText_CountRects(self.page, first, last - first + 1))

    def turn(self, index: int) -> int:
        """Quarter turns, counter-clockwise, in which the character's line runs."""
        matrix = self._matrix_at(index)
        if abs(matrix.a) >= abs(matrix.b):
            return 0 if matrix.a >= 0 else 2
        return 1 if matrix.b > 0 else 3

    def place(self, index: int) -> tuple[float, float]:
        """The middle of the character, in the coordinates of the page."""
        left, bottom, right, top = self._rectangle(index)
        return (left + right) / 2, (bottom + top) / 2

    def box(self, index: int, turn: int) -> Box:
        """The character's place on its line."""
        left, bottom, right, top = self._rectangle(index)
        match turn:
            case 1:
                return Box(bottom, top, max(right - left, _SMALLEST))
            case 2:
                return Box(-right, -left, max(top - bottom, _SMALLEST))
            case 3:
                return Box(-top, -bottom, max(right - left, _SMALLEST))
            case _:
                return Box(left, right, max(top - bottom, _SMALLEST))

    def style(self, index: int, turn: int) -> Style:
        """How the character is set."""
        x, y, flags = ctypes.c_double(), ctypes.c_double(), ctypes.c_int()
        self.api.FPDFText_GetCharOrigin(self.page, index, ctypes.byref(x), ctypes.byref(y))
        self.api.FPDFText_GetFontInfo(
            self.page, index, self.font_name, len(self.font_name), ctypes.byref(flags)
        )
        matrix = self._matrix_at(index)
        scale = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
        size = float(self.api.FPDFText_GetFontSize(self.page, index)) * scale
        return Style(
            size=max(size, _SMALLEST),
            bold=_is_bold(self.font_name.value),
            baseline=(y.value, -x.value, -y.value, x.value)[turn],
        )

    def _matrix_at(self, index: int) -> Any:
        if self.matrix is None or self.matrix[0] != index:
            matrix = self.api.FS_MATRIX()
            self.api.FPDFText_GetMatrix(self.page, index, ctypes.byref(matrix))
            self.matrix = (index, matrix)
        return self.matrix[1]

    def _rectangle(self, index: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of a character, as high as its font."""
        kept = self.boxes.get(index)
        if kept is None:
            box = self.api.FS_RECTF()
            self.api.FPDFText_GetLooseCharBox(self.page, index, ctypes.byref(box))
            kept = self.boxes[index] = (box.left, box.bottom, box.right, box.top)
        return kept


@lru_cache(maxsize=256)
def _is_bold(font_name: bytes) -> bool:
    return bool(_BOLD.search(font_name.decode("utf-8", "replace")))
