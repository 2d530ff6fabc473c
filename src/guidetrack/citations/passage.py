"""
What a reader of files makes of one: passages of text, each with its place.

A place is in the words of whoever has the file open: a line, a row and its column, a
cell, a page. A passage ends where its context ends, since a neighbouring cell says
nothing about what a number means.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that is read by itself."""

    place: str
    """`row 7, column Code`, `page 2`, `paragraph 3`; empty where lines are counted alone."""
    text: str
    line: int | None = None
    """The number of its first line where its lines are counted; None where they are not."""
    in_column: bool = False
    """Whether it is a cell in a column of references."""
    prefix: str | None = None
    """Of a cell that holds bare numbers alone: the prefix they have there; else None."""

    def place_of(self, start: int) -> str:
        """Name the place of the character at an offset in the text."""
        if self.line is None:
            return self.place
        line = f"line {self.line + self.text.count(chr(10), 0, start)}"
        return f"{self.place}, {line}" if self.place else line


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a file."""

    name: str
    content: bytes


class UnscannableError(ValueError):
    """A file cannot be read; the message is a sentence for people: "it is ..."."""
