"""
Sets invented guidance as PDF with reportlab's own typesetter, as offices and browsers do.

A second hand beside `pdf_writer`, with other fonts, breaks and tables, so that the
reader is not fitted to one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.colors import grey  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle as Style  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from reportlab.platypus import (  # type: ignore[import-untyped]
    PageBreak,
    SimpleDocTemplate,
    Spacer,
    Table,
)
from reportlab.platypus import Paragraph as Set
from tests.sources.pdf_model import SOFT_HYPHEN, Bullet, Grid, Guidance, Paragraph, numbered

_HEADINGS = [
    Style(
        f"heading {depth}",
        fontName="Helvetica-Bold",
        fontSize=size,
        leading=size * 1.2,
        spaceBefore=12,
        spaceAfter=8,
        keepWithNext=1,
    )
    for depth, size in enumerate((26, 20, 16, 13))
]
_GRID = [("GRID", (0, 0), (-1, -1), 0.5, grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]


def as_flowing_pdf(guidance: Guidance, *, justified: bool = False) -> bytes:
    """The guidance as a word processor would print it."""
    buffer = BytesIO()
    flow = list(_Flow(guidance, justified=justified).all())
    template = SimpleDocTemplate(buffer, pagesize=(595, 842))

    def furnish(canvas: Canvas, document: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 815, guidance.title)
        canvas.drawString(72, 30, "\u00a9 NICE 2026. All rights reserved.")
        canvas.drawRightString(520, 30, f"Page {document.page} of 9")

    template.build(flow, onLaterPages=furnish)
    return buffer.getvalue()


class _Flow:
    def __init__(self, guidance: Guidance, *, justified: bool) -> None:
        self._guidance = guidance
        self._body = Style(
            "body",
            fontName="Times-Roman",
            fontSize=11,
            leading=15,
            spaceAfter=7,
            alignment=4 if justified else 0,
        )
        self._numbered = Style("numbered", parent=self._body, leftIndent=40, bulletIndent=0)
        self._cell = Style("cell", fontName="Times-Roman", fontSize=10, leading=12)
        self._notes: list[Any] = []

    def all(self) -> Iterator[Any]:
        guidance = self._guidance
        yield Set(guidance.title, _HEADINGS[0])
        yield Set(guidance.programme, Style("programme", fontSize=14, leading=18))
        yield Set(f"Published: {guidance.published}", self._body)
        yield Set(f"www.nice.org.uk/guidance/{guidance.reference.lower()}", self._body)
        yield PageBreak()
        yield Set("Your responsibility", _HEADINGS[1])
        yield from (Set(text, self._body) for text in guidance.responsibility)
        yield PageBreak()
        yield Set("Contents", _HEADINGS[1])
        for section in guidance.sections:
            yield Set(f"{numbered(section)} {'.' * 40} 4", self._body)
        yield Set(guidance.statement or "", self._body)
        yield PageBreak()
        yield from self._sections()

    def _sections(self) -> Iterator[Any]:
        for section in self._guidance.sections:
            if section.depth == 1:
                yield from self._notes
                self._notes = []
            yield Set(numbered(section), _HEADINGS[section.depth])
            for part in section.content:
                yield from self._grid(part) if isinstance(part, Grid) else self._paragraph(part)
        yield from self._notes

    def _paragraph(self, part: Paragraph) -> Iterator[Any]:
        style = self._numbered if part.number else self._body
        yield Set(_marked(part.text), style, bulletText=part.number)
        yield from self._bullets(part.bullets, 0)
        mark = re.search(r"\^(\d+)\^", part.text)
        if part.note and mark:
            self._notes.append(Set(_marked(f"{mark[0]} {part.note}"), self._body))

    def _bullets(self, bullets: Sequence[Bullet], depth: int) -> Iterator[Any]:
        left = 44 + 18 * depth
        style = Style(f"{depth}", parent=self._body, leftIndent=left + 14, bulletIndent=left)
        for bullet in bullets:
            yield Set(_marked(bullet.text), style, bulletText="\u2022")
            yield from self._bullets(bullet.bullets, depth + 1)

    def _grid(self, grid: Grid) -> Iterator[Any]:
        rows = [[Set(cell, self._cell) for cell in row] for row in grid.rows]
        yield Table(rows, style=_GRID, repeatRows=1)
        yield Spacer(1, 8)


def _marked(text: str) -> str:
    """The text in the typesetter's own markup."""
    bold = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text.replace(SOFT_HYPHEN, ""))
    return re.sub(r"\^(\d+)\^", r"<super size=7 rise=4>\1</super>", bold)
