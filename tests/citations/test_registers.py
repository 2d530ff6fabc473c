"""Registers of other shapes: what is written beside them, and that nothing else changes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import partial

import openpyxl
import pytest

from guidetrack.citations.headings import prefix_of_heading
from guidetrack.citations.registers import kind_of
from guidetrack.citations.registers.checking import add_columns, check_sheets, sum_up
from guidetrack.citations.registers.columns import HEADINGS
from guidetrack.citations.registers.sheet import Sheet
from guidetrack.citations.registers.summary import RegisterSummary
from guidetrack.guidance.record import GuidanceRecord, Relationship
from guidetrack.guidance.reference import Reference
from guidetrack.lineage import Lineage, resolve

OLD, NEW = Reference("IPG", 9075), Reference("HTG", 9046)
LINEAGE = Lineage.of(
    [
        GuidanceRecord(
            reference=NEW,
            programme="HTG",
            origin_programme="IPG",
            title="Balloon dilatation of the example vein",
            captured=("relationships",),
            relationships=(Relationship(kind="migrated-from", reference=OLD),),
        )
    ]
)
END = len(HEADINGS)


def checked(content: bytes, name: str, *columns: str) -> tuple[bytes, RegisterSummary]:
    kind = kind_of(name)
    assert kind is not None
    tables = check_sheets(
        kind.read(content),
        columns,
        knows=LINEAGE.knows,
        leads=lambda reference: resolve(LINEAGE, str(reference)),
    )
    return kind.write(content, add_columns(tables)), sum_up(tables, file=name, out="copy")


def annotated(content: bytes, name: str, *columns: str) -> list[Mapping[str, str]]:
    """The added cells of each row below the headings, by heading."""
    kind = kind_of(name)
    assert kind is not None
    copy, _ = checked(content, name, *columns)
    [sheet] = kind.read(copy)
    rows = [cells for _, cells in sheet.rows if any(cells)]
    at = next(i for i, cells in enumerate(rows) if HEADINGS[0] in cells)
    return [dict(zip(rows[at], cells, strict=False)) for cells in rows[at + 1 :]]


def references(text: str, *columns: str) -> list[str]:
    found = annotated(text.encode(), "register.csv", *columns)
    return [each["guidetrack_reference"] for each in found]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_register_keeps_its_bytes_and_gains_columns_in_its_own_dialect(
    end: str, delimiter: str, encoding: str
) -> None:
    rows = (
        ("Title", "Code", "Lead"),
        ("Caf\u00e9 vein", "IPG 9075", '"two' + end + 'lines"'),
        ('"a ""word"""', "none", ""),
    )
    lines = [delimiter.join(row) for row in rows]
    content = end.join(lines).encode(encoding)
    copy = checked(content, "register.csv")[0]
    assert copy.startswith("Title".encode(encoding))
    text = copy.decode(encoding)
    parts = text.split(lines[1])
    assert parts[0] == lines[0] + delimiter + delimiter.join(HEADINGS) + end
    assert parts[1].startswith(delimiter + "IPG9075" + delimiter)
    assert text.endswith(end + lines[2] + delimiter * END)


def test_a_register_that_quotes_every_cell_is_continued_so() -> None:
    copy = checked(b'"Code","Lead"\n"IPG9075","A"\n', "register.csv")[0].decode()
    assert copy.splitlines()[1].startswith('"IPG9075","A","IPG9075","migrated","HTG9046",')


def test_the_line_that_tells_excel_the_delimiter_stays_and_rows_count_from_it() -> None:
    copy, summary = checked(b"sep=;\r\nCode\r\nIPG9075\r\nHTG9046\r\n", "register.csv")
    assert copy.startswith(b"sep=;\r\nCode;guidetrack_reference;")
    [duplicate] = summary.duplicates
    assert [each.place for each in duplicate.occurrences] == ["row 3", "row 4"]


def test_titles_above_the_headings_are_left_alone() -> None:
    text = "Our register\n\nName;Code\nvein;IPG9075\nliver;IPG9352\nbone;IPG9420\n"
    copy = checked(text.encode(), "register.csv")[0].decode()
    assert copy.startswith("Our register\n\nName;Code;guidetrack_reference;")


@pytest.mark.parametrize(
    ("heading", "prefix"),
    [
        ("IPG", "IPG"),
        ("IPG number", "IPG"),
        ("NICE IPG No.", "IPG"),
        ("MTG ref", "MTG"),
        ("Interventional procedures guidance number", "IPG"),
        ("Code", None),
        ("IPG title", None),
        ("pH", None),
        ("PH number", "PH"),
    ],
)
def test_a_heading_gives_bare_numbers_their_prefix(heading: str, prefix: str | None) -> None:
    assert prefix_of_heading(heading) == prefix


