"""
CSV and TSV registers: "row 7, column Code".

Which character parts the cells is found by trying: the one that cuts the first lines
into the same number of cells, as people's spreadsheets write commas, semicolons or tabs.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import PurePath

from guidetrack.citations.passage import Passage
from guidetrack.citations.tables import Row, cut_cells, letters
from guidetrack.sources.decoding import decode

_SUFFIXES = frozenset({".csv", ".tsv", ".tab"})
_DELIMITERS = ",;\t|"
_SAMPLE = 20
_LONGEST_CELL = 1_000_000


def recognises(content: bytes, name: str) -> bool:
    """Whether the name says so; the content of a table can be any text."""
    del content
    return PurePath(name).suffix.lower() in _SUFFIXES


def read(content: bytes, name: str) -> Iterator[Passage]:
    """
    Cut a table into its cells.

    Raises:
        ValueError: it is no text, or no table.
    """
    del name
    if not content.strip():
        return
    text = decode(content).removeprefix("\ufeff")
    yield from cut_cells(_rows(text), _place)


def stream(pieces: Iterable[str], name: str) -> Iterator[Passage]:
    """
    Cut a table that comes in pieces, each ending where a line does.

    Raises:
        ValueError: it is no table.
    """
    del name
    following = iter(pieces)
    yield from cut_cells(_rows(next(following, ""), following), _place)


def _place(row: int, index: int, heading: str) -> str:
    return f"row {row}, column {heading or letters(index)}"


def _rows(text: str, following: Iterable[str] = ()) -> Iterator[Row]:
    body, delimiter = text, find_delimiter(text)
    if text[:4].lower() == "sep=":  # a line that only tells Excel the delimiter
        body = text.partition("\n")[2]
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    first = 2 if body is not text else 1
    pieces = (io.StringIO(piece, newline="") for piece in chain((body,), following))
    rows = csv.reader(chain.from_iterable(pieces), delimiter=delimiter)
    try:
        yield from enumerate(rows, start=first)
    except csv.Error as problem:
        raise ValueError("it is no table that can be cut into cells") from problem


def find_delimiter(text: str) -> str:
    """Find the character that parts the cells of a table."""
    if text[:4].lower() == "sep=" and text[4:5] in _DELIMITERS:
        return text[4]
    return max(_DELIMITERS, key=lambda each: _evenness(text, each))


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first rows have the most frequent width above one, and that width."""
    sample = csv.reader(io.StringIO(text[:50_000], newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(row) for row, _ in zip(sample, range(_SAMPLE), strict=False))
    except csv.Error:
        return 0, 0
    return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))
