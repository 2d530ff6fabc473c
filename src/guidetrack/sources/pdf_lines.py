"""
Runs to lines: what stands at one height, from left to right, cut at wide gaps.

The order in a PDF file is the order of drawing, so lines are found by place: a
number in a left column belongs to the line beside it, a raised number to the word
it hangs on, and a gap that no space makes is a border between columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from guidetrack.sources.characters import clean
from guidetrack.sources.pdf_run import Page, Run

_SAME_LINE = 0.25
"""Difference of baselines within a line, in sizes."""
_SMALL = 0.8
"""A run of this share of its line's size may be raised or lowered."""
_RAISED_BY = 0.75
_SPACE = 0.12
_COLUMN = 0.8
"""A gap this wide, in sizes, is no space between words."""
_SET_APART = 0.5
_WIDER = 1.3
_NUMBER = re.compile(r"[1-9]\d?(?:\.[1-9]\d{0,2}){1,3}\.?")
_BULLET = re.compile(
    "[\u2022\u25cf\u25aa\u25a0\u25e6\u25cb\u2023\u00b7\u2219\u2043\uf0b7\uf0a7\u27a2\u2013\u2014*o-]"
)
_TIGHT_BULLET = re.compile(
    "[\u2022\u25cf\u25aa\u25a0\u25e6\u25cb\u2023\u2043\uf0b7\uf0a7](?=[^\\W\\d_])"
)
_LETTERED = re.compile(r"\(?(?:[a-z]|[ivx]{1,4})\)")
_ORDERED = re.compile(r"\d{1,2}[.)]")
_SURE_BULLETS = frozenset("\u2022\u25cf\u25aa\u25a0\u25e6\u25cb\u2023\u2043\uf0b7\uf0a7\u27a2")
_RAISED_NUMBER = re.compile(r"[+\u2212-]?\d{1,3}")
_RAISED = str.maketrans(
    "0123456789+-\u2212",
    "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207a\u207b\u207b",
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a line without wide gaps."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page."""

    page: int
    segments: tuple[Segment, ...]
    baseline: float
    size: float
    """Of most of its characters."""
    bold: bool
    """Whether all of it is."""
    marker: str | None = None
    """The number or bullet set apart in front of the segments."""
    marker_left: float = 0.0
    raised_start: bool = False
    """Whether it begins with a raised sign, as footnotes do."""
    raised: frozenset[str] = frozenset()
    """Signs raised anywhere in it, as references to footnotes are."""

    @property
    def text(self) -> str:
        """The words of all segments, without the marker."""
        if len(self.segments) == 1:
            return self.segments[0].text
        return " ".join(segment.text for segment in self.segments)

    @property
    def printed(self) -> str:
        """The whole line as printed, with its marker."""
        return f"{self.marker} {self.text}" if self.marker else self.text

    @property
    def left(self) -> float:
        """Where its words begin, after any marker."""
        return self.segments[0].left

    @property
    def outer_left(self) -> float:
        """Where anything of it begins."""
        return self.marker_left if self.marker else self.left

    @property
    def right(self) -> float:
        """Where its words end."""
        return self.segments[-1].right

    def unmarked(self) -> Line:
        """The line with its marker as the first of its words."""
        whole = Segment(self.printed, self.outer_left, self.right)
        return replace(self, segments=(whole,), marker=None)

    @property
    def number(self) -> str | None:
        """The paragraph number set apart in front, or None."""
        return self.marker.rstrip(".") if self.marker and _NUMBER.fullmatch(self.marker) else None


def find_lines(page: Page) -> tuple[Line, ...]:
    """The lines of a page, from top to bottom."""
    rows: list[list[Run]] = []
    for run in sorted(page.runs, key=lambda each: (-each.baseline, each.left)):
        if rows and _stands_beside(rows[-1], run):
            rows[-1].append(run)
        else:
            rows.append([run])
    lines = (_built(page.number, row) for row in _attached(rows))
    return tuple(line for line in lines if line is not None)


def _stands_beside(row: Sequence[Run], run: Run) -> bool:
    size = max(run.size, *(each.size for each in row))
    return row[0].baseline - run.baseline <= _SAME_LINE * size


def _attached(rows: list[list[Run]]) -> list[list[Run]]:
    """The rows, raised and lowered signs put into the line that they hang on."""
    kept: list[list[Run]] = []
    for row in rows:
        if kept and _hangs_on(kept[-1], row):
            row.extend(kept.pop())
        elif kept and _hangs_on(row, kept[-1]):
            kept[-1].extend(row)
            continue
        kept.append(row)
    return kept


def _hangs_on(signs: Sequence[Run], row: Sequence[Run]) -> bool:
    size = max(run.size for run in row)
    if abs(signs[0].baseline - row[0].baseline) > _RAISED_BY * size:
        return False
    return all(
        run.size <= _SMALL * size and any(_touches(run, other, size) for other in row)
        for run in signs
    )


def _touches(run: Run, other: Run, size: float) -> bool:
    gap = size
    return other.left - gap <= run.right and run.left <= other.right + gap


def _built(page: int, row: list[Run]) -> Line | None:
    row.sort(key=lambda run: run.left)
    size = max(row, key=lambda run: (len(run.text), run.size)).size
    full = [run for run in row if run.size > _SMALL * size] or row
    baseline = max(full, key=lambda run: len(run.text)).baseline
    bold = all(run.bold for run in row if any(map(str.isalnum, run.text)))
    marker, body = _marker(row, size)
    segments = tuple(_segments(body, size, baseline))
    if not segments:
        return None
    text, sign = segments[0].text, ""
    if marker is None and (tight := _TIGHT_BULLET.match(text)):
        sign = tight[0]
        segments = (
            Segment(text[1:], segments[0].left + size / 2, segments[0].right),
            *segments[1:],
        )
    raised = [run for run in row if _is_raised(run, size, baseline)]
    return Line(
        page,
        segments,
        baseline,
        size,
        bold,
        marker or sign or None,
        row[0].left,
        row[0] in raised,
        frozenset(run.text for run in raised),
    )


def _marker(row: list[Run], size: float) -> tuple[str | None, list[Run]]:
    """The number or bullet in front, where it is set apart, and the runs after it."""
    if not row[1:] or not clean(row[0].text):
        return None, row
    text, gap = row[0].text, row[1].left - row[0].right
    if text in _SURE_BULLETS:
        return text, row[1:]
    if gap >= _SET_APART * size and _NUMBER.fullmatch(text):
        return text, row[1:]
    if gap >= max(_SET_APART * size, _WIDER * _widest_space(row[1:], size)):
        for pattern in (_BULLET, _LETTERED, _ORDERED):
            if pattern.fullmatch(text):
                return text, row[1:]
    return ("-", row[1:]) if text in "\u2013\u2014-" and gap > _SPACE * size else (None, row)


def _widest_space(row: Sequence[Run], size: float) -> float:
    """The widest gap between words of one column; lines set to full width stretch them all."""
    gaps = [run.left - above.right for above, run in pairwise(row)]
    return max((gap for gap in gaps if gap <= _COLUMN * size), default=0.0)


def _segments(row: Sequence[Run], size: float, baseline: float) -> Iterator[Segment]:
    if not row:
        return
    words, left = [row[0].text], row[0].left
    right = row[0].right
    for above, run in pairwise(row):
        gap = run.left - max(right, above.right)
        if gap > _COLUMN * size:
            yield from _segment(words, left, right)
            words, left, right = [run.text], run.left, run.right
            continue
        words.append(_joined(words[-1], run, gap, size, baseline))
        right = max(right, run.right)
    yield from _segment(words, left, right)


def _joined(above: str, run: Run, gap: float, size: float, baseline: float) -> str:
    """The run's text with the space in front of it, a raised number in raised digits."""
    if _is_raised(run, size, baseline) and gap <= _SPACE * size:
        hangs = above[-1:].isalnum() and _RAISED_NUMBER.fullmatch(run.text)
        return run.text.translate(_RAISED) if hangs else run.text
    apart = gap > _SPACE * size or (run.spaced and gap > 0)
    return f" {run.text}" if apart else run.text


def _is_raised(run: Run, size: float, baseline: float) -> bool:
    return run.size <= _SMALL * size and run.baseline - baseline > 0.1 * size


def _segment(words: Sequence[str], left: float, right: float) -> Iterator[Segment]:
    text = clean("".join(words))
    if text:
        yield Segment(text, left, right)