def test_bare_numbers_under_a_programme_are_likely() -> None:
    text = "Name,IPG number\nvein,9075\nliver,09352\nbone,9420/9640\nnone,\n"
    found = annotated(text.encode(), "register.csv")
    assert [each["guidetrack_reference"] for each in found] == [
        "IPG9075",
        "IPG9352",
        "IPG9420; IPG9640",
        "",
    ]
    assert found[0]["guidetrack_certainty"] == "likely"
    assert found[2]["guidetrack_certainty"] == "likely; likely"


def test_the_column_may_be_named_by_heading_or_letter() -> None:
    text = "Code,Old\nTA9101,IPG9075\nTA9102,IPG9352\n"
    assert references(text) == ["TA9101", "TA9102"]
    assert references(text, "old") == ["IPG9075", "IPG9352"]
    assert references(text, "B") == ["IPG9075", "IPG9352"]
    assert references(text, "Code", "Old") == ["TA9101; IPG9075", "TA9102; IPG9352"]


def test_rooms_and_batteries_are_noted_and_not_read() -> None:
    text = "Room,NICE code\nTA 7,IPG9075\nTA 8,IPG 2 battery\nTA 9,HTG9046\n"
    found = annotated(text.encode(), "register.csv")
    assert [each["guidetrack_reference"] for each in found] == ["IPG9075", "", "HTG9046"]
    assert found[1]["guidetrack_note"].startswith("IPG 2 may be no guidance: ")


def test_a_programme_named_without_a_number_is_noted_as_such() -> None:
    text = "Conditions,Code\nspecial arrangements under an IPG,IPG9075\nnone,HTG9046\n"
    found = annotated(text.encode(), "register.csv")
    assert [each["guidetrack_note"] for each in found] == [
        "IPG names a programme without a number",
        "",
    ]


def test_several_references_ask_for_what_the_most_demanding_asks() -> None:
    [row] = annotated(b"Code,Lead\nIPG9075; HTG9046; IPG9999,A\n", "register.csv")
    assert row["guidetrack_status"] == "migrated; current; unknown"
    assert row["guidetrack_current"] == "HTG9046; HTG9046; n/a"
    assert row["guidetrack_reassess"] == "check"


def test_old_and_new_number_and_the_same_number_twice_are_duplicates() -> None:
    content = b"Code\nIPG9075\nTA9101\nHTG9046\nTA9101\nNG9100\n"
    rows = annotated(content, "register.csv")
    assert [each["guidetrack_duplicate_of"] for each in rows] == [
        "row 4 (HTG9046)",
        "row 5",
        "row 2 (IPG9075)",
        "row 3",
        "",
    ]
    renumbered, same = checked(content, "register.csv")[1].duplicates
    assert (renumbered.guidance, renumbered.is_renumbered) == ("HTG9046", True)
    assert (same.guidance, same.is_renumbered) == ("TA9101", False)


def test_a_number_in_very_many_rows_names_a_few_of_them() -> None:
    rows = annotated(b"Code\n" + b"IPG9075\n" * 3_000, "register.csv")
    assert rows[0]["guidetrack_duplicate_of"].endswith("row 7 and 2,994 more")


def test_an_open_quote_is_told_and_not_guessed() -> None:
    with pytest.raises(ValueError, match="a quote is never closed"):
        checked(b'Code\nIPG9352\n"IPG9075\nIPG9420\n', "register.csv")


def test_a_table_without_headings_gains_cells_and_no_names() -> None:
    copy, summary = checked(b"vein,IPG9075\nliver,IPG9352\nbone,IPG9420\n", "register.csv")
    assert not summary.sheets[0].has_headings
    assert copy.startswith(b"vein,IPG9075,IPG9075,migrated,")


