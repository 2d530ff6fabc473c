"""
Words with their fonts, as the PDF writer of the tests sets them.

The fonts come with reportlab, so that bullets and raised digits are real glyphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
from tests.sources.pdf_model import SOFT_HYPHEN

_FONTS = {"Body": "Vera.ttf", "Bold": "VeraBd.ttf"}
_STYLED = re.compile(r"(\*\*.+?\*\*|\^\d+\^)")


@dataclass
class Word:
    """A word, or a part of one where the style changes in it, as `text` in one `font`."""

    pieces: list[tuple[str, str, float, float]]
    """Text, font, size and rise."""


def register_fonts() -> None:
    """Make the fonts known to reportlab."""
    for name, file in _FONTS.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, file))


def cut_words(text: str, font: str, size: float) -> Iterator[Word]:
    """The words of a text with its bold and raised parts."""
    pieces: list[tuple[str, str, float, float]] = []
    for part in _STYLED.split(text):
        style = (font, size, 0.0)
        if part.startswith("**"):
            part, style = part[2:-2], ("Bold", size, 0.0)  # noqa: PLW2901
        elif part.startswith("^"):
            part, style = part[1:-1], (font, size * 0.6, size * 0.4)  # noqa: PLW2901
        for index, chunk in enumerate(re.split(r"[ \n]+", part)):
            if index and pieces:
                yield Word(pieces)
                pieces = []
            if chunk:
                pieces.append((chunk, *style))
    if pieces:
        yield Word(pieces)


def break_word(word: Word, room: float, *, hyphenated: bool) -> tuple[Word, Word] | None:
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
            return Word([(head, font, size, rise)]), Word([(rest, font, size, rise)])
    return None


def shown_width(word: Word) -> float:
    """The width without soft hyphens."""
    width: float = sum(
        pdfmetrics.stringWidth(text.replace(SOFT_HYPHEN, ""), font, size)
        for text, font, size, _ in word.pieces
    )
    return width
