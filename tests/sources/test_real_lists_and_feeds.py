"""The publisher's own lists and feeds, where they are at hand: read whole, and nothing in vain."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from guidetrack.extract import Capture, admit, extract
from guidetrack.sources.characters import clean
from guidetrack.sources.containers import unpack
from guidetrack.sources.document import ParsedDocument, SourceDocument, Unreadable
from guidetrack.sources.readers import read


def _taken(path: Path) -> list[Capture | Unreadable]:
    found: list[Capture | Unreadable] = []
    for row in unpack(SourceDocument(path.read_bytes(), path.name)):
        parsed = read(row) if isinstance(row, SourceDocument) else row
        found.append(extract(parsed) if isinstance(parsed, ParsedDocument) else parsed)
    return found


def _captures(path: Path) -> list[Capture]:
    return [each for each in _taken(path) if isinstance(each, Capture)]


def test_every_product_of_the_real_list_is_read_without_a_warning(shared: Path) -> None:
    taken = _taken(shared / "nice" / "catalogue-2022.json")
    assert [each for each in taken if isinstance(each, Unreadable)] == []
    captures = [each for each in taken if isinstance(each, Capture)]
    assert len({each.record.reference for each in captures}) == 2_963
    assert [each for each in captures if admit(each, None)] == []
    assert {each.slot for each in captures} == {"catalogue"}
    assert Counter(each.record.status for each in captures) == {"published": 2229, "withdrawn": 734}
    assert all(each.record.title for each in captures)
    unnamed = {each.record.reference.prefix for each in captures if not each.record.programme}
    assert unnamed == {"ESMPB"}


def test_the_real_list_keeps_every_title_and_day(shared: Path) -> None:
    path = shared / "nice" / "catalogue-2022.json"
    outer = json.loads(path.read_text("utf-8"))["_embedded"]["nice.publications:product-list-lite"]
    rows = {row["Id"]: row for row in outer["_embedded"]["nice.publications:product-lite"]}
    for capture in _captures(path):
        record = capture.record
        row = rows[str(record.reference)]
        assert record.title == clean(row["Title"])
        published, major = row["PublishedDate"][:10], row["LastMajorModificationDate"][:10]
        if published != "2003-02-17":
            assert str(record.published) == published
        assert (
            record.last_updated is None if major == published else str(record.last_updated) == major
        )


def test_both_shapes_of_the_real_feed_tell_the_same_relations(shared: Path) -> None:
    samples = shared / "nice" / "samples"
    for name in ("ng100.json", "cg57.json"):
        (new,) = _captures(samples / "feed" / "product" / name)
        (old,) = _captures(samples / "feed-old" / name)
        assert new.record.published == old.record.published
        told = [{(r.kind, r.reference) for r in each.record.relationships} for each in (new, old)]
        assert told[0] == told[1] != set()


@pytest.mark.parametrize(
    ("folder", "reference", "slot", "count"),
    [
        ("chapters/chapter-gen-b-ng100-recommendations.json", "NG100", "recommendations", 46),
        ("feed/product/ng100/part/1/chapter/recommendations.json", "NG100", "recommendations", 46),
        ("feed/product/ng100/part/1/chapter/context.json", "NG100", "context", 0),
    ],
)
def test_real_chapters_of_the_feed_are_chapters(
    shared: Path, folder: str, reference: str, slot: str, count: int
) -> None:
    (capture,) = _captures(shared / "nice" / "samples" / folder)
    assert str(capture.record.reference) == reference
    assert capture.slot == f"chapter-{slot}"
    assert len(capture.record.recommendations) == count


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("guidance-published", 10),
        ("search-results", 9),
        ("guidance-deferred", 0),
        ("guidance-terminated", 0),
        ("guidance", 0),
    ],
)
def test_real_searches_give_their_guidance_and_refuse_the_rest_at_most_once(
    shared: Path, name: str, count: int
) -> None:
    taken = _taken(shared / "nice" / "samples" / "search" / f"{name}.json")
    captures = [each for each in taken if isinstance(each, Capture)]
    assert len(captures) == count
    assert len(taken) - count == (0 if count else 1)
    assert all("<" not in (each.record.title or "") for each in captures)
    assert all(str(each.record.reference) not in (each.record.title or "") for each in captures)


def test_real_data_that_is_no_guidance_is_refused_in_one_sentence(shared: Path) -> None:
    feed = shared / "nice" / "samples" / "feed"
    files = [*feed.glob("*types.json"), *feed.glob("resource/*.json")]
    assert files
    for path in (*files, feed / "product" / "abc123.json"):
        (found,) = _taken(path)
        assert isinstance(found, Unreadable), path
        assert "\n" not in found.problem
