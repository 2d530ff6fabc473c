"""
The published list as the site's button copies it to the clipboard: a table with tabs.

People paste it into a spreadsheet first, so quotes around a cell, another order of
the columns and further columns are all the same list.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from guidetrack.sources.catalogue_rows import PUBLISHED_LINE, is_guidance, kind_of
from guidetrack.sources.plain_data import check_size

_NAMES = {
    name.casefold(): name
    for name in ("Link", "Title", "Reference number", "Published", "Last updated")
}
_LONGEST_LINE = 20_000


def recognises(text: str) -> bool:
    """Whether the first line names the columns of the list."""
    return PUBLISHED_LINE.signs.issubset(_columns(text.lstrip("\ufeff\r\n \t").partition("\n")[0]))


def rows(text: str) -> Iterator[Any]:
    """
    Every line under its column names; None for one in development.

    Raises:
        ValueError: the list is too large, or a line is no line of a table.
    """
    check_size(text)
    header, _, body = text.lstrip("\ufeff\r\n \t").partition("\n")
    columns = _columns(header)
    lines = csv.reader(body.splitlines(keepends=True), dialect="excel-tab")
    try:
        for cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            row = dict(zip(columns, cells, strict=False))
            yield row if kind_of(row) is None or is_guidance(row) else None
    except csv.Error as problem:
        raise ValueError(f"line {lines.line_num + 1} is no line of a table ({problem})") from None


def _columns(header: str) -> list[str]:
    if len(header) > _LONGEST_LINE:
        return []
    cells = (cell.strip().strip('"').strip() for cell in header.split("\t"))
    return [_NAMES.get(cell.casefold(), cell) for cell in cells]
