"""Pages of one guidance, each a part of it, together the whole."""

from __future__ import annotations

from typing import NamedTuple

from tests.sources import products

from guidetrack.diff.holding import HeldRecords
from guidetrack.events import detect
from guidetrack.extract import Capture, admit, extract, unite
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.sources.document import ParsedDocument, SourceDocument, Unreadable
from guidetrack.sources.readers import read

_BASE = "https://www.nice.org.uk/guidance/htg9046"
_HEADER = (
    '<div class="page-header"><h1>Balloon dilatation of the example vein in adults</h1>'
    '<ul class="page-header__metadata"><li>HealthTech guidance</li><li>HTG9046</li>'
    '<li>Published: <time datetime="2008-05-14">14 May 2008</time></li></ul></div>'
)


class _Slotted(NamedTuple):
    slot: str
    changed_at: str
    record: GuidanceRecord
    unchanged: bool = False


def _taken(body: str, path: str = "") -> Capture | Unreadable:
    page = f"<!DOCTYPE html><html><body>{_HEADER}{body}</body></html>"
    parsed = read(SourceDocument(page.encode(), "page.html", url=f"{_BASE}{path}"))
    assert isinstance(parsed, ParsedDocument), parsed
    return extract(parsed)


def _slotted(body: str, path: str = "") -> _Slotted:
    capture = _taken(body, path)
    assert isinstance(capture, Capture), capture
    assert admit(capture, None) is None
    return _Slotted(capture.slot, "2026-01-05T09:00:00Z", capture.record)


def _chapters() -> list[_Slotted]:
    return [
        _slotted(products.chapter_markup(title, body), f"/chapter/{slug}")
        for slug, title, body in products.CHAPTERS
    ]


def test_the_chapters_of_a_guidance_are_together_what_its_document_is() -> None:
    chapters = _chapters()
    assert [each.slot for each in chapters] == [
        "chapter-recommendations",
        "chapter-the-procedure",
        "chapter-update-information",
    ]
    overview = _slotted('<div class="summary"><p>Guidance on example veins.</p></div>')
    parsed = read(SourceDocument(products.MARKDOWN.encode(), "guidance.md"))
    assert isinstance(parsed, ParsedDocument)
    document = extract(parsed)
    assert isinstance(document, Capture)
    united = unite([overview, *chapters])
    assert united.recommendations == document.record.recommendations
    assert united.sections == document.record.sections
    assert united.update_notes == document.record.update_notes
    sides = HeldRecords([document.record]), HeldRecords([united])
    assert {event.kind for event in detect(*sides)} <= {"coverage-changed"}
    assert unite([*reversed(chapters), overview]) == united


def test_the_history_tab_repeats_the_header_and_adds_no_drafts() -> None:
    history = _slotted(
        "<main><h2>Draft guidance</h2><p>Draft recommendations are out for consultation.</p>"
        "<ul><li>HealthTech consultation document</li></ul></main>",
        "/history",
    )
    assert history.slot == "chapter-history"
    chapters = _chapters()
    united = unite([history, *chapters])
    assert united.recommendations == chapters[0].record.recommendations
    assert united.sections == unite(chapters).sections
    assert history.record.captured == ("identity", "dates")


def test_tabs_that_hold_no_guidance_are_refused_by_what_they_are() -> None:
    for tab in ("resources", "evidence", "informationforpublic"):
        found = _taken("<main><p>Draft guidance, tools and templates.</p></main>", f"/{tab}")
        assert isinstance(found, Unreadable)
        assert tab in found.problem
        assert "draft" not in found.problem
