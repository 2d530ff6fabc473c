"""
Notebooks of Jupyter: "cell 3, line 2", "cell 3, output, line 1".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Any

import msgspec

from guidetrack.citations.lines import cut_lines, cut_paragraphs
from guidetrack.citations.passage import Passage, UnscannableError

Text = str | list[str]


class _Output(msgspec.Struct):
    text: Text = ""
    data: dict[str, Any] = {}


class _Cell(msgspec.Struct):
    cell_type: str = "code"
    source: Text = ""
    outputs: list[_Output] = []


class _Notebook(msgspec.Struct):
    cells: list[_Cell]


def recognises(content: bytes, name: str) -> bool:
    """Whether the name says so."""
    del content
    return PurePath(name).suffix.lower() == ".ipynb"


def read(content: bytes, name: str) -> Iterator[Passage]:
    """
    Cut a notebook into its cells: code by line, prose by paragraph, and what was printed.

    Raises:
        UnscannableError: it is no notebook.
    """
    del name
    try:
        cells = msgspec.json.decode(content, type=_Notebook).cells
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise UnscannableError("it is no notebook that can be read") from problem
    for number, cell in enumerate(cells, start=1):
        place = f"cell {number}"
        source = _joined(cell.source)
        cut = cut_lines(source) if cell.cell_type == "code" else cut_paragraphs(source)
        yield from (replace(each, place=place) for each in cut)
        for output in cell.outputs:
            shown = _joined(output.text) + _joined(output.data.get("text/plain", ""))
            yield from (replace(each, place=f"{place}, output") for each in cut_lines(shown))


def _joined(text: Any) -> str:
    lines = text if isinstance(text, list) else [text]
    return "".join(each for each in lines if isinstance(each, str))
