"""
The filter on a register's headings, drawn over the columns that were added.

Excel keeps its range twice, in the sheet and as a hidden name of the workbook, and both
must agree.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from guidetrack.citations.registers.markup import (
    Edit,
    Element,
    apply_edits,
    change_attribute,
    list_elements,
)
from guidetrack.citations.registers.sheet import Addition
from guidetrack.citations.tables import letters

_RANGE = re.compile(r"([A-Z]{1,3})([0-9]+):([A-Z]{1,3})([0-9]+)")


class Widened(NamedTuple):
    """A range before and after, as `A4:G504`."""

    before: str
    after: str


def widen_filter(
    content: bytes, element: Element, addition: Addition
) -> tuple[Edit, Widened] | None:
    """Draw a filter further where it lies on the headings and ends at the first new column."""
    before = element.attributes.get("ref", "")
    found = _RANGE.fullmatch(before.replace("$", ""))
    if not found or int(found[2]) != addition.heading_row:
        return None
    first = min(addition.columns)
    if not first or found[3] != letters(first - 1):
        return None
    after = f"{found[1]}{found[2]}:{letters(max(addition.columns))}{found[4]}"
    tag = change_attribute(content[element.start : element.inside], "ref", after)
    return Edit(element.start, element.inside, tag), Widened(found[0], after)


def widen_filter_names(content: bytes, sheet: int, widened: Widened) -> bytes:
    """Draw the hidden name of a sheet's filter as far as the filter itself."""
    edits = []
    for element in list_elements(content, only=frozenset({"definedName"})):
        attributes = element.attributes
        if attributes.get("name") == "_xlnm._FilterDatabase" and attributes.get(
            "localSheetId"
        ) == str(sheet):
            text = content[element.inside : element.close]
            where, mark, area = text.rpartition(b"!")
            if area.replace(b"$", b"").decode("ascii", "replace") == widened.before:
                named = where + mark + _absolute(widened.after).encode()
                edits.append(Edit(element.inside, element.close, named))
    return apply_edits(content, edits)


def _absolute(area: str) -> str:
    return re.sub(r"([A-Z]+)([0-9]+)", r"$\1$\2", area)
