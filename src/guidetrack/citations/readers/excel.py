"""
Excel workbooks, with macros or without: "sheet Other, cell C7", "sheet Other, note on cell C7".

All sheets are read, hidden ones among them, with links, notes and text boxes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from guidetrack.citations.drawings import cut_drawing
from guidetrack.citations.packages import open_package
from guidetrack.citations.passage import Attachment, Passage
from guidetrack.citations.tables import cut_sheet
from guidetrack.citations.workbooks import Sheet, cut_notes, open_sheets

_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb"})
_PART = b"xl/workbook."
_NOTES = frozenset({"comments", "threadedComment"})


def recognises(content: bytes, name: str) -> bool:
    """Whether the name or the parts say so."""
    named = PurePath(name).suffix.lower() in _SUFFIXES
    return named or (content.startswith(b"PK\x03\x04") and _PART in content)


def read(content: bytes, name: str) -> Iterator[Passage | Attachment]:
    """
    Cut a workbook into the cells of its sheets, and what hangs on them.

    Raises:
        UnscannableError: it is damaged, protected or too large.
    """
    del name
    with open_package(content) as package:
        for sheet in open_sheets(package):
            yield from _read_sheet(sheet)
        yield from package.embedded()


def _read_sheet(sheet: Sheet) -> Iterator[Passage]:
    yield from cut_sheet(sheet.title, sheet.rows(), sheet.beside)
    for link in sheet.package.links(sheet.part).values():
        if link.kind in _NOTES:
            yield from cut_notes(sheet.package, link.target, sheet.title)
        elif link.kind == "drawing":
            yield from cut_drawing(sheet.package, link.target, f"sheet {sheet.title}, text box")
