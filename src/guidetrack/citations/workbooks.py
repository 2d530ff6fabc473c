"""
Sheets of a workbook as a stream of rows, and what hangs on their cells.

openpyxl's reading of rows gives neither notes nor links, its other way of reading holds
every cell, and an installation without it must read workbooks too; so the markup is
streamed, and the words that cells share are kept packed. No formula or macro is ever
run: cells are read as last calculated.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from guidetrack.citations.drawings import find_main
from guidetrack.citations.packages import Link, Package
from guidetrack.citations.passage import Passage, UnscannableError
from guidetrack.citations.tables import Row, letters
from guidetrack.citations.xml_events import qualified, skip

_LONGEST_CELL = 32_767
"""Characters; Excel's own limit."""
_MOST_COLUMNS = 16_384
_LONGEST_ROW = 20_000_000
_MOST_TEXT = 300_000_000
"""Characters of a workbook; few shared words can fill many cells."""
_LETTERS = 26
_WRITTEN = frozenset({"v", "t", "f"})
_MARGINS = {"Header": "header", "Footer": "footer"}


class SharedStrings:
    """The words that cells share, packed: a list of them would take several times as much."""

    def __init__(self, package: Package, name: str) -> None:
        self._bytes = bytearray()
        self._ends = array("Q")
        words: list[str] = []
        events = package.events(name)
        inside = False
        for kind, tag, _ in events:
            if kind == "text":
                if inside:
                    words.append(tag)
            elif tag == "rPh" and kind == "start":  # how the words are spoken, in Japanese
                skip(events, tag)
            elif tag == "t":
                inside = kind == "start"
            elif tag == "si" and kind == "end":
                self._bytes += "".join(words)[:_LONGEST_CELL].encode("utf-8", "replace")
                self._ends.append(len(self._bytes))
                words.clear()

    def __getitem__(self, index: int) -> str:
        if not 0 <= index < len(self._ends):
            return ""
        first = self._ends[index - 1] if index else 0
        return self._bytes[first : self._ends[index]].decode("utf-8")


@dataclass
class Sheet:
    """A sheet that is read once, row by row."""

    package: Package
    part: str
    title: str
    strings: SharedStrings
    beside: deque[tuple[int, Passage]] = field(default_factory=deque)
    """What was met on the way, with its row: formulas with words in them, links, headers."""
    given: int = 0
    """Characters so far, in the sheets before too."""
    _cells: dict[int, str] = field(default_factory=dict)
    _words: list[str] = field(default_factory=list)
    _row: int = 0
    _column: int = -1
    _sort: str = ""
    _taken: bool = False

    def rows(self) -> Iterator[Row]:
        """
        Every row that has cells.

        Raises:
            UnscannableError: it is damaged, or holds more than any sheet can.
        """
        events = self.package.events(self.part)
        links = self.package.links(self.part)
        for kind, tag, attributes in events:
            if kind == "text":
                if self._taken:
                    self._words.append(tag)
            elif kind == "end":
                self._end(tag)
                if tag == "row" and self._cells:
                    yield self._row, self._filled()
            elif tag == "rPh":
                skip(events, tag)
            elif tag == "hyperlink":
                self._note_link(attributes.get("ref", ""), qualified(attributes, "id"), links)
            else:
                self._begin(tag, attributes)

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._taken = tag in _WRITTEN or tag[-6:] in _MARGINS
        if tag == "row":
            self._row, self._column = _row_number(attributes.get("r"), self._row), -1
        elif tag == "c":
            self._column = _column(attributes.get("r"), self._column)
            self._sort = attributes.get("t", "")
        if tag != "t":
            self._words.clear()

    def _end(self, tag: str) -> None:
        self._taken = False
        if tag == "v":
            self._cells[self._column] = self._value("".join(self._words))
        elif tag == "is":
            self._cells[self._column] = "".join(self._words)[:_LONGEST_CELL]
        elif tag == "f":
            cell = f"cell {letters(self._column)}{self._row}"
            self._note(cell, "".join(self._words), quoted=True)
        elif tag[-6:] in _MARGINS:
            self._note(_MARGINS[tag[-6:]], "".join(self._words))

    def _value(self, written: str) -> str:
        if self._sort == "s":
            return self.strings[int(written)] if written.strip().isdecimal() else ""
        return written[:_LONGEST_CELL]

    def _filled(self) -> list[str]:
        cells, self._cells = self._cells, {}
        size = sum(map(len, cells.values()))
        self.given += size
        if size > _LONGEST_ROW or self.given > _MOST_TEXT:
            raise UnscannableError("it holds more text than any workbook; the rest was not read")
        row = [""] * (max(cells) + 1)
        for at, text in cells.items():
            row[at] = text
        return row

    def _note(self, where: str, text: str, *, quoted: bool = False) -> None:
        if text and (not quoted or '"' in text):
            self.beside.append((self._row, Passage(f"sheet {self.title}, {where}", text)))

    def _note_link(self, cell: str, key: str | None, links: dict[str, Link]) -> None:
        if key in links:
            self._note(f"cell {cell.partition(':')[0]}", links[key].target)


def open_sheets(package: Package) -> Iterator[Sheet]:
    """
    The sheets of a workbook in the order of its tabs; each is to be read before the next.

    Raises:
        UnscannableError: it is damaged, or of the binary kind.
    """
    main = find_main(package)
    if main.endswith(".bin"):
        raise UnscannableError("it is a binary workbook (.xlsb); save it as .xlsx")
    if main not in package:
        raise UnscannableError("it is damaged: it has no sheets")
    links = package.links(main)
    shared = [link.target for link in links.values() if link.kind == "sharedStrings"]
    strings = SharedStrings(package, shared[0] if shared else "")
    given = 0
    for title, key in _titles(package, main):
        if key in links:
            sheet = Sheet(package, links[key].target, title, strings, given=given)
            yield sheet
            given = sheet.given


def _titles(package: Package, main: str) -> Iterator[tuple[str, str]]:
    """The title of each sheet, and the key of its part."""
    for kind, tag, attributes in package.events(main):
        if kind == "start" and tag == "sheet":
            yield attributes.get("name", ""), qualified(attributes, "id") or ""


def _row_number(written: str | None, last: int) -> int:
    return int(written) if written and written.isdecimal() else max(last, 0) + 1


def _column(written: str | None, last: int) -> int:
    """The index of a cell's column, from its name or after the last one's."""
    name = (written or "").rstrip("0123456789")
    index = last + 1
    if name.isascii() and name.isalpha():
        index = 0
        for letter in name[:4].upper():
            index = index * _LETTERS + ord(letter) - ord("A") + 1
        index -= 1
    if index >= _MOST_COLUMNS:
        raise UnscannableError("it is damaged: a cell stands where no sheet has one")
    return index


def cut_notes(package: Package, part: str, title: str) -> Iterator[Passage]:
    """The notes and comments on the cells of a sheet."""
    words: list[str] = []
    cell = ""
    inside = False
    for kind, tag, attributes in package.events(part):
        if kind == "text":
            if inside:
                words.append(tag)
        elif tag in {"comment", "threadedComment"}:
            if kind == "start":
                cell = attributes.get("ref", "")
                words.clear()
            else:
                yield Passage(f"sheet {title}, note on cell {cell}", "".join(words))
        elif tag in {"t", "text"}:
            inside = kind == "start"
