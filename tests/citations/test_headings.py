"""Bare numbers are read where the heading, or the cell beside, has their prefix."""

from __future__ import annotations

import pytest

from guidetrack.citations.passage import Passage
from guidetrack.citations.readers import read_passages
from guidetrack.citations.registers.layout import find_layout
from guidetrack.citations.registers.sheet import Sheet


def bare(register: str) -> list[tuple[str, str | None]]:
    cells: list[Passage] = list(read_passages(register.encode(), "register.csv"))
    return [(each.place, each.prefix) for each in cells if each.prefix]


@pytest.mark.parametrize(
    "register",
    [
        "IPG number;Lead\n9075;A. Example\n",
        "Our register;\n\nIPG number;Lead\n9075;A. Example\n",
    ],
)
def test_a_heading_gives_numbers_their_prefix_also_below_a_title(register: str) -> None:
    assert [prefix for _, prefix in bare(register)] == ["IPG"]


def test_the_cell_beside_gives_a_number_its_prefix() -> None:
    register = "Programme,Number,Lead\nIPG,9075,A. Example\nTA,9101,B. Example\n"
    assert bare(register) == [("row 2, column Number", "IPG"), ("row 3, column Number", "TA")]


@pytest.mark.parametrize("heading", ["Number", "Guidance", "NICE ref.", "No.", "#", "Code (IPG)"])
def test_the_number_beside_stands_under_a_heading_of_numbers(heading: str) -> None:
    register = f"NICE programme,{heading},Lead\nIPG,9075,A. Example\n"
    assert [prefix for _, prefix in bare(register)] == ["IPG"]


@pytest.mark.parametrize("heading", ["Cases", "Number of cases", "Approved", "Year", ""])
def test_what_is_counted_beside_a_programme_is_no_guidance(heading: str) -> None:
    assert bare(f"NICE programme,{heading},Lead\nIPG,12,A. Example\n") == []


def test_years_are_headings_and_other_figures_are_none() -> None:
    cited = "\nA vein,IPG9075,7\n"
    for first, place in (("Title,Code,2024", "row 2, column Code"), ("A clip,b,12", "row 2")):
        [cell] = [
            each
            for each in read_passages((first + cited).encode(), "register.csv")
            if "IPG" in each.text
        ]
        assert cell.place.startswith(place)
        assert ("Code" in cell.place) is ("Code" in first)


def test_a_wing_and_a_room_are_no_guidance() -> None:
    assert bare("Wing,Room,Lead\nTA,7,A. Example\nDG,9,B. Example\n") == []


def test_a_register_in_two_columns_is_checked_by_the_number() -> None:
    rows = ((1, ("Programme", "Number")), (2, ("IPG", "9075")), (3, ("TA", "9101")))
    layout = find_layout(Sheet("", rows), ["Number"], lambda _: False)
    assert layout
    prefixes = [layout.sources[0].prefix_in(cells, rows[0][1]) for _, cells in rows[1:]]
    assert prefixes == ["IPG", "TA"]


def test_a_register_of_two_rows_is_known_by_the_programme_beside() -> None:
    rows = ((1, ("Programme", "Number")), (2, ("IPG", "9075")), (3, ("TA", "9101")))
    layout = find_layout(Sheet("", rows), [], lambda _: False)
    assert layout
    assert [each.at for each in layout.sources] == [1]
