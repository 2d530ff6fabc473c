"""Several pages of one guidance become one record, and none takes away what another said."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from guidetrack.extract import Capture, extract, unite
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.sources.document import ParsedDocument, SourceDocument
from guidetrack.sources.readers import read

_HTG = Reference("HTG", 9046)
_DOCUMENT = """# Example procedure

HealthTech guidance

HTG9046

Published: 14 May 2008

This guidance replaces IPG9420 and IPG9075.

# 1 Recommendations

1.1 This procedure should not be used.

# 2 The procedure

## 2.1 Indications

2.1.1 Old words of the indications.

## 2.2 Outline

2.2.1 Old words of the outline.

# 3 Further information

3.1 Old words of the further information.

# Update information

## Minor changes since publication

January 2026: Interventional procedures guidance 9075 has been migrated to HealthTech guidance 9046.

ISBN: 978-1-4731-0000-8
"""
_OVERVIEW = (
    "# Example procedure\n\nHealthTech guidance\n\nHTG9046\n\nPublished: 14 May "
    "2008\n\nLast updated: 1 June 2026\n"
)
_STUB = (
    "# Example procedure\n\nHealthTech guidance\n\nHTG9046\n\nThis guidance has been "
    "withdrawn. This guidance has been replaced by HTG9901.\n"
)


class _Slotted(NamedTuple):
    slot: str
    changed_at: str
    record: GuidanceRecord
    unchanged: bool = False


def _slotted(text: str, changed_at: str) -> _Slotted:
    parsed = read(SourceDocument(text.encode(), "page"))
    assert isinstance(parsed, ParsedDocument)
    capture = extract(parsed, reference=_HTG)
    assert isinstance(capture, Capture), capture
    return _Slotted(capture.slot, changed_at, capture.record)


def _chapter(title: str, body: str) -> str:
    return f'<div class="chapter" title="{title}"><h2>{title}</h2>{body}</div>'


def test_one_capture_is_its_own_record() -> None:
    document = _slotted(_DOCUMENT, "2026-01-14T09:00:00Z")
    assert unite([document]) == document.record


def test_an_overview_adds_what_it_says_and_takes_nothing_away() -> None:
    document = _slotted(_DOCUMENT, "2026-01-14T09:00:00Z")
    overview = _slotted(_OVERVIEW, "2026-06-02T09:00:00Z")
    record = unite([document, overview])
    assert str(record.last_updated) == "2026-06-01"
    assert record.recommendations == document.record.recommendations
    assert record.relationships == document.record.relationships
    assert record.isbn == "978-1-4731-0000-8"
    assert record.origin_programme == "IPG"
    assert record.captured == document.record.captured
    assert record.categories == ("do-not-use",)


def test_the_order_of_the_captures_does_not_matter() -> None:
    document = _slotted(_DOCUMENT, "2026-01-14T09:00:00Z")
    overview = _slotted(_OVERVIEW, "2026-01-14T09:00:00Z")
    assert unite([document, overview]) == unite([overview, document])
    assert unite([document, overview]).last_updated is None


def test_a_stub_says_what_became_of_it_and_keeps_the_recommendations() -> None:
    document = _slotted(_DOCUMENT, "2026-01-14T09:00:00Z")
    stub = _slotted(_STUB, "2026-06-02T09:00:00Z")
    record = unite([document, stub])
    assert record.status == "withdrawn"
    assert record.status_stated == "This guidance has been withdrawn."
    assert record.recommendations == document.record.recommendations
    kinds = {(each.kind, str(each.reference)) for each in record.relationships}
    assert kinds == {
        ("replaced-by", "HTG9901"),
        ("migrated-from", "IPG9075"),
        ("replaces", "IPG9420"),
    }


def test_a_chapter_never_restores_what_the_overview_says_was_withdrawn() -> None:
    stub = _slotted(_STUB, "2026-06-02T09:00:00Z")
    chapter = _slotted(_chapter("3 Further information", "<p>Words.</p>"), "2026-07-01T09:00:00Z")
    assert unite([stub, chapter]).status == "withdrawn"


def test_a_document_captured_after_the_withdrawal_stands_again() -> None:
    stub = _slotted(_STUB, "2026-06-02T09:00:00Z")
    document = _slotted(_DOCUMENT, "2026-07-01T09:00:00Z")
    assert unite([stub, document]).status == "published"


def test_chapters_make_a_record_in_the_order_of_their_numbers() -> None:
    at = "2026-01-14T09:00:00Z"
    record = unite(
        [
            _slotted(_chapter("3 Further information", "<p>Last.</p>"), at),
            _slotted(_chapter("2 The procedure", "<h3>2.1 Indications</h3><p>First.</p>"), at),
            _slotted(
                _chapter("1 Recommendations", "<p>1.1 This procedure should not be used.</p>"), at
            ),
        ]
    )
    assert [each.heading for each in record.sections] == [
        "The procedure",
        "Indications",
        "Further information",
    ]
    assert record.captured == ("identity", "recommendations", "sections")
    assert record.categories == ("do-not-use",)


def test_a_chapter_that_changed_later_stands_in_its_place_in_the_document() -> None:
    document = _slotted(_DOCUMENT, "2026-01-14T09:00:00Z")
    body = (
        "<h3>2.1 Indications</h3><p>2.1.1 New words.</p><h3>2.2 Outline</h3><p>2.2.1 New too.</p>"
    )
    chapter = _slotted(_chapter("2 The procedure", body), "2026-03-01T09:00:00Z")
    sections = unite([document, chapter]).sections
    assert [each.heading for each in sections] == [
        "The procedure",
        "Indications",
        "Outline",
        "Further information",
    ]
    assert [each.text for section in sections for each in section.paragraphs] == [
        "New words.",
        "New too.",
        "Old words of the further information.",
    ]


def test_a_document_that_changed_later_replaces_the_chapters() -> None:
    document = _slotted(_DOCUMENT, "2026-05-14T09:00:00Z")
    chapter = _slotted(_chapter("2 The procedure", "<p>Older.</p>"), "2026-03-01T09:00:00Z")
    assert unite([document, chapter]).sections == document.record.sections


def test_captures_of_several_references_or_none_cannot_be_united() -> None:
    with pytest.raises(ValueError, match="one reference"):
        unite([])
