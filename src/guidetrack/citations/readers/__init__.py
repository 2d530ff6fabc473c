"""
Files of a trust to passages: one file per format.

A table and not discovery: order says who is asked first, and what nobody knows better is
read as text. A new kind of file is a file here and a line in `READERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from guidetrack.citations.passage import Attachment, Passage, UnscannableError
from guidetrack.citations.pieces import read_pieces
from guidetrack.citations.readers import (
    binary,
    delimited,
    email,
    excel,
    html,
    notebook,
    opendocument,
    pdf,
    powerpoint,
    text,
    word,
)

_HEAD = 65_536
_DEEPEST = 3
"""Files within files within files; deeper is a trap."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A kind of file: how it is told, and how it is cut."""

    name: str
    recognises: Callable[[bytes, str], bool]
    """Given the content and the name of the file."""
    read: Callable[[bytes, str], Iterator[Passage | Attachment]]
    """Raises ValueError with a sentence for people, also after some passages."""
    stream: Callable[[Iterable[str], str], Iterator[Passage]] | None = None
    """Given text in pieces that end where a line does, and the name; as `read` otherwise.
    None where a file of this kind has to be held whole."""


READERS: tuple[Reader, ...] = (
    Reader("binary", binary.recognises, binary.read),
    Reader("pdf", pdf.recognises, pdf.read),
    Reader("excel", excel.recognises, excel.read),
    Reader("word", word.recognises, word.read),
    Reader("powerpoint", powerpoint.recognises, powerpoint.read),
    Reader("opendocument", opendocument.recognises, opendocument.read),
    Reader("notebook", notebook.recognises, notebook.read),
    Reader("email", email.recognises, email.read),
    Reader("delimited", delimited.recognises, delimited.read, delimited.stream),
    Reader("html", html.recognises, html.read),
    Reader("text", text.recognises, text.read, text.stream),
)


def read_passages(content: bytes, name: str, depth: int = 0) -> Iterator[Passage]:
    """
    Cut a file into passages, and the files attached to it after it.

    Raises:
        ValueError: it, or a file in it, cannot be read; a sentence for people. What was
            given before is sound.
    """
    reader = next(each for each in READERS if each.recognises(content, name))
    problems: list[str] = []
    for found in reader.read(content, name):
        if isinstance(found, Passage):
            yield found
            continue
        inside = f"attachment {found.name}"
        if depth + 1 >= _DEEPEST:
            problems.append(f"{inside}: it lies too deep in other files")
            continue
        try:
            for passage in read_passages(found.content, found.name, depth + 1):
                yield _within(inside, passage)
        except ValueError as problem:
            problems.append(f"{inside}: {problem}")
    if problems:
        raise UnscannableError("; ".join(problems))


def stream_passages(file: BinaryIO, name: str) -> Iterator[Passage] | None:
    """
    Cut a file into passages without ever holding it, or answer None where its kind must be.

    Raises:
        ValueError: while the passages are taken, as `read_passages`.
    """
    head = file.read(_HEAD)
    file.seek(0)
    reader = next(each for each in READERS if each.recognises(head, name))
    return reader.stream(read_pieces(file), name) if reader.stream else None


def _within(inside: str, passage: Passage) -> Passage:
    place = f"{inside}, {passage.place}" if passage.place else inside
    return replace(passage, place=place)
