"""
A letter as plain text: complete by itself, and read aloud without stumbling.

No markup: headings are lines of their own, what belongs to them is indented, and changed words
carry the words "Removed" and "Added", so that nothing is lost where there is neither colour
nor line.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from guidetrack.events.reading import safe
from guidetrack.formats.notices.letter import (
    Address,
    Block,
    Command,
    Facts,
    Letter,
    Line,
    Listing,
    Notice,
    Paragraph,
    Piece,
    Quote,
)

WIDTH = 78
"""Columns a line may take; a longer word, such as an address, stays whole."""

_INDENT = "  "
_WORDS = {"removed": "Removed", "added": "Added"}


def render(letter: Letter) -> str:
    """Render the whole letter."""
    parts = list(_digest(letter) if letter.heading else _single(letter))
    parts.extend("\n".join(_wrapped(each)) for each in letter.closing)
    return safe("\n\n".join(parts)) + "\n"


def _single(letter: Letter) -> Iterator[str]:
    (notice,) = letter.notices
    yield _paragraphs(" ".join(notice.opening), *letter.introduction)
    yield _paragraphs(*([notice.standing] if notice.standing else []), letter.sender)
    yield from _sections(notice)


def _digest(letter: Letter) -> Iterator[str]:
    yield _paragraphs(f"{letter.heading}.", *letter.introduction, letter.sender)
    yield "\n".join(_contents(letter))
    total = len(letter.notices)
    for number, notice in enumerate(letter.notices, start=1):
        yield f"{'=' * WIDTH}\nNotice {number} of {total}"
        yield _paragraphs(" ".join(notice.opening))
        if notice.standing:
            yield _paragraphs(notice.standing)
        yield from _sections(notice)
    yield "=" * WIDTH


def _contents(letter: Letter) -> Iterator[str]:
    yield "Contents"
    for number, notice in enumerate(letter.notices, start=1):
        standing = (notice.standing or "").partition(":")[0]
        named = f"{standing}: " if notice.priority else ""
        yield from _wrapped(f"{named}{notice.opening[0]}", f"{_INDENT}{number}. ")


def _sections(notice: Notice) -> Iterator[str]:
    for section in notice.sections:
        lines = [section.heading]
        for block in section.blocks:
            lines.extend(_block(block))
        yield "\n".join(lines)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from _wrapped(block.text, _INDENT)
        case Facts():
            for fact in block.rows:
                yield from _wrapped(f"{fact.name}: {fact.value}", _INDENT, hang=2)
        case Listing():
            for number, entry in enumerate(block.entries, start=1):
                mark = f"{number}. " if block.numbered else "- "
                yield from _wrapped(entry, _INDENT + mark)
        case Quote():
            yield from _wrapped(f"{block.label}:", _INDENT)
            for line in block.lines:
                yield from _quoted(line)
        case Command():
            yield from _wrapped(block.says, _INDENT)
            yield f"{_INDENT * 2}{block.line}"
        case Address():
            yield from _wrapped(f"{block.says} {block.url}", _INDENT, hang=2)


def _quoted(line: Line) -> list[str]:
    lead = _INDENT * 2
    if line.level:
        lead += _INDENT * (line.level - 1) + "- "
    return _wrapped("".join(map(_piece, line.pieces)), lead)


def _piece(piece: Piece) -> str:
    word = _WORDS.get(piece.fate)
    return f"[{word}: {piece.text}]" if word else piece.text


def _paragraphs(*texts: str) -> str:
    return "\n\n".join("\n".join(_wrapped(text)) for text in texts)


def _wrapped(text: str, lead: str = "", *, hang: int = 0) -> list[str]:
    """Wrap one paragraph behind a lead; further lines stand below its words."""
    return textwrap.wrap(
        text,
        width=WIDTH,
        initial_indent=lead,
        subsequent_indent=" " * (len(lead) + hang),
        break_long_words=False,
        break_on_hyphens=False,
    )
