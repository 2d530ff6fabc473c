"""The trust's register: 500 rows on several sheets, with all that makes a workbook hard to edit."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from tests.trust.planting import CITED, Ground, spaced

NAME = "register.xlsx"
ROWS = 500
HEADING_ROW = 4
FIRST, LAST = HEADING_ROW + 1, HEADING_ROW + ROWS
HEADINGS = (
    "No.",
    "Procedure",
    "NICE reference",
    "Specialty",
    "Lead",
    "Approved",
    "Last year",
    "This year",
    "Change",
    "Busy",
)
WIDTHS = (6, 44, 22, 18, 20, 13, 10, 10, 10, 8)
WITHOUT = 10
"""Every so many rows one has no reference."""
_KNOWN_ROWS = 40
_LINE = Side(style="thin", color="BFBFBF")
_EDGE = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


class Row(NamedTuple):
    """What was written into one row."""

    number: int
    text: str
    references: tuple[str, ...]


def write_register(ground: Ground) -> tuple[Row, ...]:
    """Write the workbook, plant what it cites, and tell what each row holds."""
    book = openpyxl.Workbook()
    summary = book.active
    assert summary is not None
    register = book.create_sheet("Register")
    rows = tuple(_row(FIRST + at, at) for at in range(ROWS))
    _fill(register, rows)
    _dress(register)
    _sum_up(summary)
    lists = book.create_sheet("Lists")
    for name in ("Vascular", "Urology", "Orthopaedics"):
        lists.append([name])
    lists.sheet_state = "hidden"
    notes = book.create_sheet("Notes")
    notes["B2"] = ground.decoy()
    notes["B3"] = "Procedures without guidance go to the committee."
    book.defined_names["Cases"] = DefinedName("Cases", attr_text=f"Register!$H${FIRST}:$H${LAST}")
    book.save(ground.file(NAME))
    for row in rows:
        ground.plant(NAME, f"sheet Register, cell C{row.number}", *row.references)
    return rows


def _row(number: int, at: int) -> Row:
    if at % WITHOUT == WITHOUT - 1:
        return Row(number, ("", "none", "to be confirmed")[at % 3], ())
    if at >= _KNOWN_ROWS:
        reference = f"IPG{9700 + at}"
        return Row(number, reference, (reference,))
    first, second = CITED[at % len(CITED)], CITED[(at + 3) % len(CITED)]
    forms = (
        (first, (first,)),
        (spaced(first), (first,)),
        (f"NICE {spaced(first)}", (first,)),
        (f"{first}; {second}", (first, second)),
        (f"https://www.nice.org.uk/guidance/{first.lower()}", (first,)),
    )
    return Row(number, *forms[at // 2 % len(forms)])


def _fill(sheet: Worksheet, rows: tuple[Row, ...]) -> None:
    sheet["A1"] = "Invented Trust: register of new procedures"
    sheet["A2"] = "Kept by the governance office; invented content"
    for column, heading in enumerate(HEADINGS, start=1):
        sheet.cell(HEADING_ROW, column, heading)
    leads = ("A. Person", "B. Person", "C. Person")
    for at, row in enumerate(rows):
        number = row.number
        values = (
            at + 1,
            f"Invented procedure {at + 1} on the example organ",
            row.text or None,
            ("Vascular", "Urology", "Orthopaedics")[at % 3],
            leads[at % 3],
            dt.date(2015, 1, 1) + dt.timedelta(days=at),
            at % 17,
            at * 7 % 23,
            f"=H{number}-G{number}",
            f'=IF(H{number}>10,"busy","")',
        )
        for column, value in enumerate(values, start=1):
            sheet.cell(number, column, value)


def _dress(sheet: Worksheet) -> None:
    sheet.merge_cells("A1:J1")
    sheet["A1"].font = Font(bold=True, size=16)
    for letter, width in zip("ABCDEFGHIJ", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    for cell in sheet[HEADING_ROW]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color="1F4E78")
        cell.border = _EDGE
    stripes = PatternFill("solid", start_color="F2F2F2")
    for number in range(FIRST, LAST + 1):
        for cell in sheet[number]:
            cell.border = _EDGE
            cell.alignment = Alignment(vertical="top", wrap_text=cell.column == 2)
            if number % 2:
                cell.fill = stripes
    sheet.freeze_panes = f"C{FIRST}"
    sheet.auto_filter.ref = f"A{HEADING_ROW}:J{LAST}"
    sheet["C5"].comment = Comment("Checked by the committee", "A. Person")
    choice = DataValidation(type="list", formula1="Lists!$A$1:$A$3")
    choice.add(f"D{FIRST}:D{LAST}")
    sheet.add_data_validation(choice)
    falling = Rule(
        "cellIs",
        operator="lessThan",
        formula=["0"],
        dxf=DifferentialStyle(font=Font(color="C00000")),
    )
    sheet.conditional_formatting.add(f"I{FIRST}:I{LAST}", falling)
    sheet.row_dimensions[HEADING_ROW].height = 30


def _sum_up(sheet: Worksheet) -> None:
    sheet.title = "Summary"
    sheet.append(["Specialty", "Procedures", "Cases"])
    for row, name in enumerate(("Vascular", "Urology", "Orthopaedics"), start=2):
        count = f"=COUNTIF(Register!$D${FIRST}:$D${LAST},A{row})"
        cases = f"=SUMIF(Register!$D${FIRST}:$D${LAST},A{row},Register!$H${FIRST}:$H${LAST})"
        sheet.append([name, count, cases])
    sheet["C6"] = "=SUM(Cases)"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=4), titles_from_data=True)
    sheet.add_chart(chart, "E2")
