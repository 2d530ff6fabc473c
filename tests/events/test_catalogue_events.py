"""From two lists alone: what is new, renamed, re-dated, withdrawn or back."""

from __future__ import annotations

from typing import Any

import pytest
from tests.sources import products

from guidetrack.diff.holding import HeldRecords
from guidetrack.events import detect
from guidetrack.extract import Capture, extract
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.sources.containers import unpack
from guidetrack.sources.document import ParsedDocument, SourceDocument
from guidetrack.sources.readers import read

_HELD = products.listed("MTG9009", "Sample bandage for example wounds")
_OTHER = products.listed("TA9001", "Examplimab for example disease")


def _side(*rows: dict[str, Any], seen: str = "2026-01-05T09:00:00Z") -> HeldRecords:
    source = SourceDocument(products.as_bytes({"Products": list(rows)}), "list.json")
    records: list[GuidanceRecord] = []
    for row in unpack(source):
        assert isinstance(row, SourceDocument)
        parsed = read(row)
        assert isinstance(parsed, ParsedDocument)
        capture = extract(parsed)
        assert isinstance(capture, Capture)
        records.append(capture.record)
    named = [record.reference for record in records]
    return HeldRecords(records, observed_at=seen, listed=named)


def _events(old: HeldRecords, new: HeldRecords) -> list[tuple[str, str | None]]:
    return [(event.kind, event.reference_after) for event in detect(old, new)]


def test_a_list_that_says_the_same_is_no_news() -> None:
    touched = [{**row, "LastModified": "2026-02-02T10:00:00Z"} for row in (_HELD, _OTHER)]
    assert _events(_side(_HELD, _OTHER), _side(*reversed(touched))) == []


def test_a_number_listed_for_the_first_time_is_published() -> None:
    assert _events(_side(_HELD), _side(_HELD, _OTHER)) == [("published", "TA9001")]


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"Title": "Sample bandage for sample wounds"}, "retitled"),
        ({"LastMajorModificationDate": "2026-01-07T00:00:00"}, "dates-changed"),
        ({"ProductStatus": "Withdrawn"}, "withdrawn"),
        ({"ProductStatus": "TemporarilyWithdrawn"}, "temporarily-withdrawn"),
        ({"ProductStatus": "Retired"}, "retired"),
        ({"ProductStatus": "Terminated"}, "terminated"),
    ],
)
def test_what_a_row_says_anew_is_its_event(changes: dict[str, Any], kind: str) -> None:
    changed = {**_HELD, **changes}
    assert _events(_side(_HELD, _OTHER), _side(changed, _OTHER)) == [(kind, "MTG9009")]


@pytest.mark.parametrize("status", ["Withdrawn", "TemporarilyWithdrawn", "Retired", "Terminated"])
def test_guidance_that_a_list_calls_published_again_is_reinstated(status: str) -> None:
    ended = {**_HELD, "ProductStatus": status}
    assert _events(_side(ended), _side(_HELD)) == [("reinstated", "MTG9009")]


@pytest.mark.parametrize(
    "changes",
    [
        {"Title": "Sample  bandage for example wounds "},
        {"LastMajorModificationDate": "1066-01-01T00:00:00"},
        {"PublishedDate": "2012-03-14T12:34:56.789"},
        {"ProductStatus": "published"},
        {"ProductGroup": "Other", "DevelopedAs": "CG"},
    ],
)
def test_what_only_looks_new_in_a_row_is_no_event(changes: dict[str, Any]) -> None:
    assert _events(_side(_HELD), _side({**_HELD, **changes})) == []
