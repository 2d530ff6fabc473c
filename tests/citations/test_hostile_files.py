"""Files made to do harm, or damaged, end in a sentence, in time and in bounded memory."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from guidetrack.citations.readers import read_passages

RELS = "<R><Relationship Id='r1' Type='x/officeDocument' Target='{}'/></R>"
LAUGHS = (
    "<!DOCTYPE l [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1 or str()};' * 10}'>" for n in range(1, 10))
    + "]><l>&a9;</l>"
)


def package(parts: dict[str, str | bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return output.getvalue()


def document(markup: str | bytes) -> bytes:
    return package({"_rels/.rels": RELS.format("word/document.xml"), "word/document.xml": markup})


def problem_of(content: bytes, name: str) -> str:
    with pytest.raises(ValueError, match=r"^it ") as problem:
        list(read_passages(content, name))
    return str(problem.value)


def test_a_bomb_of_entities_is_refused_in_every_office_format() -> None:
    assert "entities" in problem_of(document(LAUGHS), "a.docx")
    assert "entities" in problem_of(package({"content.xml": LAUGHS}), "a.odt")
    book = package({"_rels/.rels": RELS.format("xl/workbook.xml"), "xl/workbook.xml": LAUGHS})
    assert "entities" in problem_of(book, "a.xlsx")
    assert "entities" in problem_of(package({"_rels/.rels": LAUGHS}), "a.pptx")


def test_an_entity_that_names_a_file_is_refused() -> None:
    outside = "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><d>&x;</d>"
    assert "entities" in problem_of(document(outside), "a.docx")


def test_markup_without_end_is_refused() -> None:
    assert "nested" in problem_of(document("<a>" * 2_000_000), "a.docx")
    assert "tag" in problem_of(document(f"<a b='{'x' * 9_000_000}'/>"), "a.docx")
    assert "breaks off" in problem_of(document("<a><b></a>"), "a.docx")
    assert "breaks off" in problem_of(document(b"\x00\xff"), "a.docx")


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pptx", "a.odt", "a.xlsm", "a.ods"])
def test_what_is_cut_or_no_package_is_damaged(name: str) -> None:
    whole = document("<a/>" * 50)
    for content in (whole[:80], b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"text", b"\x00" * 99):
        assert "damaged" in problem_of(content, name)


def test_a_part_that_does_not_unpack_is_damaged() -> None:
    content = bytearray(document("<a>" + "b" * 5_000 + "</a>"))
    middle = content.index(b"word/document.xml") + 40
    content[middle : middle + 10] = bytes(10)
    assert "damaged" in problem_of(bytes(content), "a.docx")


def test_a_size_that_is_a_lie_unpacks_to_no_more_than_it_says() -> None:
    content = document(b"<a>" + b"b" * 5_000_000 + b"</a>")
    real = (5_000_007).to_bytes(4, "little")
    assert content.count(real) == 2
    assert "damaged" in problem_of(content.replace(real, (99).to_bytes(4, "little")), "a.docx")


def test_protected_files_are_named_so() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)
    locked = container + "EncryptedPackage".encode("utf-16-le")
    for name in ("a.docx", "a.xlsx", "a.pptx"):
        assert "password" in problem_of(locked, name)
    manifest = "<m><file-entry><encryption-data/></file-entry></m>"
    odt = package({"content.xml": b"\x01\x02", "META-INF/manifest.xml": manifest})
    assert "password" in problem_of(odt, "a.odt")
    output = io.BytesIO()
    canvas = Canvas(output, encrypt=StandardEncryption("secret", "owner"))
    canvas.drawString(72, 700, "IPG9075")
    canvas.save()
    assert "password" in problem_of(output.getvalue(), "a.pdf")


@pytest.mark.parametrize("name", ["a.doc", "a.xls", "a.ppt", "a", "a.docx"])
def test_old_binary_files_are_named_with_what_to_do(name: str) -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)
    assert "save it as .docx, .xlsx or .pptx" in problem_of(container, name)
    message = container + "__substg1.0_0037001F".encode("utf-16-le")
    assert "Outlook" in problem_of(message, name)


@pytest.mark.parametrize("name", ["a.rtf", "a.doc", "a.txt", "a"])
def test_rich_text_is_named_with_what_to_do(name: str) -> None:
    rich = rb"{\rtf1\ansi See IP{\b G}9075\par and IPG9352\par}"
    for content in (rich, b"\r\n" + rich, rich[:6]):
        assert problem_of(content, name) == "it is rich text (.rtf); save it as .docx"


def test_binary_workbooks_are_named_with_what_to_do() -> None:
    binary = package({"_rels/.rels": RELS.format("xl/workbook.bin"), "xl/workbook.bin": b"\x00"})
    assert "save it as .xlsx" in problem_of(binary, "a.xlsb")


def workbook(sheet: str, strings: str = "") -> bytes:
    links = (
        "<R><Relationship Id='r1' Type='x/worksheet' Target='s.xml'/>"
        "<Relationship Id='r2' Type='x/sharedStrings' Target='strings.xml'/></R>"
    )
    return package(
        {
            "_rels/.rels": RELS.format("xl/workbook.xml"),
            "xl/workbook.xml": "<w xmlns:r='r'><sheet name='S' r:id='r1'/></w>",
            "xl/_rels/workbook.xml.rels": links,
            "xl/s.xml": f"<s>{sheet}</s>",
            "xl/strings.xml": f"<t>{strings}</t>",
        }
    )


def test_few_shared_words_cannot_fill_a_workbook_without_end() -> None:
    row = "<row>" + "<c t='s'><v>0</v></c>" * 2_000 + "</row>"
    content = workbook(row * 10, f"<si><t>{'x' * 90_000}</t></si>")
    assert "more text than any workbook" in problem_of(content, "a.xlsx")
    assert "no sheet has one" in problem_of(workbook("<row><c r='ZZZZ1'/></row>"), "a.xlsx")


CODE = """
import sys
from pathlib import Path
from guidetrack.citations import find_citations
from guidetrack.citations.readers import read_passages
path = Path(sys.argv[1])
found, problem = 0, ""
try:
    for passage in read_passages(path.read_bytes(), path.name):
        found += sum(1 for _ in find_citations(passage.text, knows=lambda _: False))
