"""
Excel registers: the sheet's markup is extended in place, and all else stays byte for byte.

A library that reads a workbook and writes it anew loses what it does not know: pictures,
charts, pivot tables, slicers, signatures of macros. Here only the sheets that gain
columns are touched, and in them only the rows' ends, so that nothing can be lost.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from copy import copy as replica

from guidetrack.citations.packages import open_package
from guidetrack.citations.passage import UnscannableError
from guidetrack.citations.registers.filters import widen_filter_names
from guidetrack.citations.registers.markup import Element, list_elements
from guidetrack.citations.registers.sheet import Addition, Sheet
from guidetrack.citations.registers.splicing import extend_sheet
from guidetrack.citations.workbooks import open_sheets

SUFFIXES = frozenset({".xlsx", ".xlsm"})
_BOOK = "xl/workbook.xml"
_LINKS = "xl/_rels/workbook.xml.rels"


def read(content: bytes) -> tuple[Sheet, ...]:
    """
    Cut a workbook into its sheets, with the values that were last calculated.

    Raises:
        UnscannableError: it is damaged, protected or too large.
    """
    with open_package(content) as package:
        return tuple(Sheet(each.title, tuple(each.rows())) for each in open_sheets(package))


def write(content: bytes, additions: Sequence[Addition]) -> bytes:
    """
    Write the workbook again with cells added; every other part keeps its bytes.

    Raises:
        UnscannableError: a sheet is not where a workbook has it.
    """
    changed: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheets = _locate_sheets(package)
        for addition in additions:
            number, part = sheets[addition.sheet]
            extended, filtered = extend_sheet(package.read(part), addition)
            changed[part] = extended
            if filtered:
                book = changed.get(_BOOK) or package.read(_BOOK)
                changed[_BOOK] = widen_filter_names(book, number, filtered)
        return _repack(package, changed)


def _locate_sheets(package: zipfile.ZipFile) -> dict[str, tuple[int, str]]:
    """Title of each sheet to its index among the tabs and to the part that holds it."""
    try:
        links = {
            each.attributes.get("Id", ""): each.attributes.get("Target", "")
            for each in _elements(package, _LINKS, "Relationship")
        }
        found = {}
        for number, each in enumerate(_elements(package, _BOOK, "sheet")):
            key = next(value for name, value in each.attributes.items() if name.endswith(":id"))
            target = links[key]
            part = target[1:] if target.startswith("/") else f"xl/{target}"
            found[each.attributes["name"]] = (number, re.sub(r"[^/]+/\.\./", "", part))
    except (KeyError, StopIteration) as problem:
        raise UnscannableError(
            "it is a workbook of an unusual build; open it in Excel and save it again"
        ) from problem
    return found


def _elements(package: zipfile.ZipFile, part: str, name: str) -> Iterator[Element]:
    return (each for each in list_elements(package.read(part)) if each.name == name)


def _repack(package: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as copy:
        copy.comment = package.comment
        for part in package.infolist():
            content = changed.get(part.filename)
            copy.writestr(replica(part), package.read(part) if content is None else content)
    return output.getvalue()
