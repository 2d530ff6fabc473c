"""
What arrives, and what a reader makes of it.

A `SourceDocument` is bytes with their provenance. A `ParsedDocument` is the same
content free of its format: blocks of text in reading order, and the few facts
that a format states as data. Everything after the reader is blind to formats,
which is why another file format is never a change of guidance.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item"]

MOST_BLOCKS = 100_000
"""A source with more blocks is no guidance (the longest has some thousand); readers stop there."""
LONGEST_BLOCK = 200_000
"""Characters; a longer paragraph is no guidance and would only cost time."""


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One captured file or answer."""

    content: bytes
    name: str
    """As the user gave it: a path or an address."""
    url: str | None = None
    """The address it was fetched from or saved from, where known."""
    media_type: str | None = None
    """As served; readers go by content and use this only as a hint."""
    redirects: tuple[str, ...] = ()
    """Addresses passed on the way, first to last; evidence, never content."""

    @property
    def sha256(self) -> str:
        """Digest of the content, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a list item, without any markup."""

    kind: BlockKind
    text: str
    """What a reader of the page sees: no emphasis marks, link syntax, escapes or bullets; NFC."""
    level: int = 0
    """Heading level 1 to 6 (0 where the format has none); for an item, its depth from 1."""
    number: str | None = None
    """The paragraph number where the markup sets it apart (`1.1`); readers of plain text leave
    it in the text, since only the extraction can tell a number from a quantity."""
    place: str = ""
    """Where it stands in the source: `line 12`, or `page 3`."""


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """The content of one source, free of its format."""

    source: SourceDocument
    format: str
    """The reader's name: `markdown`, `text`, `html`."""
    blocks: tuple[Block, ...]
    facts: tuple[tuple[str, str], ...] = field(default=())
    """What the format states as data, in order: `title`, `programme`, `reference`, `published`,
    `last-updated`, `url`, `chapter` (a slug), `page` (`overview`, `chapter`)."""

    def fact(self, name: str) -> str | None:
        """The first value stated under the name, or None."""
        return next((value for key, value in self.facts if key == name), None)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A source no reader could make sense of: a value in the stream, never an exception."""

    name: str
    problem: str
    """One sentence for people."""
    reference: str | None = None
    sha256: str | None = None
