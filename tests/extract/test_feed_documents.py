"""The same guidance in every shape of the publisher's data says the same."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.sources import products

from guidetrack.diff.change import RecordPair
from guidetrack.diff.comparing import compare
from guidetrack.diff.holding import HeldRecords
from guidetrack.events import detect
from guidetrack.extract import Capture, extract
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.sources.document import ParsedDocument, SourceDocument
from guidetrack.sources.readers import read


def _capture(data: Any) -> Capture:
    content = data if isinstance(data, bytes) else products.as_bytes(data)
    parsed = read(SourceDocument(content, "answer"))
    assert isinstance(parsed, ParsedDocument), parsed
    found = extract(parsed)
    assert isinstance(found, Capture), found
    return found


def _record(**changes: Any) -> GuidanceRecord:
    return _capture(products.product(**changes)).record


_SHAPES = {
    "feed": products.with_chapters(),
    "structured": products.structured(),
    "markdown": products.MARKDOWN.encode(),
}


@pytest.mark.parametrize("one", _SHAPES)
@pytest.mark.parametrize("other", _SHAPES)
def test_no_shape_is_a_change_of_guidance_against_another(one: str, other: str) -> None:
    old, new = (_capture(_SHAPES[each]).record for each in (one, other))
    events = detect(HeldRecords([old]), HeldRecords([new]))
    assert {event.kind for event in events} <= {"coverage-changed"}
    changes = compare(RecordPair(old=old, new=new, basis="same-reference"))
    assert all(change.place.startswith("captured[") for change in changes), changes


@pytest.mark.parametrize("shape", ["feed", "structured"])
def test_chapters_in_data_give_recommendations_and_sections(shape: str) -> None:
    capture = _capture(_SHAPES[shape])
    record = capture.record
    assert capture.slot == "feed"
    assert [each.number for each in record.recommendations] == ["1.1", "1.2"]
    assert [item.text for item in record.recommendations[1].items] == [
        "Inform the clinical governance leads in their trusts.",
        "Audit the outcomes of all patients.",
    ]
    assert record.categories == ("special-arrangements",)
    assert [each.heading for each in record.sections] == [
        "The procedure",
        "Indications",
        "Safety",
    ]
    assert record.origin_programme == "IPG"
    assert [(each.kind, str(each.reference)) for each in record.relationships] == [
        ("migrated-from", "IPG9075")
    ]
    assert {"recommendations", "sections", "relationships"} <= set(record.captured)


def test_a_chapter_served_apart_belongs_where_the_page_of_it_belongs() -> None:
    slug, title, body = products.CHAPTERS[0]
    markup = products.chapter_markup(title, body)
    data = {"Reference": "HTG9046", "ChapterSlug": slug, "Title": products.TITLE, "Content": markup}
    from_feed = _capture(data)
    page = markup.replace("<div ", '<div id="htg9046_1-recommendations" ', 1)
    from_page = _capture(page.encode())
    assert from_feed.slot == from_page.slot == "chapter-recommendations"
    assert from_feed.record.recommendations == from_page.record.recommendations
    assert from_feed.document.blocks[0].text == from_page.document.blocks[0].text


def test_a_product_without_chapters_captures_what_it_carries_and_no_more() -> None:
    capture = _capture(products.product())
    assert capture.slot == "feed"
    assert capture.record.captured == ("identity", "dates", "relationships")
    assert capture.record.title == products.TITLE
    assert capture.record.recommendations == ()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Replaces", "replaces"),
        ("IsReplacedBy", "replaced-by"),
        ("PartiallyReplaces", "partially-replaces"),
        ("IsPartiallyReplacedBy", "partially-replaced-by"),
        ("ReadInConjunctionWith", "read-with"),
        ("IsBasedOn", "based-on"),
        ("IsTheBasisOf", "basis-of"),
    ],
)
def test_every_name_of_a_relation_is_known_in_both_shapes(name: str, kind: str) -> None:
    one = {"Id": "IPG9001", "Title": "Other", "Relationship": name}
    plain = products.product(RelatedProductList=[one])
    for data in (
        plain,
        products.product(RelatedProductList=one),
        products.enveloped(plain),
        products.enveloped(products.product(RelatedProductList=[one, {**one, "Id": "QS9002"}])),
    ):
        record = _capture(data).record
        assert (record.relationships[0].kind, str(record.relationships[0].reference)) == (
            kind,
            "IPG9001",
        )
        assert record.relationships[0].stated is None


def test_both_shapes_of_a_feed_say_the_same() -> None:
    plain = products.product(
        EndorsementList=[{"Name": "Example Society", "Url": "https://example.org"}],
        RelatedProductList=[{"Id": "NG9001", "Title": "Other", "Relationship": "IsBasedOn"}],
        NextReviewDate="2027-01-01T00:00:00",
    )
    assert _capture(plain).record == _capture(products.enveloped(plain)).record
    assert _capture(plain).record.endorsements == ("Example Society",)
    assert str(_capture(plain).record.next_review) == "2027-01-01"


def test_numbers_old_and_new_are_moves_and_not_replacements() -> None:
    record = _record(
        OldGuidanceNumber="IPG9075",
        OldGuidanceUrl="https://www.nice.org.uk/guidance/ipg9075",
        RelatedProductList=[{"Id": "IPG9075", "Title": "Old", "Relationship": "Replaces"}],
    )
    assert [(each.kind, str(each.reference)) for each in record.relationships] == [
        ("migrated-from", "IPG9075")
    ]
    assert record.origin_programme == "IPG"
    moved = _record(Id="IPG9075", ProductType="IPG", NewGuidanceNumber="HTG9046")
    assert [(each.kind, str(each.reference)) for each in moved.relationships] == [
        ("migrated-to", "HTG9046")
    ]
    only_address = _record(OldGuidanceUrl="https://www.nice.org.uk/guidance/mtg9002")
    assert only_address.origin_programme == "MTG"


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("Published", "published"),
        ("Withdrawn", "withdrawn"),
        ("TemporarilyWithdrawn", "temporarily-withdrawn"),
        ("Temporarily withdrawn", "temporarily-withdrawn"),
        ("Retired", "retired"),
        ("Terminated", "terminated"),
        ("Paused", "Paused"),
    ],
)
def test_every_standing_is_spelled_as_in_a_record(written: str, status: str) -> None:
    record = _record(ProductStatus=written)
    assert (record.status, record.status_stated) == (status, None)


def test_the_notes_of_a_withdrawal_are_its_words_and_may_name_a_successor() -> None:
    words = "This guidance has been updated and replaced by NICE interventional procedure guidance "
    record = _record(ProductStatus="Withdrawn", WithdrawnNotes=f"<p>{words}9508.</p>")
    assert record.status == "withdrawn"
    assert record.status_stated == f"{words}9508."
    assert [(each.kind, str(each.reference)) for each in record.relationships] == [
        ("replaced-by", "IPG9508")
    ]


@pytest.mark.parametrize(
    ("published", "major", "expected"),
    [
        ("2014-11-27T00:00:00", "2023-07-26T00:00:00", ("2014-11-27", "2023-07-26")),
        ("2014-11-27T00:00:00", "2014-11-27T00:00:00", ("2014-11-27", None)),
        ("2014-11-27T00:00:00", "1066-01-01T00:00:00", ("2014-11-27", None)),
        ("1066-01-01T00:00:00", "2023-07-26T00:00:00", (None, "2023-07-26")),
        ("2022-09-08T14:19:12.8893126", "2022-09-08T14:19:12.8893126", ("2022-09-08", None)),
        ("2022-09-08T00:00:00", "2021-01-01T00:00:00", ("2022-09-08", None)),
        (None, None, (None, None)),
        (20220908, ["2021"], (None, None)),
        ("soon", "", (None, None)),
    ],
)
def test_days_that_stand_for_none_are_none(
    published: Any, major: Any, expected: tuple[str | None, str | None]
) -> None:
    record = _record(PublishedDate=published, LastMajorModificationDate=major)
    days = (record.published, record.last_updated)
    assert tuple(None if day is None else str(day) for day in days) == expected
    assert record.has("dates") == any(expected)


def test_every_touch_of_a_typo_moves_no_date() -> None:
    assert _record(LastModified="2026-11-11T11:11:11Z") == _record()


def test_sections_carried_apart_from_their_chapter_are_read_once() -> None:
    data = products.structured()
    section = {"SectionId": "x", "Title": "2.3 Efficacy", "Content": "<p>2.3.1 It may work.</p>"}
    data["Chapters"][1]["Sections"] = [
        section,
        {"SectionId": "y", "Title": "2.1 Indications"},
        {
            "Title": "2.2 Safety",
            "Content": "<p>Bleeding was reported in 20% (1 out of 5) of patients.</p>",
        },
    ]
    record = _capture(data).record
    assert [each.number for each in record.sections] == ["2", "2.1", "2.2", "2.3"]


def test_the_summary_of_a_product_says_what_it_replaces() -> None:
    summary = (
        "<h2>Recommendations</h2><ul><li>care</li></ul>"
        "<p>This guideline updates and replaces NICE guideline CG9079 (February 2009).</p>"
    )
    record = _record(Summary=summary)
    (relation,) = record.relationships
    assert (relation.kind, relation.reference) == ("replaces", Reference("CG", 9079))
    assert relation.stated
    assert record.sections == ()


def test_an_export_says_nothing_of_what_it_lost() -> None:
    whole = _capture(products.MARKDOWN.encode()).record
    lost = products.MARKDOWN.partition("# Update information")[0]
    row = {"title": products.TITLE, "url": "https://www.nice.org.uk/guidance/htg9046", "text": lost}
    capture = _capture(json.dumps(row).encode())
    assert capture.document.format == "export-row"
    assert not {"update-notes", "endorsements"} & set(capture.record.captured)
    events = detect(HeldRecords([whole]), HeldRecords([capture.record]))
    assert {event.kind for event in events} <= {"coverage-changed"}


def test_an_export_without_numbers_is_no_change_of_recommendations() -> None:
    whole = _capture(products.MARKDOWN.encode()).record
    bare = (
        "\n".join(
            line.removeprefix("1.1 ")
            .removeprefix("1.2 ")
            .removeprefix("2.1.1 ")
            .removeprefix("2.2.1 ")
            for line in products.MARKDOWN.splitlines()
        )
        .replace("# 1 R", "# R")
        .replace("# 2 T", "# T")
        .replace("## 2.1 ", "## ")
    )
    row = {
        "title": f"{products.TITLE} | Guidance | NICE",
        "text": bare,
        "url": "https://www.nice.org.uk/guidance/htg9046",
    }
    record = _capture(json.dumps(row).encode()).record
    assert record.title == products.TITLE
    events = detect(HeldRecords([whole]), HeldRecords([record]))
    assert {event.kind for event in events} <= {"coverage-changed"}
