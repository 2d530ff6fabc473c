"""
The measures of a PDF's type: body size, leading, and where its lines end.

Whether two lines are one paragraph depends on how a document is set, not on
points: a gap is wide, a letter large and a line short only beside the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from guidetrack.sources.pdf_lines import Line

_LARGE = 1.12
_BOLD_FROM = 0.95
_SAME_SIZE = 0.06
_NEARLY_FULL = 0.85
_USUAL_LEADING = 1.25
_TIGHTEST_LEADING, _WIDEST_LEADING = 0.8, 2.6
_TOLERANCE = 0.2
_RARE = 0.25


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual in one document."""

    body: float
    """Size of most of its characters, in points."""
    right: float
    """Where its longest lines end."""
    leading: float
    """Distance of two lines of one paragraph, in sizes."""

    def is_large(self, line: Line) -> bool:
        """Whether the line is set larger than the body."""
        return line.size >= _LARGE * self.body

    def is_heading(self, line: Line) -> bool:
        """Whether the line is set as headings are."""
        return self.is_large(line) or (line.bold and line.size >= _BOLD_FROM * self.body)

    def is_close(self, above: Line, line: Line) -> bool:
        """Whether two lines stand as near as those of one paragraph."""
        gap = above.baseline - line.baseline
        leading = max(self.leading, 1.35) if self.is_large(line) else self.leading
        return 0 < gap <= (leading + _TOLERANCE) * max(line.size, above.size)

    def is_full(self, above: Line, line: Line) -> bool:
        """Whether the first word of the next line had no room at the end of the one above."""
        width = (line.right - line.left) / max(len(line.text), 1)
        word = len(line.text.split(" ", 1)[0]) * width
        return self.right - above.right <= 1.3 * word + above.size

    def is_short(self, above: Line) -> bool:
        """Whether a line ends so early that someone broke it there."""
        return self.right - above.right > 0.4 * (self.right - above.left)


def same_size(one: Line, other: Line) -> bool:
    """Whether two lines are set in one size, as far as a page shows."""
    return abs(one.size - other.size) <= _SAME_SIZE * max(one.size, other.size)


def measure(pages: Sequence[Sequence[Line]]) -> Measures:
    """Find out what is usual in a document, from the lines of its pages."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 11.0
    rights = [
        line.right for lines in pages for line in lines if abs(line.size - body) <= 0.1 * body
    ]
    right = max(rights, default=0.0)
    return Measures(body, right, _leading(pages, body, right))


def _leading(pages: Sequence[Sequence[Line]], body: float, right: float) -> float:
    """The smallest distance that is usual below a full line."""
    found: Counter[float] = Counter()
    for lines in pages:
        for above, line in pairwise(lines):
            if abs(above.size - body) > 0.1 * body or not same_size(above, line) or line.marker:
                continue
            ratio = (above.baseline - line.baseline) / line.size
            if (
                _TIGHTEST_LEADING <= ratio <= _WIDEST_LEADING
                and above.right >= _NEARLY_FULL * right
            ):
                found[round(ratio, 1)] += 1
    most = max(found.values(), default=0)
    usual = [ratio for ratio, count in found.items() if count >= _RARE * most]
    return min(usual, default=_USUAL_LEADING)