def workbook(rows: str, *, before: str = "", prefix: str = "", after: str = "") -> bytes:
    """A workbook whose sheet is written by hand, as programs other than Excel write it."""
    book = openpyxl.Workbook()
    output = io.BytesIO()
    book.save(output)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    declared = f' xmlns:{prefix[:-1]}="{space}"' if prefix else f' xmlns="{space}"'
    sheet = (
        f"<{prefix}worksheet{declared}>{before}<{prefix}sheetData>{rows}</{prefix}sheetData>"
        f"{after}</{prefix}worksheet>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(output) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = sheet.encode() if name == "xl/worksheets/sheet1.xml" else old.read(name)
            new.writestr(name, part)
    return made.getvalue()


def cell(place: str, text: str, prefix: str = "") -> str:
    return (
        f'<{prefix}c r="{place}" t="inlineStr"><{prefix}is><{prefix}t>{text}</{prefix}t>'
        f"</{prefix}is></{prefix}c>"
    )


def sheet_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("xl/worksheets/sheet1.xml").decode()


def test_elements_with_a_prefix_gain_cells_with_it() -> None:
    inside = partial(cell, prefix="x:")
    rows = (
        f'<x:row r="1">{inside("A1", "Code")}</x:row><x:row r="2">{inside("A2", "IPG9075")}</x:row>'
    )
    content = workbook(rows, prefix="x:")
    copy = checked(content, "register.xlsx")[0]
    assert '<x:c r="B2" t="inlineStr"><x:is><x:t' in sheet_of(copy)
    assert annotated(content, "register.xlsx")[0]["guidetrack_current"] == "HTG9046"


def test_a_styled_empty_cell_is_filled_and_wide_columns_are_parted() -> None:
    rows = (
        f'<row r="1" spans="1:1">{cell("A1", "Code")}</row>'
        f'<row r="2" spans="1:1">{cell("A2", "IPG9075")}<c r="B2" s="0"/><c r="Z2" s="0"/></row>'
    )
    content = workbook(rows, before='<cols><col min="1" max="40" width="9" style="0"/></cols>')
    markup = sheet_of(checked(content, "register.xlsx")[0])
    assert '<cols><col min="1" max="1" width="9" style="0"/><col min="2" max="2"' in markup
    assert '<col min="13" max="40" width="9" style="0"/></cols>' in markup
    assert '<c r="B2" s="0" t="inlineStr">' in markup
    assert markup.index('r="L2"') < markup.index('r="Z2"')
    assert "spans" not in markup


def test_what_could_run_is_text_in_the_copy() -> None:
    for name in ("register.csv", "register.xlsx"):
        text = "=IPG 2 battery"
        content = (
            f"Code\nIPG9075\n{text}\n".encode()
            if name.endswith("csv")
            else workbook(
                f'<row r="1">{cell("A1", "Code")}</row><row r="2">{cell("A2", "IPG9075")}</row>'
                f'<row r="3">{cell("A3", text)}</row>'
            )
        )
        rows = annotated(content, name)
        assert not any(
            value.startswith(("=", "+", "-", "@"))
            for row in rows
            for key, value in row.items()
            if key in HEADINGS
        )


def test_a_workbook_with_entities_of_its_own_is_refused() -> None:
    content = workbook(
        "".join(f'<row r="{at}">{cell(f"A{at}", "IPG9075")}</row>' for at in (1, 2, 3))
    )
    bomb = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(bomb, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = b'<!DOCTYPE worksheet [<!ENTITY a "IPG9075">]>' + part
            new.writestr(name, part)
    with pytest.raises(ValueError, match=r"^it (is|declares) "):
        checked(bomb.getvalue(), "register.xlsx")


def test_duplicates_over_sheets_name_the_sheet() -> None:
    book = openpyxl.Workbook()
    first, second = book.worksheets[0], book.create_sheet("Old & <new>")
    for sheet, code in ((first, "HTG9046"), (second, "IPG9075")):
        sheet.append(["Code"])
        sheet.append([code])
    output = io.BytesIO()
    book.save(output)
    copy = checked(output.getvalue(), "register.xlsx")[0]
    read = openpyxl.load_workbook(io.BytesIO(copy))
    told = [sheet.cell(2, 2 + HEADINGS.index("guidetrack_duplicate_of")).value for sheet in read]
    assert told == ["sheet Old & <new>, row 2 (IPG9075)", "sheet Sheet, row 2 (HTG9046)"]


def test_a_sheet_names_its_rows() -> None:
    assert Sheet("", ()).place_of(7) == "row 7"
    assert Sheet("Other", ()).place_of(7) == "sheet Other, row 7"


def test_macros_and_parts_that_nobody_knows_are_carried_over() -> None:
    rows = f'<row r="1">{cell("A1", "Code")}</row><row r="2">{cell("A2", "IPG9075")}</row>'
    output = io.BytesIO(workbook(rows))
    extra = {"xl/vbaProject.bin": bytes(range(256)), "customXml/item1.xml": b"<a  b='c'/>"}
    with zipfile.ZipFile(output, "a") as package:
        for name, part in extra.items():
            package.writestr(name, part)
    copy = checked(output.getvalue(), "register.xlsm")[0]
    with zipfile.ZipFile(io.BytesIO(copy)) as package:
        assert {name: package.read(name) for name in extra} == extra
