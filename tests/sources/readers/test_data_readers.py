"""Data in any shape is read or refused in a sentence, whatever stands where."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sources import products

from guidetrack.extract import Capture, extract
from guidetrack.sources.containers import unpack
from guidetrack.sources.document import ParsedDocument, SourceDocument, Unreadable
from guidetrack.sources.readers import read

_NAMES = [
    *products.with_chapters(),
    *products.structured(),
    *products.listed("TA9001", "x"),
    "Products",
    "documents",
    "resultCount",
    "IndexItems",
    "guidanceRef",
    "guidanceStatus",
    "title",
    "url",
    "text",
    "_embedded",
    "nice.publications:product-list-lite",
    "ChapterSlug",
    "Content",
    "Sections",
    "Relationship",
    "OldGuidanceNumber",
    "Reference number",
]
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["HTG9046", "Withdrawn", "1066-01-01", "<p>1.1 Text</p>", "", "x" * 99, "<"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_NAMES), inner, max_size=4)
    ),
    max_leaves=12,
)


def _tried(content: bytes) -> ParsedDocument | Unreadable:
    return read(SourceDocument(content, "answer.json"))


@settings(max_examples=120, deadline=None)
@given(st.dictionaries(st.sampled_from(_NAMES), _VALUES, max_size=12))
def test_no_data_raises_whatever_stands_under_its_names(data: dict[str, Any]) -> None:
    content = json.dumps(data).encode()
    for row in (*unpack(SourceDocument(content, "a")), SourceDocument(content, "a")):
        parsed = read(row) if isinstance(row, SourceDocument) else row
        found = extract(parsed) if isinstance(parsed, ParsedDocument) else parsed
        assert isinstance(found, Capture | Unreadable)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(sorted(products.with_chapters())),
    _VALUES,
    st.sampled_from(["new", "old"]),
)
def test_one_wrong_value_in_a_product_spoils_no_other(name: str, value: Any, shape: str) -> None:
    data = {**products.with_chapters(), name: value}
    if shape == "old":
        data = {"_embedded": {"nice.publications:x-list": value}, **data}
    parsed = _tried(json.dumps(data).encode())
    if name not in {"Id", "Title", "ContentPartsList", "ProductType", "ProductStatus"}:
        assert isinstance(parsed, ParsedDocument)
        assert parsed.fact("title") == products.TITLE


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'{"Id": "HTG9046", "Title"', "cut short or damaged"),
        (b'{"Id": NaN}', "a number that is none"),
        (b'{"Id": [1, -Infinity]}', "a number that is none"),
        (b'{"Id": "HTG9046", "Id": "HTG9047", "Title": "x"}', "gives one name twice"),
        (b'{"a":' * 2_000 + b"1" + b"}" * 2_000, "nested deeper"),
        (b'{"a": ' + b"[" * 100 + b"]" * 100 + b"}", "nested deeper"),
        (b'{"a": "' + b"x" * 50_000_000 + b'"}', "larger than 20 MB"),
        (b'{"a": [' + b"1," * 2_000_000 + b"1]}", "more values than"),
        (b'{"Message": "Not found", "StatusCode": "NotFound"}', "says 'Not found'"),
        (b'{"anything": 1}', "not known here"),
        (b"{}", "not known here"),
        (b"[{}]", "not known here"),
        (b'{"ConsultationId": 1, "Content": "<p>x</p>"}', "draft for consultation"),
        (b'{"text": " ", "title": "Example"}', "the page in it is empty"),
        (b'{"title": "x", "text": "' + b"a b. " * 1_100_000 + b'"}', "longer than any guidance"),
        (b'{"ChapterSlug": "x", "Content": ""}', "the chapter in it is empty"),
        (
            products.as_bytes(products.product(Id="GID-HTG10020")),
            "in development and no guidance yet",
        ),
        (
            products.as_bytes({**products.structured(), "GuidanceNumber": None}),
            "no guidance number",
        ),
        (
            products.as_bytes(
                {**products.structured(), "Chapters": [{"Title": "x", "Content": "<div>" * 5_000}]}
            ),
            "nested more than 200 deep",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value[:20]!r} {len(value)}",
)
def test_what_cannot_be_read_safely_is_refused_in_one_sentence(
    content: bytes, problem: str
) -> None:
    found = _tried(content)
    assert isinstance(found, Unreadable)
    assert problem in found.problem
    assert "\n" not in found.problem


@pytest.mark.parametrize(
    "text",
    [
        "[IPG9075](https://www.nice.org.uk/guidance/ipg9075)\n\n# Title\n",
        "{sic} as printed\n\n# Title\n",
        "[1] A footnote.\n\n# Title\n",
        "[] **Box**\n",
    ],
)
def test_text_that_begins_with_a_bracket_is_text(text: str) -> None:
    found = _tried(text.encode())
    assert isinstance(found, ParsedDocument)
    assert found.format == "markdown"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Example procedure | Guidance | NICE", "Example procedure"),
        ("Recommendations | Example procedure | Guidance | NICE", "Example procedure"),
        ("Example procedure", "Example procedure"),
        ("NICE", "NICE"),
    ],
)
def test_the_title_of_an_export_is_that_of_the_guidance(title: str, expected: str) -> None:
    row = {"title": title, "text": "1.1 Words", "url": "https://www.nice.org.uk/guidance/htg9046"}
    found = _tried(json.dumps(row).encode())
    assert isinstance(found, ParsedDocument)
    assert found.fact("title") == expected


@pytest.mark.parametrize("name", ["text", "clean_text", "markdown", "content", "html", "raw_text"])
def test_an_export_may_hold_its_page_under_any_usual_name(name: str) -> None:
    row = {
        name: "<h1>1 Recommendations</h1><p>1.1 This procedure should not be used.</p>",
        "url": "https://www.nice.org.uk/guidance/htg9046/chapter/1-Recommendations",
        "id": 7,
    }
    parsed = _tried(json.dumps(row).encode())
    assert isinstance(parsed, ParsedDocument)
    capture = extract(parsed)
    assert isinstance(capture, Capture)
    assert capture.slot == "chapter-recommendations"
    assert capture.record.categories == ("do-not-use",)
