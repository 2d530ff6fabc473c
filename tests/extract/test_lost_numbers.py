"""A capture that lost its numbers holds the recommendations, and their loss is no change."""

from __future__ import annotations

import pytest
from tests.sources import products

from guidetrack.diff.holding import HeldRecords
from guidetrack.events import detect
from guidetrack.extract import Capture, extract
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.sources.document import ParsedDocument, SourceDocument
from guidetrack.sources.readers import read

_HTG = Reference("HTG", 9046)


def _capture(text: str, url: str | None = None) -> Capture:
    parsed = read(SourceDocument(text.encode(), "page", url=url))
    assert isinstance(parsed, ParsedDocument)
    found = extract(parsed, reference=_HTG)
    assert isinstance(found, Capture), found
    return found


def _without(numbers: tuple[str, ...]) -> str:
    text = products.MARKDOWN
    for number in numbers:
        text = text.replace(f"\n{number} ", "\n").replace(f"# {number} ", "# ")
    return text


def _kinds(old: GuidanceRecord, new: GuidanceRecord) -> set[str]:
    return {event.kind for event in detect(HeldRecords([old]), HeldRecords([new]))}


@pytest.mark.parametrize(
    "numbers",
    [
        ("1.1", "1.2"),
        ("2.1.1", "2.2.1"),
        ("1.1", "1.2", "2.1.1", "2.2.1"),
        ("1", "1.1", "1.2", "2", "2.1", "2.1.1", "2.2", "2.2.1"),
    ],
)
def test_numbers_that_a_capture_lost_are_no_change_of_guidance(numbers: tuple[str, ...]) -> None:
    whole, lost = _capture(products.MARKDOWN).record, _capture(_without(numbers)).record
    assert [each.text for each in lost.recommendations] == [
        each.text for each in whole.recommendations
    ]
    assert lost.categories == whole.categories
    for pair in ((whole, lost), (lost, whole)):
        assert _kinds(*pair) <= {"coverage-changed"}


def test_what_else_such_a_capture_may_have_lost_is_not_captured() -> None:
    every = ("1", "1.1", "1.2", "2", "2.1", "2.1.1", "2.2", "2.2.1")
    text = _without(every).partition("# Update information")[0]
    capture = _capture(text)
    assert capture.slot == "document"
    assert set(capture.record.captured) == {"identity", "dates", "recommendations", "sections"}
    assert _kinds(_capture(products.MARKDOWN).record, capture.record) <= {"coverage-changed"}


def test_a_changed_category_is_seen_without_any_number() -> None:
    every = ("1", "1.1", "1.2", "2", "2.1", "2.1.1", "2.2", "2.2.1")
    text = _without(every).replace(
        "Current evidence on balloon dilatation of the example vein does not appear adequate for "
        "this procedure to be used without special arrangements for consent and for audit or "
        "research.",
        "This procedure should not be used.",
    )
    assert "category-changed" in _kinds(_capture(products.MARKDOWN).record, _capture(text).record)


def test_the_topics_of_an_overview_are_no_recommendations() -> None:
    overview = (
        "# Example disease\n\nNICE guideline\n\nHTG9046\n\n## Recommendations\n\nThis guideline "
        "includes recommendations on:\n\n- tests\n- care\n\n## Update information\n\nWords.\n"
    )
    capture = _capture(overview)
    assert capture.slot == "overview"
    assert capture.record.recommendations == ()
    assert not {"recommendations", "sections"} & set(capture.record.captured)


def test_the_chapter_of_recommendations_is_known_by_its_address() -> None:
    text = "<p>This procedure should not be used.</p><p>Tell:</p><ul><li>all</li></ul>"
    base = "https://www.nice.org.uk/guidance/htg9046/chapter"
    page = f"<main><h1>Recommendations</h1>{text}</main>"
    chapter = _capture(page, f"{base}/1-Recommendations")
    assert chapter.slot == "chapter-recommendations"
    assert [(r.number, r.categories) for r in chapter.record.recommendations] == [
        (None, ("do-not-use",)),
        (None, ()),
    ]
    assert chapter.record.sections == ()
    other = _capture(page.replace("Recommendations", "Safety"), f"{base}/3-Safety")
    assert other.record.recommendations == ()
