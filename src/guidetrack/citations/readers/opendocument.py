"""
Documents of LibreOffice: texts, sheets and slides, with places as in the Office formats.

odfdo was looked at and not taken: it holds a document as one tree, where this reads any
in bounded memory, and a scan needs words and places, not a way to edit.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from guidetrack.citations.packages import Package, open_package
from guidetrack.citations.passage import Passage, UnscannableError
from guidetrack.citations.tables import Row, cut_sheet, letters
from guidetrack.citations.xml_events import Event, qualified, skip

_SUFFIXES = frozenset({".odt", ".ott", ".ods", ".ots", ".odp", ".otp"})
_KIND = b"mimetypeapplication/vnd.oasis.opendocument."
_GLYPHS = {"tab": "\t", "line-break": "\n", "s": " "}
_PARAGRAPHS = frozenset({"p", "h"})
_UNREAD = frozenset({"tracked-changes", "note-citation", "creator", "date", "creator-initials"})
_PARTS = frozenset({"header", "footer", "header-left", "footer-left", "header-first"})
_MOST_COLUMNS = 16_384
_MOST_ROW = 20_000_000


def recognises(content: bytes, name: str) -> bool:
    """Whether the name or the first part says so."""
    return PurePath(name).suffix.lower() in _SUFFIXES or _KIND in content[:200]


def read(content: bytes, name: str) -> Iterator[Passage]:
    """
    Cut a document into its paragraphs, tables and notes, or its cells, or its slides.

    Raises:
        UnscannableError: it is damaged, protected or too large.
    """
    del name
    with open_package(content) as package:
        if "content.xml" not in package:
            raise UnscannableError("it is damaged: it has no content")
        if _is_locked(package):
            raise UnscannableError("it is protected by a password; save a copy without one")
        yield from _cut(package.events("content.xml"))
        yield from _cut(package.events("styles.xml"))


def _is_locked(package: Package) -> bool:
    manifest = package.events("META-INF/manifest.xml")
    return any(tag == "encryption-data" for kind, tag, _ in manifest if kind == "start")


@dataclass
class _Frame:
    """A paragraph, or what holds paragraphs and gives them a place."""

    tag: str
    place: str
    words: list[str] = field(default_factory=list)


def _cut(events: Iterator[Event]) -> Iterator[Passage]:
    frames = [_Frame("", "")]
    counts: Counter[str] = Counter()
    in_sheets = False
    for kind, tag, attributes in events:
        if kind == "text":
            frames[-1].words.append(tag)
        elif kind == "end":
            yield from _finish(tag, frames)
        elif tag in _UNREAD:
            skip(events, tag)
        elif tag == "spreadsheet":
            in_sheets = True
        elif tag == "table" and in_sheets:
            yield from _read_sheet(events, qualified(attributes, "name") or "")
        elif tag in _GLYPHS:
            frames[-1].words.append(_GLYPHS[tag])
        elif tag == "a":
            yield Passage(_place(frames, counts), qualified(attributes, "href") or "")
        elif (place := _begin(tag, attributes, frames, counts)) is not None:
            frames.append(_Frame(tag, place))


def _finish(tag: str, frames: list[_Frame]) -> Iterator[Passage]:
    if tag == frames[-1].tag:
        frame = frames.pop()
        if tag in _PARAGRAPHS and (text := "".join(frame.words)).strip():
            yield Passage(frame.place, text)


def _begin(
    tag: str, attributes: Mapping[str, str], frames: list[_Frame], counts: Counter[str]
) -> str | None:
    """The place of what an element begins; None where it begins none of its own."""
    above = frames[-1].place
    if tag in _PARAGRAPHS:
        counts["paragraph"] += not above
        return above or f"paragraph {counts['paragraph']}"
    if tag == "page":
        counts["slide"] += 1
        return f"slide {counts['slide']}"
    if tag in _PARTS:
        return tag.partition("-")[0]
    if tag == "notes":
        return f"{above}, notes"
    if tag == "text-box":
        return above if above.startswith("slide") else f"{above or 'page'}, text box"
    if tag == "table":
        counts["table"] += not above
        return above or f"table {counts['table']}"
    if tag in {"note", "annotation"}:
        name = (qualified(attributes, "note-class") or "footnote") if tag == "note" else "comment"
        counts[name] += 1
        slide = above.partition(",")[0] if above.startswith("slide") else ""
        return f"{slide}, {name} {counts[name]}" if slide else f"{name} {counts[name]}"
    return None


def _place(frames: list[_Frame], counts: Counter[str]) -> str:
    return frames[-1].place or f"paragraph {counts['paragraph'] + 1}"


def _read_sheet(events: Iterator[Event], title: str) -> Iterator[Passage]:
    beside: deque[tuple[int, Passage]] = deque()
    yield from cut_sheet(title, _rows(events, title, beside), beside)


def _rows(events: Iterator[Event], title: str, beside: deque[tuple[int, Passage]]) -> Iterator[Row]:
    """Every row of a sheet with words in it; repeated ones are counted and given once."""
    number = 1
    repeated = 1
    cells: list[str] = []
    for kind, tag, attributes in events:
        if kind == "end" and tag == "table":
            return
        if kind == "end" and tag == "table-row":
            if any(cells):
                yield number, cells
            number += repeated
        elif kind == "start" and tag == "table-row":
            repeated, cells = _times(attributes, "number-rows-repeated"), []
        elif kind == "start" and tag in {"table-cell", "covered-table-cell"}:
            place = f"cell {letters(len(cells))}{number}"
            formula = qualified(attributes, "formula") or ""
            if '"' in formula:
                beside.append((number, Passage(f"sheet {title}, {place}", formula)))
            text, met = _cell(events, tag, f"sheet {title}", place)
            beside += [(number, each) for each in met]
            times = min(_times(attributes, "number-columns-repeated"), _MOST_COLUMNS - len(cells))
            if len(text) * times > _MOST_ROW:
                raise UnscannableError("it holds more text than any sheet; the rest was not read")
            cells += [text] * times


def _times(attributes: Mapping[str, str], name: str) -> int:
    written = qualified(attributes, name) or "1"
    return int(written) if written.isdecimal() and len(written) < 10 else 1  # noqa: PLR2004


def _cell(events: Iterator[Event], tag: str, sheet: str, place: str) -> tuple[str, list[Passage]]:
    """The words in a cell, and its addresses and its note."""
    beside: list[Passage] = []
    words: list[str] = []
    note: list[str] = []
    taken = words
    for kind, each, attributes in events:
        if kind == "end" and each == tag:
            break
        if kind == "text":
            taken.append(each)
        elif kind == "start" and each in _UNREAD:
            skip(events, each)
        elif each == "annotation":
            taken = note if kind == "start" else words
        elif kind == "end" and each == "p":
            taken.append("\n")
        elif kind == "start" and each in _GLYPHS:
            taken.append(_GLYPHS[each])
        elif kind == "start" and each == "a":
            beside.append(Passage(f"{sheet}, {place}", qualified(attributes, "href") or ""))
    if note:
        beside.append(Passage(f"{sheet}, note on {place}", "".join(note)))
    return "".join(words).strip(), beside