except ValueError as error:
    problem = str(error)
if sys.platform == "linux":  # what the parent took counts for `getrusage`
    status = Path("/proc/self/status").read_text()
    memory = int(status.partition("VmHWM:")[2].split()[0]) // 1024
else:
    import resource
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 20
print(found, memory, problem, sep="|")
"""


def _measured(path: Path) -> tuple[int, int, str]:
    """Citations found, the most memory taken in MB, and the problem."""
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(path)], capture_output=True, text=True, check=True
    )
    number, memory, problem = done.stdout.strip().split("|")
    return int(number), int(memory), problem


def large_workbook(rows: int) -> bytes:
    """A workbook of a kilobyte a row, each thousandth with a citation."""
    cells = "<c t='s'><v>7</v></c><c t='inlineStr'><is><t>some words in a cell</t></is></c>" * 9
    row = f"<row>{cells}<c><v>12.5</v></c></row>"
    cited = "<row><c t='inlineStr'><is><t>IPG9075</t></is></c></row>"
    strings = "".join(f"<si><t>Example words {n:010}</t></si>" for n in range(rows * 5))
    return workbook((row * 999 + cited) * (rows // 1_000), strings)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> int:
    """What reading takes before there is anything to hold, in MB."""
    path = tmp_path_factory.mktemp("base") / "page.html"
    path.write_text("<!doctype html><p>Words", "utf-8")
    return _measured(path)[1]


def test_a_large_workbook_is_read_in_bounded_memory(tmp_path: Path, base: int) -> None:
    path = tmp_path / "large.xlsx"
    path.write_bytes(large_workbook(6_000))
    with zipfile.ZipFile(path) as archive:
        size = sum(each.file_size for each in archive.infolist())
    number, memory, problem = _measured(path)
    assert (number, problem) == (6, "")
    assert memory - base < size // 1_000_000, "less than the markup, and a tree takes ten times it"


def bomb() -> bytes:
    """Parts that unpack to more than is held, of which one is there."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"xl/{number}.xml", bytes(9 if number else 76_000_000))
        for part in archive.infolist():
            part.file_size = 76_000_000  # as its directory says, which is written last
    return output.getvalue()


HARMFUL: dict[str, tuple[Callable[[], bytes], int]] = {
    "deep.docx": (lambda: document("<a>" * 5_000_000), 30),
    "tag.docx": (lambda: document(f"<a b='{'x' * 40_000_000}'/>"), 30),
    "bomb.xlsx": (bomb, 30),
    "page.html": (lambda: b"<!doctype html>" + b"<p>Words <b>in</b> an IPG</p>\n" * 100_000, 100),
    "words.html": (lambda: b"<!doctype html><p>" + b"words " * 4_000_000, 150),
    "large.eml": (lambda: b"Subject: IPG9075\n\n" + b"words\n" * 6_000_000, 100),
    "laughs.odt": (lambda: package({"content.xml": LAUGHS}), 30),
    "words.docx": (lambda: document(f"<d><p><t>{'x ' * 20_000_000}</t></p></d>"), 250),
}
"""What each file holds, and the MB that reading it may take; made when it is its turn."""


@pytest.mark.parametrize("name", HARMFUL)
def test_harmful_files_take_bounded_memory(tmp_path: Path, base: int, name: str) -> None:
    content, most = HARMFUL[name]
    path = tmp_path / name
    path.write_bytes(content())
    assert _measured(path)[1] - base < most
