"""No PDF can stop a run: it is read, or refused with a sentence, in bounded time and memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from tests.sources.pdf_bytes import GREETING, forms_in_forms, one_page, stream
from tests.sources.pdf_examples import EXAMPLE, Inventor
from tests.sources.pdf_writer import Layout, as_pdf

from guidetrack.sources.document import ParsedDocument, SourceDocument, Unreadable
from guidetrack.sources.pdf_effort import is_plain
from guidetrack.sources.pdf_pages import read_pages
from guidetrack.sources.pdf_process import read_apart
from guidetrack.sources.readers import read

_TOO_MUCH = "it is a PDF that takes more memory than any page of text, or breaks the reading"


def _read(content: bytes) -> ParsedDocument | Unreadable:
    return read(SourceDocument(content, "guidance.pdf"))


def _problem(content: bytes) -> str:
    found = _read(content)
    assert isinstance(found, Unreadable)
    return found.problem


def _says_hello(content: bytes) -> bool:
    found = _read(content)
    assert isinstance(found, ParsedDocument), found
    return [block.text for block in found.blocks] == ["Invented guidance says hello."]


def _locked(password: str) -> bytes:
    buffer = BytesIO()
    lock = StandardEncryption(password, ownerPassword="9001", canPrint=0)
    canvas = Canvas(buffer, encrypt=lock)
    canvas.drawString(72, 700, "Invented guidance says hello.")
    canvas.save()
    return buffer.getvalue()


def _blank(pages: int) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer)
    for _ in range(pages):
        canvas.rect(72, 72, 400, 600)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_a_plain_page_is_read() -> None:
    assert _says_hello(one_page(stream(GREETING)))


def test_a_pdf_with_a_password_is_refused_and_one_that_opens_without_is_read() -> None:
    assert _problem(_locked("secret")) == (
        "it is a PDF protected by a password; save a copy without one"
    )
    assert _says_hello(_locked(""))


def test_a_scan_is_refused() -> None:
    assert _problem(_blank(3)) == (
        "there is no text in its pages; a scan has to go through text recognition (OCR) first"
    )


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.99])
def test_half_a_pdf_is_never_taken_for_a_whole_one(share: float) -> None:
    content = as_pdf(EXAMPLE)
    assert _problem(content[: int(len(content) * share)]) == (
        "it is only a part of a PDF: its end is missing"
    )


def test_rubbish_between_a_beginning_and_an_end_is_refused() -> None:
    assert _problem(b"%PDF-1.7\n" + b"rubbish " * 100 + b"\n%%EOF\n") == (
        "it is a damaged PDF, or only part of one"
    )


def test_a_pdf_without_pages_is_refused() -> None:
    problem = _problem(one_page(stream(GREETING), kids=b"", count=0))
    assert problem in {"it is a PDF without pages", "it is a damaged PDF, or only part of one"}


def test_a_page_tree_that_claims_a_million_pages_is_refused() -> None:
    claims = "it is a PDF of 1,000,000 pages; the limit is 2,000"
    assert _problem(one_page(stream(GREETING), count=1_000_000)) == claims
    assert _problem(one_page(stream(GREETING), kids=b"2 0 R", count=1_000_000)) == claims


@pytest.mark.parametrize(
    "content",
    [
        one_page(stream(GREETING), page=b"/X " + b"[" * 50_000 + b"]" * 50_000),
        one_page(stream(GREETING), page=b"/X " + b"<</a " * 50_000 + b"1" + b">>" * 50_000),
        one_page(stream(GREETING), box=b"0 0 1e9 1e9", page=b"/UserUnit 75000"),
        one_page(stream(GREETING), more={9: stream(b"MZ", b"/Type/EmbeddedFile")}),
        one_page(
            stream(GREETING),
            catalogue=b"/OpenAction<</S/JavaScript/JS(app.launchURL\\('https://example.org'\\))>>",
        ),
        one_page(stream(GREETING), catalogue=b"/OpenAction<</S/Launch/F(/bin/sh)>>"),
        one_page(stream(GREETING + b"BT /F 12 Tf 72 -900 Td (Nobody sees this.) Tj ET")),
    ],
    ids=["deep lists", "deep entries", "huge page", "file inside", "script", "program", "off page"],
)
def test_what_is_no_text_on_a_page_changes_nothing(content: bytes) -> None:
    assert _says_hello(content)


MILLIONS: dict[str, Callable[[], bytes]] = {
    "forms in forms": lambda: forms_in_forms(12, 10),
    "packed twice": lambda: one_page(stream(b" " * 300_000_000, times=2)),
    "a page of millions": lambda: one_page(
        stream(b"BT /F 12 Tf 72 700 Td " + b"(a)Tj " * 5_000_000 + b"ET")
    ),
    "one stream thousands of times": lambda: one_page(
        stream(GREETING * 20_000), contents=b"[" + b"5 0 R " * 3_000 + b"]"
    ),
}
"""Made when it is their turn."""


@pytest.mark.parametrize("name", MILLIONS)
def test_what_unfolds_to_gigabytes_is_refused(name: str) -> None:
    content = MILLIONS[name]()
    assert len(content) < 200_000
    assert not is_plain(content)
    begun = time.monotonic()
    assert _problem(content) in {
        _TOO_MUCH,
        "reading it took more than 30 seconds, so it was stopped",
    }
    assert time.monotonic() - begun < 60


def test_a_form_that_draws_itself_ends() -> None:
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 20 0 R>>>>"
    content = one_page(
        stream(GREETING + b"/X Do"),
        more={20: stream(b"/X Do", entries)},
        resources=b"/XObject<</X 20 0 R>>",
    )
    assert _says_hello(content)


def test_a_page_with_more_characters_than_a_page_holds_is_refused() -> None:
    line = b"(" + b"a" * 100 + b")Tj 0 -1 Td\n"
    content = one_page(stream(b"BT /F 1 Tf 72 800 Td\n" + line * 3_000 + b"ET"))
    assert is_plain(content)
    assert _problem(content) == "its page 1 has over 200,000 characters, as no page has"


def test_an_unusual_pdf_reads_the_same_in_a_process_of_its_own() -> None:
    content = as_pdf(EXAMPLE)
    assert is_plain(content)
    assert read_apart(content) == read_pages(content)


def test_pdfs_of_usual_writers_need_no_process_of_their_own() -> None:
    assert is_plain(as_pdf(EXAMPLE, Layout(compressed=False)))
    assert is_plain(as_pdf(EXAMPLE, Layout(turned=True, scale=0.75)))


def test_a_pdf_whose_streams_cannot_be_looked_into_is_not_plain() -> None:
    assert not is_plain(_locked(""))


@pytest.mark.parametrize(
    "content",
    [
        one_page(stream(GREETING), contents=b"9 0 R", more={9: b"[" + b"5 0 R " * 900 + b"]"}),
        one_page(stream(GREETING).replace(b"/FlateDecode", b"/Fl#61teDecode")),
        one_page(stream(GREETING).replace(b"[/FlateDecode]", b" 9 0 R"), more={9: b"/FlateDecode"}),
        one_page(stream(GREETING), page=b"/X (stream\n)", more={9: stream(b"x")}),
        one_page(stream(GREETING)[:-20] + b"\nendstream"),
    ],
    ids=["list elsewhere", "escaped name", "filter elsewhere", "false stream", "cut stream"],
)
def test_what_hides_its_work_is_not_plain(content: bytes) -> None:
    assert not is_plain(content)
    assert isinstance(_read(content), ParsedDocument | Unreadable)


def test_five_hundred_pages_are_read() -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer)
    inventor = Inventor(9001)
    texts = [f"{' '.join(inventor.words(9)).capitalize()}." for _ in range(500)]
    for number, text in enumerate(texts, start=1):
        canvas.drawString(72, 700, text)
        canvas.drawString(72, 40, f"Page {number} of 500")
        canvas.showPage()
    canvas.save()
    found = _read(buffer.getvalue())
    assert isinstance(found, ParsedDocument)
    assert [block.text for block in found.blocks] == texts
    assert found.blocks[-1].place == "page 500"


@settings(max_examples=40)
@given(st.data())
def test_a_damaged_pdf_never_raises(data: st.DataObject) -> None:
    content = bytearray(one_page(stream(GREETING)))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    assert isinstance(_read(bytes(content)), ParsedDocument | Unreadable)
