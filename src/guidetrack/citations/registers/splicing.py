"""
Cells into the markup of a sheet, without disturbing what is there.

New cells carry their text in themselves, so that the table of shared texts stays as it
is, and they look like the reference beside which they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from guidetrack.citations.passage import UnscannableError
from guidetrack.citations.registers.columns import WIDTHS
from guidetrack.citations.registers.filters import Widened, widen_filter
from guidetrack.citations.registers.markup import (
    Edit,
    Element,
    Keep,
    apply_edits,
    change_attribute,
    escape_text,
    list_elements,
)
from guidetrack.citations.registers.sheet import Addition
from guidetrack.citations.tables import letters

_WANTED = frozenset({"dimension", "cols", "col", "sheetData", "row", "c", "autoFilter"})
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]+)")
_LAST_COLUMN = 16_384
_LONGEST = 32_000
"""Characters that Excel takes in one cell, about."""


def extend_sheet(content: bytes, addition: Addition) -> tuple[bytes, Widened | None]:
    """
    Write cells into a sheet, and say where its filter was drawn further.

    Raises:
        UnscannableError: it is no sheet as Excel writes one, or has no column left.
    """
    if max(addition.columns) >= _LAST_COLUMN:
        raise UnscannableError("it has no room: its last columns are in use")
    elements = list(list_elements(content, only=_WANTED, keep=_keep_for(addition)))
    data = next((each for each in elements if each.name == "sheetData"), None)
    if data is None:
        raise UnscannableError("it is a damaged workbook")
    edits = list(_extend_rows(elements, content, addition))
    edits += _widen_columns(elements, content, addition, data)
    widened = None
    for each in elements:
        if each.name == "dimension":
            edits.append(_extend_dimension(content, each, addition))
        elif each.name == "autoFilter" and each.within[-1:] == ("worksheet",):
            drawn = widen_filter(content, each, addition)
            if drawn:
                edits.append(drawn[0])
                widened = drawn[1]
    return apply_edits(content, edits), widened


def _keep_for(addition: Addition) -> Keep:
    """Of the cells, those that new ones look like, replace or stand before."""
    first = min(addition.columns)

    def keep(name: str, attributes: dict[str, str]) -> bool:
        found = _PLACE.fullmatch(attributes.get("r", "")) if name == "c" else None
        if found is None:
            return True
        column = _number(found[1])
        return column == addition.like or column >= first

    return keep


def _extend_rows(elements: Sequence[Element], content: bytes, addition: Addition) -> Iterator[Edit]:
    """Rows are told after their cells, since they end after them."""
    cells: list[Element] = []
    number = 0
    for element in elements:
        if element.name == "c":
            cells.append(element)
        elif element.name == "row":
            number = int(element.attributes.get("r") or number + 1)
            if number in addition.rows:
                yield from _extend_row(element, number, cells, content, addition)
            cells = []


def _extend_row(
    row: Element, number: int, cells: Sequence[Element], content: bytes, addition: Addition
) -> Iterator[Edit]:
    tag = change_attribute(content[row.start : row.inside], "spans", "")
    if row.is_empty:
        tag = tag[:-2].rstrip() + b">"
    placed = {_column(cell, at): cell for at, cell in enumerate(cells)}
    looks = placed.get(addition.like)
    style = looks.attributes.get("s", "") if looks else ""
    yield Edit(row.start, row.inside, tag)
    for column, text in sorted(zip(addition.columns, addition.rows[number], strict=True)):
        place = f"{letters(column)}{number}"
        if column in placed:
            cell = placed[column]
            own = cell.attributes.get("s", "")
            yield Edit(cell.start, cell.end, _cell(row.prefix, place, own, text))
            continue
        behind = [cell.start for at, cell in placed.items() if at > column]
        where = min(behind, default=row.close)
        yield Edit(where, where, _cell(row.prefix, place, style, text))
    if row.is_empty:
        yield Edit(row.close, row.close, f"</{row.raw_name}>".encode())


def _column(cell: Element, position: int) -> int:
    found = _PLACE.fullmatch(cell.attributes.get("r", ""))
    return _number(found[1]) if found else position


def _number(name: str) -> int:
    """The index of a column from its letters."""
    total = 0
    for letter in name:
        total = total * 26 + ord(letter) - ord("A") + 1
    return total - 1


def _cell(prefix: str, place: str, style: str, text: str) -> bytes:
    look = f' s="{style}"' if style else ""
    opening = f'<{prefix}c r="{place}"{look}'
    if not text:
        return f"{opening}/>".encode()
    return (
        f'{opening} t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">'.encode()
        + escape_text(text[:_LONGEST])
        + f"</{prefix}t></{prefix}is></{prefix}c>".encode()
    )


def _extend_dimension(content: bytes, element: Element, addition: Addition) -> Edit:
    first, _, last = element.attributes.get("ref", "A1").partition(":")
    end = _PLACE.fullmatch(last or first)
    column = max(_number(end[1]) if end else 0, *addition.columns)
    row = max(int(end[2]) if end else 1, *addition.rows)
    area = f"{first}:{letters(column)}{row}"
    tag = change_attribute(content[element.start : element.inside], "ref", area)
    return Edit(element.start, element.inside, tag)


def _widen_columns(
    elements: Sequence[Element], content: bytes, addition: Addition, data: Element
) -> Iterator[Edit]:
    """Give new columns their widths; those that a former run wrote keep theirs."""
    held = [each for each in elements if each.name == "col"]
    group = next((each for each in elements if each.name == "cols"), None)
    both = zip(addition.columns, WIDTHS, strict=True)
    widths = {at: width for at, width in both if at in addition.fresh}
    if not widths:
        return
    prefix = data.prefix
    parts = [part for each in held for part in _apart(each, content, widths)]
    parts += [(at, _col(prefix, at, width)) for at, width in widths.items()]
    inside = b"".join(part for _, part in sorted(parts))
    if group is None:
        wrapped = f"<{prefix}cols>".encode() + inside + f"</{prefix}cols>".encode()
        yield Edit(data.start, data.start, wrapped)
    elif not group.is_empty:
        yield Edit(group.inside, group.close, inside)


def _col(prefix: str, at: int, width: int) -> bytes:
    return f'<{prefix}col min="{at + 1}" max="{at + 1}" width="{width}" customWidth="1"/>'.encode()


def _apart(element: Element, content: bytes, widths: dict[int, int]) -> Iterator[tuple[int, bytes]]:
    """What is left of a stretch of columns when the new ones are taken out of it."""
    first, last = int(element.attributes["min"]) - 1, int(element.attributes["max"]) - 1
    taken = sorted(at for at in widths if first <= at <= last)
    start = first
    for stop in (*taken, last + 1):
        if start < stop:
            tag = content[element.start : element.end]
            tag = change_attribute(tag, "min", str(start + 1))
            yield start, change_attribute(tag, "max", str(stop))
        start = stop + 1
