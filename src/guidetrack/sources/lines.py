"""
Lines to blocks: what Markdown and plain text have in common.

Guidance that was converted from PDF keeps its numbers in bullets (`- 1.1 ...`),
loses some bullets and some markup, and breaks sentences over pages. A grammar of
Markdown renumbers, nests or merges such lines; going line by line loses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from guidetrack.sources.characters import clean
from guidetrack.sources.document import MOST_BLOCKS, Block, BlockKind

_END_OF_LINE = re.compile("\r\n|[\n\r\f\v\u0085\u2028\u2029]")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|(?=\d))(.*?)[ \t]*#*[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-{3,})[ \t]*")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_BULLET = re.compile(
    r"([ \t]*)([\u2022\u25cf\u25aa\u25e6\u2023\u00b7\uf0b7*+\u2013\u2014-]|o(?=[ \t]))(?:[ \t]+|$)"
)
_TIGHT_BULLET = re.compile("([ \t]*)([\u2022\u25cf\u25aa\u25e6\u2023\uf0b7])(?=\\S)")
_ORDERED = re.compile(r"([ \t]*)(?:(\d{1,2}[.)])|\(?[a-z]\)|\(?[ivx]{1,4}\))[ \t]+(?=\S)")
_ROW = re.compile(r"[ \t]*\|(.*)\|[ \t]*")
_ROW_RULE = re.compile(r"[ \t]*\|[\s|:-]*-[\s|:-]*\|[ \t]*")
_BOLD = re.compile(r"[ \t]*(\*\*|__)(?=\S)((?:(?!\1).){1,160}?)(?<=\S)\1[ \t]*")
_NUMBERED = re.compile(r"[ \t]*\d{1,2}(?:\.\d{1,3}){0,3}\.?[ \t]+[A-Z0-9]")
_ADDRESS = re.compile(r"(?:https?://|www\.)")
_INDENT_LIMIT = 40
_DEEPEST = 6
_RANK = {"o": 1, "\u25e6": 1, "\u2013": 1, "\u2014": 1, "\u25aa": 2}
"""Bullets that stand below others at the same indentation."""
_WIDEST_WRAP = 130
_NARROWEST_WRAP = 60
_NEARLY_FULL = 0.75
"""Share of the width from which on a line is taken to have been wrapped."""
_BOLD_ENDS = (".", ":", ";", ",", "!")


@dataclass(slots=True)
class _Buffer:
    """The block that is being gathered."""

    kind: BlockKind
    level: int
    line: int
    parts: list[str]
    width: int = 0
    """Length of its last line with everything that stands in it."""


@dataclass(slots=True)
class _Scanner:
    unmark: Callable[[str], str]
    marked: bool
    width: int | None
    """Where the text was wrapped by hand, or None where a line is a paragraph."""
    buffer: _Buffer | None = None
    bullets: list[tuple[int, int]] = field(default_factory=list)
    """Indentation and rank of the lists that are open, outermost first."""
    commented: bool = False

    def scan(self, lines: list[str]) -> Iterator[Block]:
        for index, raw in enumerate(lines, start=1):
            line = self._stripped(raw)
            if line is None:
                continue
            if not line.strip():
                yield from self._flush()
            elif self.marked and (heading := _heading(line)):
                yield from self._flush()
                yield from self._built(_Buffer("heading", heading[0], index, [heading[1]]))
            elif (
                (self.marked and _UNDERLINE.fullmatch(line) and self._underlines())
                or _RULE.fullmatch(line)
                or (self.marked and _ROW_RULE.fullmatch(line))
            ):
                yield from self._flush()
            else:
                yield from self._gather(line, index)
        yield from self._flush()

    def _stripped(self, line: str) -> str | None:
        """The line without what only the format needs; None where nothing else is in it."""
        if not self.marked:
            return line
        if _FENCE.match(line):
            return None
        if self.commented or "<!--" in line:
            line = self._without_comments(line)
            if not line.strip():
                return None
        return _QUOTE.sub("", line, count=1) if line.lstrip().startswith(">") else line

    def _without_comments(self, line: str) -> str:
        kept = []
        while line:
            if self.commented:
                _, end, line = line.partition("-->")
                self.commented = not end
            else:
                text, start, line = line.partition("<!--")
                kept.append(text)
                self.commented = bool(start)
        return "".join(kept)

    def _underlines(self) -> bool:
        """Whether a line of signs makes a heading of the line above it."""
        above = self.buffer
        if above is None or above.kind != "paragraph" or len(above.parts) != 1:
            return False
        above.kind, above.level = "heading", 2
        return True

    def _gather(self, line: str, index: int) -> Iterator[Block]:
        row = _ROW.fullmatch(line) if self.marked else None
        if row:
            yield from self._flush()
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", row[1])]
            yield from self._built(_Buffer("paragraph", 0, index, [" | ".join(cells)]))
            return
        item = self._item(line)
        if item:
            yield from self._flush()
            self.buffer = _Buffer("item", item[0], index, [item[1]], len(line.rstrip()))
        elif self.buffer and self._continues(self.buffer, line):
            self.buffer.parts.append(line)
            self.buffer.width = len(line.rstrip())
        else:
            yield from self._flush()
            if not line[0].isspace():
                self.bullets.clear()
            self.buffer = _Buffer("paragraph", 0, index, [line], len(line.rstrip()))

    def _item(self, line: str) -> tuple[int, str] | None:
        match = _BULLET.match(line) or _TIGHT_BULLET.match(line)
        if match:
            return self._level(match[1], _RANK.get(match[2], 0)), line[match.end() :]
        match = _ORDERED.match(line)
        if match:
            text = line[match.end() :]
            return self._level(match[1], 0), f"{match[2]} {text}" if match[2] else text
        return None

    def _level(self, indentation: str, rank: int) -> int:
        place = (min(len(indentation.expandtabs(4)), _INDENT_LIMIT), rank)
        while self.bullets and self.bullets[-1] > place:
            self.bullets.pop()
        if not self.bullets or self.bullets[-1] < place:
            self.bullets.append(place)
        return min(len(self.bullets), _DEEPEST)

    def _continues(self, buffer: _Buffer, line: str) -> bool:
        """Whether the line goes on with the paragraph above it."""
        above = buffer.parts[-1]
        if self.marked and above.endswith(("  ", "\\")):
            return False
        if not above.strip():
            return True
        word = line.split(maxsplit=1)[0]
        ended = above.rstrip().endswith((".", ":", ";", "?"))
        if _NUMBERED.match(line) and ended:
            return False
        if self.width is not None and buffer.width + 1 + len(word) > self.width:
            return True
        if _NUMBERED.match(line) or _ADDRESS.match(word) or ended:
            return False
        nearly = self.width is not None and buffer.width > self.width * _NEARLY_FULL
        return word[0].islower() or nearly

    def _flush(self) -> Iterator[Block]:
        buffer, self.buffer = self.buffer, None
        if buffer:
            yield from self._built(buffer)

    def _built(self, buffer: _Buffer) -> Iterator[Block]:
        raw = " ".join(part.strip().removesuffix("\\") for part in buffer.parts)
        kind, level = buffer.kind, buffer.level
        if self.marked and kind == "paragraph" and _is_bold_heading(raw):
            kind, level = "heading", 6
        text = clean(self.unmark(raw))
        if text:
            yield Block(kind, text, level=level, place=f"line {buffer.line}")


def _heading(line: str) -> tuple[int, str] | None:
    match = _ATX.fullmatch(line)
    return (len(match[1]), match[2]) if match else None


def _is_bold_heading(raw: str) -> bool:
    match = _BOLD.fullmatch(raw)
    if not match or match[2].rstrip().endswith(_BOLD_ENDS):
        return False
    return any(letter.isalpha() for letter in match[2])


def _wrap_width(lines: list[str]) -> int | None:
    """The column at which the text was wrapped by hand, or None where it was not."""
    lengths = [len(line.rstrip()) for line in lines if line.strip()]
    wrapped = [length for length in lengths if length <= _WIDEST_WRAP]
    if not wrapped or len(lengths) - len(wrapped) > len(lengths) * 0.02:
        return None
    width = max(wrapped)
    full = sum(length > width * 0.8 for length in wrapped)
    return width if width >= _NARROWEST_WRAP and full >= max(3, len(wrapped) * 0.15) else None


def scan(text: str, unmark: Callable[[str], str], *, marked: bool) -> tuple[Block, ...]:
    """
    Cut text into blocks, in reading order.

    Args:
        text: the whole source.
        unmark: takes inline markup off one block's text.
        marked: whether headings, tables, quotes and comments of Markdown count.
    """
    lines = _END_OF_LINE.split(text)
    blocks = _Scanner(unmark, marked, _wrap_width(lines)).scan(lines)
    return tuple(islice(blocks, MOST_BLOCKS))
