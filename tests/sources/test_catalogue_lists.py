"""Lists are cut into rows that stand for themselves; what is no guidance is left out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.sources import products

from guidetrack.extract import Capture, extract
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.sources.containers import CONTAINERS, MOST_ROWS, unpack, unpack_all
from guidetrack.sources.document import ParsedDocument, SourceDocument, Unreadable
from guidetrack.sources.readers import read

_ROWS = [
    products.listed("MTG9009", "Sample bandage for example wounds"),
    products.listed("IPG9075", "Dilatation: of veins ", ProductStatus="Withdrawn"),
]
_HEADER = "Link\tTitle\tReference number\tPublished\tLast updated\n"


def _unpacked(content: bytes | str, url: str | None = None) -> list[SourceDocument | Unreadable]:
    data = content.encode() if isinstance(content, str) else content
    return list(unpack(SourceDocument(data, "list.json", url=url)))


def _records(content: bytes | str) -> list[GuidanceRecord]:
    found = []
    for row in _unpacked(content):
        assert isinstance(row, SourceDocument), row
        parsed = read(row)
        assert isinstance(parsed, ParsedDocument), parsed
        capture = extract(parsed)
        assert isinstance(capture, Capture), capture
        assert capture.slot == "catalogue"
        assert set(capture.record.captured) <= {"identity", "dates"}
        found.append(capture.record)
    return found


def _told(content: bytes | str) -> list[tuple[str, str | None, str, str, str]]:
    return [
        (str(r.reference), r.title, r.status, str(r.published), str(r.last_updated))
        for r in _records(content)
    ]


def _result(number: str | None, title: str, **changes: Any) -> dict[str, Any]:
    address = f"https://www.nice.org.uk/guidance/{(number or 'indevelopment/gid-ta90001').lower()}"
    return {
        "guidanceRef": number,
        "title": title,
        "titleNoHtml": None,
        "url": address,
        "guidanceStatus": ["Published"],
        "publicationDate": "2019-11-27T12:00:00",
        "lastUpdated": "2019-11-27T12:00:00",
        "niceResultType": None,
        **changes,
    }


def _answer(*results: Any, **changes: Any) -> bytes:
    return products.as_bytes(
        {"failed": False, "resultCount": len(results), "documents": list(results), **changes}
    )


def _old_list(rows: list[dict[str, Any]]) -> dict[str, Any]:
    inner = {"nice.publications:product-lite": [{"_links": {}, "ETag": None, **r} for r in rows]}
    outer = {"nice.publications:product-list-lite": {"_links": {}, "_embedded": inner}}
    return {"_links": {"self": [{"href": "/feeds/products-lite"}]}, "_embedded": outer}


def test_both_shapes_of_the_product_list_say_the_same() -> None:
    told = [
        ("MTG9009", "Sample bandage for example wounds", "published", "2012-03-14", "None"),
        ("IPG9075", "Dilatation: of veins", "withdrawn", "2012-03-14", "None"),
    ]
    assert _told(products.as_bytes({"Products": _ROWS})) == told
    assert _told(products.as_bytes(_old_list(_ROWS))) == told
    assert _told(products.as_bytes({"Products": _ROWS[0]})) == told[:1]


def test_a_row_has_the_same_bytes_however_its_list_was_laid_out() -> None:
    one = _unpacked(json.dumps({"Products": _ROWS}, indent=4))
    backwards = [dict(reversed(row.items())) for row in _ROWS]
    other = _unpacked(json.dumps({"Products": backwards}, ensure_ascii=False))
    hashes = [
        [row.sha256 for row in rows if isinstance(row, SourceDocument)] for rows in (one, other)
    ]
    assert hashes[0] == hashes[1]
    assert len(set(hashes[0])) == 2


def test_a_row_is_named_by_its_place_in_the_list() -> None:
    assert [row.name for row in _unpacked(products.as_bytes({"Products": _ROWS}))] == [
        "list.json, row 1",
        "list.json, row 2",
    ]


def test_the_results_of_a_search_lose_its_marks_and_everything_that_is_no_guidance() -> None:
    answer = _answer(
        _result(None, "<b>Example</b> diseases", guidanceStatus=[], url="https://x.org/topics"),
        _result("IPG9664", "Dilatation for <b>example disease</b> (IPG9664)"),
        _result(None, "Example [ID9]", guidanceStatus=["In development"]),
        _result(None, "Example", guidanceStatus=["Topic selection"]),
        _result("NG9049", "Veins (NAFLD): care", lastUpdated="2021-10-06T12:00:00"),
        _result(None, "Deferred", guidanceStatus=["Deferred"]),
        _result("HTG9900", "Planned", guidanceStatus=["Deferred"]),
        _result(None, "By address", url="https://www.nice.org.uk/guidance/ta9181"),
        _result("DG9005", "Sentinels", publicationDate="1066-01-01T12:00:00", lastUpdated=None),
    )
    assert _told(answer) == [
        ("IPG9664", "Dilatation for example disease", "published", "2019-11-27", "None"),
        ("NG9049", "Veins (NAFLD): care", "published", "2019-11-27", "2021-10-06"),
        ("TA9181", "By address", "published", "2019-11-27", "None"),
        ("DG9005", "Sentinels", "published", "None", "None"),
    ]
    assert _records(answer)[0].url == "https://www.nice.org.uk/guidance/ipg9664"


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (_answer(failed=True, errorMessage="Too busy"), "the search failed (Too busy)"),
        (_answer(documents=None), "the search failed"),
        (_answer(_result(None, "x", guidanceStatus=["In development"])), "nothing in it is"),
        (_answer(), "nothing in it is published guidance"),
        (b'{"Products": []}', "nothing in it is published guidance"),
        (b'{"Products": "none"}', "holds none"),
        (b'{"IndexItems": 7}', "holds none"),
    ],
)
def test_a_list_of_nothing_is_one_refusal_in_one_sentence(answer: bytes, problem: str) -> None:
    (found,) = _unpacked(answer)
    assert isinstance(found, Unreadable)
    assert problem in found.problem
    assert found.name == "list.json"
    assert found.sha256


def test_the_index_of_current_guidance_is_read() -> None:
    item = {
        "GuidanceNumber": "CG9001",
        "Title": "Example",
        "GuidanceProgramme": "Clinical guidelines",
    }
    unknown = {"GuidanceNumber": "XYZ9001", "Title": "Other", "GuidanceProgramme": "Xylography"}
    index = products.as_bytes({"IndexItems": [item, {**item, "GuidanceNumber": "GID-1"}, unknown]})
    records = _records(index)
    assert [(str(r.reference), r.programme) for r in records] == [
        ("CG9001", "Clinical guideline"),
        ("XYZ9001", "Xylography"),
    ]
    assert all(r.captured == ("identity",) for r in records)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_list_of_the_copy_button_is_read_as_people_save_it(encoding: str) -> None:
    text = _HEADER + (
        "https://www.nice.org.uk/guidance/htg9046\tExample veins\tHTG9046\t14 May 2008\t\r\n"
        '\n"https://www.nice.org.uk/guidance/ng9100"\t"Example ""disease"" in adults"\tNG9100\t'
        "18/7/2014\t6/10/2021\n"
        "https://www.nice.org.uk/guidance/ta9001\tThird\tTA9001\t2014-07-18T12:00:00\t1/1/1066\n"
    )
    assert _told(text.encode(encoding)) == [
        ("HTG9046", "Example veins", "published", "2008-05-14", "None"),
        ("NG9100", 'Example "disease" in adults', "published", "2014-07-18", "2021-10-06"),
        ("TA9001", "Third", "published", "2014-07-18", "None"),
    ]
    assert _records(text)[0].url == "https://www.nice.org.uk/guidance/htg9046"


def test_the_columns_of_the_copied_list_may_stand_in_any_order() -> None:
    text = "reference number\tTITLE\tMine\nHTG9046\tExample veins\tyes\n"
    assert _told(text) == [("HTG9046", "Example veins", "published", "None", "None")]


def test_a_line_of_the_copied_list_that_names_no_guidance_is_refused_alone() -> None:
    text = _HEADER + "x\tExample veins\tno number\t\t\nx\tExample\tHTG9047\t\t\nloose words\n"
    problems = []
    for row in _unpacked(text):
        parsed = read(row) if isinstance(row, SourceDocument) else row
        found = extract(parsed) if isinstance(parsed, ParsedDocument) else parsed
        problems.append(found.problem if isinstance(found, Unreadable) else None)
    assert [bool(problem) for problem in problems] == [True, False, True]


def test_an_export_is_one_page_a_line_and_a_damaged_line_is_refused_alone() -> None:
    page = {"title": "Example", "url": "https://www.nice.org.uk/guidance/htg9046", "text": "Words"}
    lines = f"{json.dumps(page)}\n\n{{broken\n[1]\n{json.dumps({**page, 'text': 'More'})}\n"
    rows = _unpacked(lines)
    assert [type(row) for row in rows] == [SourceDocument, Unreadable, Unreadable, SourceDocument]
    assert isinstance(rows[0], SourceDocument)
    assert rows[0].url == page["url"]
    assert [row.name for row in rows][1] == "list.json, row 2"
    assert isinstance(rows[1], Unreadable)
    assert "damaged" in rows[1].problem
    assert len(_unpacked(json.dumps([page, page]))) == 2


def test_a_list_of_drafts_is_refused_once() -> None:
    draft = {"ConsultationId": 398, "Title": "1 Recommendations", "Content": "<p>1.1 x</p>"}
    (found,) = _unpacked(json.dumps([draft, draft]))
    assert isinstance(found, Unreadable)


@pytest.mark.parametrize(
    "content",
    [
        products.as_bytes(products.product()),
        products.as_bytes(products.structured()),
        products.MARKDOWN.encode(),
        b"<html><body><p>Text</p></body></html>",
        b"%PDF-1.7 ...",
        b"",
        b"Name\tValue\na\tb\n",
        b"[HTG9046](https://www.nice.org.uk/guidance/htg9046)\n\nText",
        b"{not data",
        b"\xff\xfe",
    ],
)
def test_what_is_no_list_is_given_as_it_is(content: bytes) -> None:
    document = SourceDocument(content, "page")
    assert list(unpack(document)) == [document]


def test_what_could_not_be_read_before_passes_through() -> None:
    missing = Unreadable("gone.json", "there is no such file")
    rows = list(unpack_all([missing, SourceDocument(products.as_bytes({"Products": _ROWS}), "a")]))
    assert rows[0] is missing
    assert len(rows) == 3


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("GID-TA10409", "in development"),
        ("gid-mib10315", "in development"),
        ("../../etc/passwd", "guidance number"),
        ("CON1", "guidance number"),
        ("TOOLONGPREFIX1", "guidance number"),
        ("", "no guidance number"),
        (None, "no guidance number"),
        (9046, "no guidance number"),
    ],
)
def test_a_row_alone_that_names_no_guidance_says_why(number: Any, problem: str) -> None:
    parsed = read(SourceDocument(products.as_bytes(products.listed("X1", "T", Id=number)), "row"))
    found = extract(parsed) if isinstance(parsed, ParsedDocument) else parsed
    assert isinstance(found, Unreadable)
    assert problem in found.problem or "in development" in found.problem


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'{"Products":' * 50_000,
        b'{"Products": [' + b"[],[]," * 2_000 + b"1]}",
        b'{"Products": [{"Id": NaN}]}',
        b'{"Products": [{"Id": 1e999}]}',
        b'{"Products": [{"Id": "A1", "Id": "B1"}]}',
        b'{"Products": [1, null, "x", [2]]}',
        b'{"Products": [{"Id": "\\ud800"}]}',
        b'{"documents": [], "resultCount": 1',
        b'{"IndexItems": [{"GuidanceNumber": {}, "Title": [], "GuidanceProgramme": 1}]}',
        b'{"_embedded": {"nice.publications:product-list-lite": 7}}',
        b'[{"text": "' + b"a" * 30_000_000 + b'"}]',
        b'{"a":1}\n' * 1_000,
        b'{"text":"x","url":7}\n{"text":"x","title":"y"}',
        _HEADER.encode() + b"\t" * 500_000,
        _HEADER.encode() + b'"' + b"x\n" * 200_000,
        _HEADER.encode() + b"a\x00b\t",
    ],
    ids=lambda content: f"{content[:30]!r} {len(content)}",
)
def test_hostile_lists_end_in_rows_or_a_refusal(content: bytes) -> None:
    for row in _unpacked(content):
        parsed = read(row) if isinstance(row, SourceDocument) else row
        found = extract(parsed) if isinstance(parsed, ParsedDocument) else parsed
        assert isinstance(found, Unreadable)
        assert found.problem
        assert "\n" not in found.problem


def test_a_list_without_end_is_read_up_to_a_limit() -> None:
    *rows, last = _unpacked(b'{"a":1}\n' * (MOST_ROWS + 5))
    assert len(rows) == MOST_ROWS
    assert isinstance(last, Unreadable)
    assert "more than 50,000 rows" in last.problem


def test_every_kind_of_list_stands_in_the_table() -> None:
    assert [each.name for each in CONTAINERS] == [
        "published-list",
        "product-list",
        "search-results",
        "guidance-index",
        "json-lines",
    ]
