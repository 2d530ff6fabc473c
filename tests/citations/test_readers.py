"""Files as a trust has them: each citation is found in its place, and bad files are named."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

import docx
import openpyxl
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from guidetrack.citations import find_citations
from guidetrack.citations.readers import read_passages


def found(content: bytes, name: str) -> list[tuple[str, str, str]]:
    return [
        (passage.place_of(each.start), each.text, each.certainty)
        for passage in read_passages(content, name)
        for each in find_citations(passage.text, knows=lambda _: False, in_column=passage.in_column)
    ]


def problem_of(content: bytes, name: str) -> str:
    with pytest.raises(ValueError, match=r"^(it is|it would|reading|attachment) ") as problem:
        list(read_passages(content, name))
    return str(problem.value)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.append(["Procedure", "Code", "Approved"])
    first.append(["Example vein", "IPG 9075", 7.4])
    other = book.create_sheet("Other")
    other["C7"] = "follows IPG9352"
    return saved(book.save)


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    output = io.BytesIO()
    save(output)
    return output.getvalue()


def document() -> bytes:
    policy = docx.Document()
    policy.add_paragraph("Policy")
    policy.add_paragraph("Nothing here.")
    split = policy.add_paragraph("See IPG")
    split.add_run("90").bold = True
    split.add_run("75.")
    table = policy.add_table(rows=1, cols=2)
    table.cell(0, 1).text = "HTG9046"
    policy.sections[0].footer.paragraphs[0].text = "Based on TA9101"
    policy.sections[0].header.paragraphs[0].text = "QS9102"
    link = policy.add_paragraph()
    address = "https://www.nice.org.uk/guidance/ng9100"
    key = policy.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link._p.append(  # noqa: SLF001 - python-docx adds no links
        parse_xml(
            f'<w:hyperlink {nsdecls("w", "r")} r:id="{key}"><w:r><w:t>here</w:t></w:r>'
            "</w:hyperlink>"
        )
    )
    inserted = policy.add_paragraph()
    inserted._p.append(  # noqa: SLF001 - nor does it track changes
        parse_xml(
            f'<w:ins {nsdecls("w")} w:id="1" w:author="A"><w:r><w:t>DG9004</w:t></w:r></w:ins>'
        )
    )
    return saved(policy.save)


def pdf() -> bytes:
    output = io.BytesIO()
    canvas = Canvas(output)
    canvas.drawString(72, 700, "A policy without citations.")
    canvas.showPage()
    canvas.drawString(72, 700, "It follows interventional procedures")
    canvas.drawString(72, 684, "guidance 9075.")
    canvas.showPage()
    canvas.save()
    return output.getvalue()


def test_text_is_placed_by_line_and_may_split_a_number() -> None:
    text = "Policy\n\nWe follow NICE IPG\n9075 here.\r\nAnd IPG9352.\n"
    assert found(text.encode(), "policy.md") == [
        ("line 3", "IPG 9075", "likely"),
        ("line 5", "IPG9352", "certain"),
    ]


def test_code_is_read_line_by_line() -> None:
    text = "-- NICE\nSELECT 'TA 9101';\nWHERE x = 'IPG9075'\n"
    assert found(text.encode(), "audit.sql") == [
        ("line 2", "TA 9101", "ambiguous"),
        ("line 3", "IPG9075", "certain"),
    ]


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [(",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16"), ("|", "utf-8")],
)
def test_a_register_is_placed_by_row_and_column(delimiter: str, encoding: str) -> None:
    rows = [["Title", "Code"], ["Caf\u00e9 vein, left", "TA 9101"], ["two\nlines", "IPG9352"]]
    quoted = [delimiter.join(f'"{cell}"' for cell in row) for row in rows]
    content = "\r\n".join(quoted).encode(encoding)
    assert found(content, "register.csv") == [
        ("row 2, column Code", "TA 9101", "likely"),
        ("row 3, column Code", "IPG9352", "certain"),
    ]


def test_a_column_of_references_is_found_by_its_cells() -> None:
    rows = ["Who,Which", "A,TA 9101", "B,TA 9102", "C,TA 9103", "D,none"]
    places = found("\n".join(rows).encode(), "register.csv")
    assert places[0] == ("row 2, column Which", "TA 9101", "likely")


def test_a_column_without_a_heading_has_its_letter() -> None:
    assert found(b"vein,IPG9075\nliver,IPG9352\n", "list.csv")[0][0] == "row 1, column B"


def test_html_joins_what_a_reader_sees_as_one_and_reads_addresses() -> None:
    page = (
        "<!doctype html><p>One</p><p>See IPG<b>9075</b> <a href='https://www.nice.org.uk/guidance/"
        "ta9101'>here</a></p><script>'IPG9999'</script><table><td>IPG<td>9352</table>"
    )
    assert found(page.encode(), "page.html") == [
        ("paragraph 2", "IPG9075", "certain"),
        ("paragraph 2", "https://www.nice.org.uk/guidance/ta9101", "certain"),
    ]


def test_an_email_is_read_with_what_is_attached() -> None:
    message = EmailMessage()
    message["Subject"] = "Review of IPG9075"
    message.set_content("Dear all,\n\nTA9101 is due.\n")
    message.add_attachment(pdf(), maintype="application", subtype="pdf", filename="policy.pdf")
    assert [place for place, _, _ in found(message.as_bytes(), "mail.eml")] == [
        "subject",
        "line 3",
        "attachment policy.pdf, page 2",
    ]


def test_a_pdf_is_placed_by_page() -> None:
    [(place, text, certainty)] = found(pdf(), "policy.pdf")
    assert (place, certainty) == ("page 2", "certain")
    assert text == "interventional procedures guidance 9075"


def test_addresses_behind_the_words_of_a_pdf_are_read() -> None:
    output = io.BytesIO()
    canvas = Canvas(output)
    canvas.drawString(72, 700, "See the page of the guidance.")
    canvas.linkURL("https://www.nice.org.uk/guidance/ipg9075", (72, 690, 200, 710))
    canvas.save()
    assert [place for place, _, _ in found(output.getvalue(), "policy.pdf")] == ["link"]


def test_a_workbook_is_placed_by_sheet_and_cell() -> None:
    assert found(workbook(), "register.xlsx") == [
        ("sheet Sheet, cell B2", "IPG 9075", "likely"),
        ("sheet Other, cell C7", "IPG9352", "certain"),
    ]


def test_a_document_is_read_with_all_that_stands_around_its_body() -> None:
    body, around = found(document(), "policy.docx")[:4], found(document(), "policy.docx")[4:]
    assert body == [
        ("paragraph 3", "IPG9075", "certain"),
        ("table 1", "HTG9046", "certain"),
        ("paragraph 4", "https://www.nice.org.uk/guidance/ng9100", "certain"),
        ("paragraph 5", "DG9004", "certain"),
    ]
    assert sorted(around) == [("footer", "TA9101", "certain"), ("header", "QS9102", "certain")]


def test_content_decides_where_a_name_says_nothing() -> None:
    assert found(workbook(), "download")[1][0] == "sheet Other, cell C7"
    assert found(document(), "download")[0][0] == "paragraph 3"
    assert found(pdf(), "download")[0][0] == "page 2"


def test_an_empty_file_cites_nothing() -> None:
    assert found(b"", "empty.txt") == found(b" \n", "empty.csv") == found(b"", "empty.html") == []


def test_what_cannot_be_read_is_said_in_a_sentence() -> None:
    assert "damaged" in problem_of(workbook()[:500], "cut.xlsx")
    assert "damaged" in problem_of(b"PK\x03\x04 nothing", "cut.docx")
    assert "image" in problem_of(b"\x89PNG\r\n\x1a\n....", "scan.png")
    assert "PDF" in problem_of(pdf()[:300], "cut.pdf")
    locked = b"\xd0\xcf\x11\xe0" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
    assert "password" in problem_of(locked, "locked.xlsx")
    assert "old Office file" in problem_of(b"\xd0\xcf\x11\xe0" + bytes(500), "old.doc")
    nested = b"<!doctype html>" + b"<div>" * 5_000
    with pytest.raises(ValueError, match="deep"):
        list(read_passages(nested, "a.html"))


def test_an_archive_that_would_burst_is_not_unpacked() -> None:
    def fill(output: io.BytesIO) -> None:
        with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("xl/workbook.xml", "<workbook/>")
            for number in range(8):
                package.writestr(f"xl/{number}.xml", bytes(9))
            for part in package.infolist()[1:]:
                part.file_size = 40_000_000  # as its directory says, which is written last

    assert "would unpack to 320 MB" in problem_of(saved(fill), "bomb.xlsx")


def test_a_bad_attachment_leaves_the_mail_readable() -> None:
    message = EmailMessage()
    message["Subject"] = "IPG9075"
    message.set_content("-")
    message.add_attachment(b"PK", maintype="application", subtype="zip", filename="cut.xlsx")
    passages = read_passages(message.as_bytes(), "mail.eml")
    assert next(passages).text == "IPG9075"
    with pytest.raises(ValueError, match=r"^attachment cut.xlsx: it is damaged"):
        list(passages)
