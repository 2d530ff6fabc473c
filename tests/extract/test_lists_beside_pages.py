"""A list beside pages: it fills what they leave out, and contradicts none before it changes."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from tests.sources import products

from guidetrack.diff.holding import HeldRecords
from guidetrack.events import detect
from guidetrack.extract import Capture, extract, unite
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.sources.document import ParsedDocument, SourceDocument
from guidetrack.sources.readers import read

_FIRST, _SECOND, _THIRD = "2026-01-05T09:00:00Z", "2026-01-12T09:00:00Z", "2026-01-19T09:00:00Z"
_STUB = (
    "# Balloon dilatation of the example vein in adults\n\nHealthTech guidance\n\nHTG9046\n\n"
    "This guidance has been withdrawn.\n"
)
_OVERVIEW = (
    "# Balloon dilatation of the example vein in adults\n\nHealthTech guidance\n\nHTG9046\n\n"
    "Published: 14 May 2008\n\nLast updated: 1 June 2020\n"
)


class _Slotted(NamedTuple):
    slot: str
    changed_at: str
    record: GuidanceRecord
    unchanged: bool = False


def _capture(content: bytes) -> Capture:
    parsed = read(SourceDocument(content, "source"))
    assert isinstance(parsed, ParsedDocument)
    found = extract(parsed)
    assert isinstance(found, Capture), found
    return found


def _page(text: str, changed_at: str) -> _Slotted:
    capture = _capture(text.encode())
    return _Slotted(capture.slot, changed_at, capture.record)


def _document(changed_at: str = _FIRST) -> _Slotted:
    return _page(products.MARKDOWN, changed_at)


def _row(changed_at: str, *, unchanged: bool = True, **changes: Any) -> _Slotted:
    days = {"PublishedDate": "2008-05-14T00:00:00", "LastMajorModificationDate": "2008-05-14"}
    row = products.listed("HTG9046", products.TITLE, **{**days, **changes})
    capture = _capture(products.as_bytes(row))
    return _Slotted(capture.slot, changed_at, capture.record, unchanged)


def _feed(changed_at: str, *, unchanged: bool = True, **changes: Any) -> _Slotted:
    capture = _capture(products.as_bytes(products.product(**changes)))
    return _Slotted(capture.slot, changed_at, capture.record, unchanged)


def _kinds(old: list[_Slotted], new: list[_Slotted]) -> set[str]:
    sides = [HeldRecords([unite(each)], observed_at=_FIRST) for each in (old, new)]
    return {event.kind for event in detect(*sides)}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"PublishedDate": "1066-01-01T00:00:00"},
        {"PublishedDate": "2003-02-17T00:00:00"},
        {"PublishedDate": "2008-05-01T00:00:00", "LastMajorModificationDate": "2015-05-01"},
        {"PublishedDate": None, "LastMajorModificationDate": None},
        {"Title": "Dilatation of veins"},
    ],
)
@pytest.mark.parametrize("slot", ["catalogue", "feed"])
def test_a_list_first_seen_beside_a_document_makes_no_event(
    slot: str, changes: dict[str, Any]
) -> None:
    listed = _row(_SECOND, **changes) if slot == "catalogue" else _feed(_SECOND, **changes)
    assert _kinds([_document()], [_document(), listed]) == set()


def test_a_document_that_comes_after_the_list_takes_no_date_away() -> None:
    row = _row(_FIRST, LastMajorModificationDate="2015-05-01T00:00:00")
    united = unite([row, _document(_SECOND)])
    assert (str(united.published), str(united.last_updated)) == ("2008-05-14", "2015-05-01")
    assert _kinds([row], [row, _document(_SECOND)]) == {"coverage-changed", "migrated"}


def test_a_list_that_changes_beside_a_document_is_news() -> None:
    before = [_document(), _row(_SECOND)]
    updated = _row(_THIRD, unchanged=False, LastMajorModificationDate="2026-01-15T00:00:00")
    assert _kinds(before, [_document(), updated]) == {"dates-changed"}
    renamed = _row(_THIRD, unchanged=False, Title="Dilatation of veins")
    assert _kinds(before, [_document(), renamed]) == {"retitled"}
    withdrawn = _row(_THIRD, unchanged=False, ProductStatus="Withdrawn")
    assert _kinds(before, [_document(), withdrawn]) == {"withdrawn"}


@pytest.mark.parametrize("page", ["document", "overview"])
def test_that_guidance_ended_counts_when_a_list_is_first_seen(page: str) -> None:
    held = _document() if page == "document" else _page(_OVERVIEW, _FIRST)
    row = _row(_SECOND, ProductStatus="Withdrawn", PublishedDate="2003-02-17T00:00:00")
    assert _kinds([held], [held, row]) == {"withdrawn"}


def test_an_old_list_does_not_reinstate_what_a_page_says_was_withdrawn() -> None:
    stub = _page(_STUB, _FIRST)
    assert unite([stub, _row(_SECOND)]).status == "withdrawn"
    changed = _row(_SECOND, unchanged=False)
    assert _kinds([stub], [stub, changed]) == {"reinstated", "coverage-changed"}


def test_a_document_that_says_nothing_of_its_end_undoes_no_withdrawal() -> None:
    row = _row(_FIRST, ProductStatus="Withdrawn")
    assert unite([row, _document(_SECOND)]).status == "withdrawn"
    assert unite([row, _page(_OVERVIEW, _SECOND)]).status == "published"


def test_the_words_of_a_page_are_kept_where_a_list_says_the_same() -> None:
    stub = _page(_STUB, _FIRST)
    united = unite([stub, _row(_SECOND, unchanged=False, ProductStatus="Withdrawn")])
    assert united.status_stated == "This guidance has been withdrawn."


def test_of_two_lists_the_one_that_changed_counts() -> None:
    feed = _feed(_FIRST, ProductStatus="Withdrawn")
    row = _row(_SECOND, unchanged=False)
    assert unite([feed, row]).status == "published"
    assert unite([feed, _row(_SECOND)]).status == "withdrawn"


def test_a_relation_that_a_page_puts_into_words_keeps_them() -> None:
    feed = _feed(_SECOND, unchanged=False, OldGuidanceNumber="IPG9075")
    (relation,) = unite([_document(), feed]).relationships
    assert relation.kind == "migrated-from"
    assert relation.stated
    assert _kinds([_document()], [_document(), feed]) == set()


def test_lists_and_pages_give_one_record_in_whatever_order_they_are_handed_in() -> None:
    slots = [
        _document(),
        _page(_OVERVIEW, _SECOND),
        _row(_SECOND, ProductStatus="Retired"),
        _feed(_FIRST),
    ]
    assert unite(slots) == unite(slots[::-1]) == unite([*slots[2:], *slots[:2]])
