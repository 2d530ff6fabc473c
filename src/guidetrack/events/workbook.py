"""
Tables as sheets of an Excel workbook, with a filter on every column.

Every cell is text, so that nothing in a workbook runs; the formats say which columns there
are and how wide. openpyxl is an extra, and imported when a workbook is made.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from guidetrack.errors import ConfigError

if TYPE_CHECKING:
    from openpyxl import Workbook

_LONGEST = 32_000
"""Characters that Excel takes in one cell, about."""


def make_workbook(*, instead: str) -> Workbook:
    """
    Make a workbook without a sheet, to be written from top to bottom.

    Args:
        instead: what does without openpyxl, such as `use --format csv`.

    Raises:
        ConfigError: openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook  # noqa: PLC0415 - an extra, and loaded only here
    except ImportError as problem:
        raise ConfigError(
            "writing a workbook needs a library that is not installed",
            hint=f"pip install 'guidetrack[office]', or {instead}.",
        ) from problem
    return Workbook(write_only=True)


def add_sheet(book: Workbook, title: str, widths: Iterable[int], *, freeze: str = "A2") -> Any:
    """Add a sheet with columns of these widths; what is above and left of `freeze` stays."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - see make_workbook

    sheet: Any = book.create_sheet(title)
    sheet.freeze_panes = freeze
    for index, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    return sheet


def fill_plain(sheet: Any, rows: Iterable[Sequence[str]]) -> None:
    """Write the headings and the rows as they are, however many there are."""
    _fill(sheet, rows, lambda row, _: [_fit(text) for text in row])


def fill_wrapped(sheet: Any, rows: Iterable[Sequence[str]], *, cut: str = "") -> None:
    """Write shaded headings, and rows whose long texts wrap; `cut` ends a text too long."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - see make_workbook
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415

    bold, wrapped = Font(bold=True), Alignment(vertical="top", wrap_text=True)
    shade = PatternFill("solid", start_color="FFE8EDF2")

    def dress(row: Sequence[str], number: int) -> list[Any]:
        cells = [WriteOnlyCell(sheet, value=_fit(text, cut)) for text in row]
        for cell in cells:
            cell.alignment = wrapped
            if number == 1:
                cell.font, cell.fill = bold, shade
        return cells

    _fill(sheet, rows, dress)


def _fit(text: str, cut: str = "") -> str:
    """A text that one cell holds, ended with `cut` where the rest is left out."""
    return text if len(text) <= _LONGEST else text[:_LONGEST] + cut


def pack(book: Workbook) -> bytes:
    """The workbook as the bytes of its file."""
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _fill(
    sheet: Any,
    rows: Iterable[Sequence[str]],
    dress: Callable[[Sequence[str], int], Sequence[Any]],
) -> None:
    """Write rows, the first being the headings, and a filter over all of them."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - see make_workbook

    number, columns = 0, 0
    for number, row in enumerate(rows, start=1):
        sheet.append(dress(row, number))
        columns = len(row)
    sheet.auto_filter.ref = f"A1:{get_column_letter(columns)}{number}"
