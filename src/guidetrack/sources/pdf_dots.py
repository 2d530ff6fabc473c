"""
Bullets that a PDF draws as small shapes and not as characters.

Browsers and some typesetters do; without them a list would read as paragraphs.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from guidetrack.sources.pdf_run import Run

_MOST_OBJECTS = 20_000
_SMALLEST, _LARGEST = 0.15, 0.7
"""Height of a dot, in sizes of the text."""
_ROUND = 1.3
_MIDDLE = 0.33
"""Height of a dot's middle above the baseline, in sizes."""
_OFF = 0.2
_FARTHEST = 3.0


def drawn_bullets(api: Any, page: Any, runs: Sequence[Run]) -> list[Run]:
    """
    Runs for the dots that stand in front of a line of text.

    Args:
        api: `pypdfium2.raw`.
        page: the handle of the page.
        runs: the text of the page.
    """
    if not runs:
        return []
    size = Counter(run.size for run in runs).most_common(1)[0][0]
    found = []
    for left, bottom, right, top in _shapes(api, page):
        width, height = right - left, top - bottom
        if not (_SMALLEST * size <= height <= _LARGEST * size and width <= _ROUND * height):
            continue
        if height > _ROUND * width:
            continue
        line = _line_behind(right, (bottom + top) / 2, runs)
        if line:
            found.append(Run("\u2022", left, right, line.baseline, line.size, bold=False))
    return found


def _shapes(api: Any, page: Any) -> Iterator[tuple[float, float, float, float]]:
    """The places of the paths on a page."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(min(api.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        shape = api.FPDFPage_GetObject(page, index)
        if api.FPDFPageObj_GetType(shape) != api.FPDF_PAGEOBJ_PATH:
            continue
        places = map(ctypes.byref, (left, bottom, right, top))
        if api.FPDFPageObj_GetBounds(shape, *places):
            yield left.value, bottom.value, right.value, top.value


def _line_behind(right: float, middle: float, runs: Sequence[Run]) -> Run | None:
    """The run that begins to the right of a dot, where nothing stands to its left."""
    beside = [
        run for run in runs if abs(run.baseline + _MIDDLE * run.size - middle) <= _OFF * run.size
    ]
    first = min(beside, key=lambda run: run.left, default=None)
    if first is None or not 0 <= first.left - right <= _FARTHEST * first.size:
        return None
    return first
