"""Every reader by what it is told by, and what all of them owe to any bytes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidetrack.sources.document import ParsedDocument, SourceDocument, Unreadable
from guidetrack.sources.readers import READERS, read


def _read(content: bytes | str) -> ParsedDocument:
    found = _try(content)
    assert isinstance(found, ParsedDocument), found
    return found


def _try(content: bytes | str) -> ParsedDocument | Unreadable:
    data = content.encode() if isinstance(content, str) else content
    return read(SourceDocument(data, "page.bin"))


def _texts(content: bytes | str) -> list[str]:
    return [block.text for block in _read(content).blocks]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("<!DOCTYPE html><p>Text", "html"),
        ("\ufeff\n<html><body>Text</body></html>", "html"),
        ("<!-- saved --><div>Text</div>", "html"),
        ("<h1>Title</h1>", "html"),
        ("# Title", "markdown"),
        ("Text with [a link](#).", "markdown"),
        ("Text with **strong** words.", "markdown"),
        ("Title\n=====\n", "markdown"),
        ("p < 0.001 and a > b", "text"),
        ("<0.1% of patients", "text"),
        ("1 Recommendations\n\n- 1.1 Text", "text"),
    ],
)
def test_the_content_decides_the_reader(content: str, name: str) -> None:
    assert _read(content).format == name


def test_plain_text_is_asked_last() -> None:
    names = [reader.name for reader in READERS if not reader.binary]
    assert names[-4:] == ["other-data", "html", "markdown", "text"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "it is empty"),
        (b" \n\t ", "it is empty"),
        (b"\xef\xbb\xbf \n", "it is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "it is a PNG image"),
        (b"PK\x03\x04....", "it is a ZIP archive"),
        (b"text\x00text", "it is a binary file"),
        (b"caf\xe9 \x81\x8d", "in no encoding known here"),
        (b"<html><body><script>x()</script></body></html>", "there is no text in it"),
        (b"<!-- nothing -->\n# ", "there is no text in it"),
        (b"<div>" * 5_000 + b"x", "nested more than 200 deep"),
        (b"<html>" + b"<ul><li>" * 5_000 + b"x", "nested more than 200 deep"),
    ],
)
def test_what_is_no_page_is_refused_in_one_sentence(content: bytes, problem: str) -> None:
    found = _try(content)
    assert isinstance(found, Unreadable)
    assert problem in found.problem
    assert found.name == "page.bin"
    assert found.sha256


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_told_by_the_bytes(encoding: str) -> None:
    text = "Caf\u00e9 \u2013 \u201cexample\u201d"
    assert _texts(text.encode(encoding)) == [text]


def test_utf_16_of_either_order_is_read_where_it_is_marked() -> None:
    text = "Example \u2013 text"
    assert _texts(b"\xff\xfe" + text.encode("utf-16-le")) == [text]
    assert _texts(b"\xfe\xff" + text.encode("utf-16-be")) == [text]


def test_what_nobody_sees_is_dropped_and_spaces_are_one() -> None:
    assert _texts("An exam\u00adple\u200b of\u00a0 \t text\u2009here\x07.") == [
        "An example of text here."
    ]


@pytest.mark.parametrize("content", ["a\n\n" * 100_001, "<p>a" * 100_001])
def test_more_paragraphs_than_any_guidance_has_are_refused(content: str) -> None:
    found = _try(content)
    assert isinstance(found, Unreadable)
    assert found.problem == "it has 100,000 paragraphs or more, as no guidance has"


def test_a_paragraph_longer_than_any_of_guidance_is_refused() -> None:
    found = _try("word " * 50_000)
    assert isinstance(found, Unreadable)
    assert "more than 200,000 characters" in found.problem


@given(st.binary(max_size=2_000))
@settings(max_examples=150, deadline=None)
def test_no_bytes_raise(content: bytes) -> None:
    assert isinstance(_try(content), ParsedDocument | Unreadable)


@given(
    st.text(
        alphabet=st.sampled_from(list('<>/#*_[]()!$|`\\&;: -\n\tabdilpv12."=\u2022\ud7ff\u00e9')),
        max_size=300,
    )
)
@settings(max_examples=200, deadline=None)
def test_no_markup_raises(content: str) -> None:
    found = _try(content)
    if isinstance(found, ParsedDocument):
        for block in found.blocks:
            assert block.text == " ".join(block.text.split())
            assert block.text


@pytest.mark.parametrize(
    "content",
    [
        "[" * 200_000,
        "# " + "*a" * 100_000,
        "> " * 50_000 + "x",
        "- " * 50_000 + "x",
        "$" * 200_000,
        "|" * 200_000 + "\n",
        "<!--" * 100_000,
        "**" + "a " * 100_000,
        "1.1 " * 100_000,
        "\n" * 300_000 + "# x",
        "<p>" * 100_000 + "x",
        "<html>" + "<p>x</p>" * 50_000,
        "<" * 300_000,
        "#" * 300_000,
        "[a](" * 50_000,
        "   " * 100_000 + "x **y**",
    ],
    ids=lambda content: content[:8].strip() or content[-6:].strip(),
)
def test_hostile_text_ends_soon(content: str) -> None:
    assert isinstance(_try(content), ParsedDocument | Unreadable)
