"""Office files of both families: each citation is found in the place that people would name."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import docx
import odfdo
import openpyxl
import pptx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.comments import Comment
from pptx.util import Inches

from guidetrack.citations import find_citations
from guidetrack.citations.readers import read_passages

ADDRESS = "https://www.nice.org.uk/guidance/"


def found(content: bytes, name: str) -> list[tuple[str, str]]:
    return [
        (passage.place_of(each.start), str(each.reference))
        for passage in read_passages(content, name)
        for each in find_citations(passage.text, knows=lambda _: False, in_column=passage.in_column)
        if each.certainty != "ambiguous"
    ]


def _add(content: bytes, part: str, markup: str) -> bytes:
    """The package with one part more, or another in its place."""
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for each in before.namelist():
            if each != part:
                after.writestr(each, before.read(each))
        after.writestr(part, markup)
    return output.getvalue()


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Register"
    sheet.append(["Procedure", "Code"])
    sheet.append(["Example vein", "TA 9101"])
    sheet["B3"] = "see the page"
    sheet["B3"].hyperlink = f"{ADDRESS}ipg9075"
    sheet["B4"] = f'=HYPERLINK("{ADDRESS}ipg9352", "here")'
    sheet["A5"].comment = Comment("Was IPG9420", "A. Person")
    footer = sheet.oddFooter
    assert footer is not None
    assert footer.center is not None
    footer.center.text = "Follows QS9102"
    hidden = book.create_sheet("Old")
    hidden["XFD7"] = "DG9004"
    hidden.sheet_state = "veryHidden"
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def test_a_workbook_is_read_with_links_formulas_notes_margins_and_hidden_sheets() -> None:
    assert sorted(found(_workbook(), "register.xlsx")) == [
        ("sheet Old, cell XFD7", "DG9004"),
        ("sheet Register, cell B2", "TA9101"),
        ("sheet Register, cell B3", "IPG9075"),
        ("sheet Register, cell B4", "IPG9352"),
        ("sheet Register, footer", "QS9102"),
        ("sheet Register, note on cell A5", "IPG9420"),
    ]


def test_a_text_box_on_a_sheet_is_read() -> None:
    drawing = "<d xmlns:a='a'><a:p><a:r><a:t>IPG</a:t></a:r><a:r><a:t>9075</a:t></a:r></a:p></d>"
    rels = (
        "<Relationships><Relationship Id='r1' Type='x/drawing' Target='../drawings/drawing1.xml'/>"
        "</Relationships>"
    )
    book = openpyxl.Workbook()
    output = io.BytesIO()
    book.save(output)
    content = _add(output.getvalue(), "xl/drawings/drawing1.xml", drawing)
    content = _add(content, "xl/worksheets/_rels/sheet1.xml.rels", rels)
    assert found(content, "a.xlsx") == [("sheet Sheet, text box", "IPG9075")]


def _document(*paragraphs: str) -> bytes:
    policy = docx.Document()
    for each in paragraphs:
        policy.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w', 'r')}>{each}</w:p>"))
    output = io.BytesIO()
    policy.save(output)
    return output.getvalue()


def test_tracked_changes_are_read_as_if_accepted() -> None:
    changed = (
        "<w:r><w:t>See IPG</w:t></w:r>"
        "<w:del w:id='1' w:author='A'><w:r><w:delText>9420</w:delText></w:r></w:del>"
        "<w:moveFrom w:id='3'><w:r><w:t>9999</w:t></w:r></w:moveFrom>"
        "<w:ins w:id='2' w:author='A'><w:r><w:t>9075</w:t></w:r></w:ins>"
    )
    assert found(_document(changed), "policy.docx") == [("paragraph 1", "IPG9075")]


def test_fields_text_boxes_and_split_runs_are_read() -> None:
    field = f'<w:r><w:instrText>HYPERLINK "{ADDRESS}ta9101"</w:instrText></w:r>'
    box = (
        "<w:r><w:t>IPG</w:t></w:r><w:r><w:noBreakHyphen/></w:r><w:r><w:t>90</w:t></w:r>"
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>DG9004</w:t></w:r></w:p></w:txbxContent>"
        "</w:pict></w:r><w:r><w:t>75</w:t></w:r>"
    )
    assert found(_document(box, field), "policy.docx") == [
        ("paragraph 1", "TA9101"),
        ("paragraph 2, text box", "DG9004"),
        ("paragraph 2", "IPG9075"),
    ]


def test_nested_tables_belong_to_the_outer_one() -> None:
    policy = docx.Document()
    policy.add_table(rows=1, cols=1).cell(0, 0).text = "NG9100"
    outer = policy.add_table(rows=1, cols=1).cell(0, 0)
    outer.add_table(rows=1, cols=1).cell(0, 0).text = "IPG9075"
    output = io.BytesIO()
    policy.save(output)
    assert found(output.getvalue(), "a.docx") == [("table 1", "NG9100"), ("table 2", "IPG9075")]


@pytest.mark.parametrize(
    ("part", "item", "place"),
    [
        ("footnotes", "footnote", "footnote 2"),
        ("endnotes", "endnote", "endnote 2"),
        ("comments", "comment", "comment 2"),
    ],
)
def test_notes_and_comments_are_counted(part: str, item: str, place: str) -> None:
    def note(number: int, text: str, more: str = "") -> str:
        words = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        return f"<w:{item} w:id='{number}' {more}>{words}</w:{item}>"

    separator = note(0, "", "w:type='separator'") if part != "comments" else ""
    markup = f"<w:x {nsdecls('w')}>{separator}{note(1, 'none')}{note(2, 'IPG9075')}</w:x>"
    content = _add(_document(), f"word/{part}.xml", markup)
    rels = f"<R><Relationship Id='r1' Type='x/{part}' Target='{part}.xml'/></R>"
    content = _add(content, "word/_rels/document.xml.rels", rels)
    assert found(content, "policy.docx") == [(place, "IPG9075")]


def test_a_presentation_is_placed_by_slide() -> None:
    show = pptx.Presentation()
    first = show.slides.add_slide(show.slide_layouts[5])
    title = first.shapes.title
    assert title is not None
    title.text = "About IPG9075"
    second = show.slides.add_slide(show.slide_layouts[6])
    size = Inches(1)
    second.shapes.add_table(1, 1, size, size, size, size).table.cell(0, 0).text = "DG9004"
    words = second.shapes.add_textbox(size, size, size, size).text_frame.paragraphs[0]
    run = words.add_run()
    run.text = "here"
    run.hyperlink.address = f"{ADDRESS}ta9101"
    notes = second.notes_slide.notes_text_frame
    assert notes is not None
    notes.text = "QS9102"
    output = io.BytesIO()
    show.save(output)
    assert found(output.getvalue(), "board.pptx") == [
        ("slide 1", "IPG9075"),
        ("slide 2", "DG9004"),
        ("slide 2", "TA9101"),
        ("slide 2, notes", "QS9102"),
    ]


def _saved(document: odfdo.Document) -> bytes:
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def test_an_opendocument_text_is_read_with_links_and_notes() -> None:
    text = odfdo.Document("text")
    text.body.clear()
    first = odfdo.Paragraph("See IPG")
    first.append(odfdo.Span("9075"))
    text.body.append(first)
    second = odfdo.Paragraph("More")
    second.append(odfdo.Link(f"{ADDRESS}ta9101", text="here"))
    second.append(odfdo.Note("footnote", note_id="n1", citation="1", body="DG9004"))
    text.body.append(second)
    table = odfdo.Table("T", width=1, height=1)
    table.set_value((0, 0), "QS9102")
    text.body.append(table)
    assert found(_saved(text), "policy.odt") == [
        ("paragraph 1", "IPG9075"),
        ("paragraph 2", "TA9101"),
        ("footnote 1", "DG9004"),
        ("table 1", "QS9102"),
    ]


def test_an_opendocument_sheet_is_placed_by_cell() -> None:
    book = odfdo.Document("spreadsheet")
    book.body.clear()
    sheet = odfdo.Table("Register")
    sheet.set_values([["Title", "Code"], ["vein", "TA 9101"]])
    sheet.set_value("C7", "IPG9352")
    link = odfdo.Cell("see", formula=f'of:=HYPERLINK("{ADDRESS}dg9004";"see")')
    sheet.set_cell("C2", link)
    book.body.append(sheet)
    assert found(_saved(book), "register.ods") == [
        ("sheet Register, cell B2", "TA9101"),
        ("sheet Register, cell C2", "DG9004"),
        ("sheet Register, cell C7", "IPG9352"),
    ]


def test_what_hangs_on_a_cell_of_a_workbook_is_told_with_its_row() -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Register"
    for number in ("ta9101", "dg9004"):
        sheet.append([number.upper(), f'=HYPERLINK("{ADDRESS}{number}";"see")'])
    output = io.BytesIO()
    book.save(output)
    assert [place for place, _ in found(output.getvalue(), "register.xlsx")] == [
        f"sheet Register, cell {cell}" for cell in ("A1", "B1", "A2", "B2")
    ]


def test_an_opendocument_presentation_is_placed_by_slide() -> None:
    show = odfdo.Document("presentation")
    show.body.clear()
    for name, words in (("a", "none"), ("b", "HTG9046")):
        page = odfdo.DrawPage(name, name=name)
        page.append(odfdo.Frame.text_frame(words, size=("7cm", "5cm"), position=("1cm", "1cm")))
        show.body.append(page)
    assert found(_saved(show), "board.odp") == [("slide 2", "HTG9046")]


def test_a_notebook_is_placed_by_cell_and_line() -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# Audit\n", "\n", "NICE IPG\n", "9075"]},
        {
            "cell_type": "code",
            "source": "import x\nref = 'TA9101'",
            "outputs": [{"output_type": "stream", "text": ["DG9004 done\n"]}],
        },
    ]
    assert found(json.dumps({"cells": cells}).encode(), "audit.ipynb") == [
        ("cell 1, line 3", "IPG9075"),
        ("cell 2, line 2", "TA9101"),
        ("cell 2, output, line 1", "DG9004"),
    ]
    with pytest.raises(ValueError, match="no notebook"):
        list(read_passages(b"{", "audit.ipynb"))
