"""Whatever a side is called, the answer is the same: the number, or the recommendation."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.pipeline.conftest import Take
from tests.pipeline.documents import FEBRUARY, NOVEMBER, new_document, old_document

from guidetrack.config import Place, locate
from guidetrack.errors import ConfigError, SourceError
from guidetrack.events.report import Report
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline import Filter, compare, history, resolve_numbers

OVERVIEW = """\
Balloon dilatation of the example vein in adults

NICE interventional procedures guidance [IPG9075] Published date:

This procedure is used to treat a narrowed example vein.
"""
WORD = "Audit and review clinical outcomes of some patients."


def told(report: Report) -> list[tuple[str, str | None, str | None, str, str | None]]:
    return [
        (each.kind, each.reference_before, each.reference_after, each.priority, each.verdict)
        for each in report.events
    ]


IDENTICAL = ("migrated", "IPG9075", "HTG9046", "re-reference", "identical")


def test_only_the_number_changed(take: Take, place: Place) -> None:
    take(NOVEMBER, {"a.md": old_document()})
    take(FEBRUARY, {"b.md": new_document()})
    assert told(compare(place)) == [IDENTICAL]


def test_one_word_of_one_recommendation_changed_with_the_number(take: Take, place: Place) -> None:
    take(NOVEMBER, {"a.md": old_document()})
    take(FEBRUARY, {"b.md": new_document(WORD)})
    report = compare(place)
    assert {(kind, priority, verdict) for kind, _, _, priority, verdict in told(report)} == {
        ("migrated", "review", "changed"),
        ("recommendation-reworded", "review", None),
        ("claim-contradicted", "review", None),
    }
    reworded = next(each for each in report.events if each.kind == "recommendation-reworded")
    (concerned,) = reworded.recommendations
    assert concerned.number_before == concerned.number_after == "1.2"
    assert "of all patients." in (concerned.text_before or "")
    assert "of some patients." in (concerned.text_after or "")


def test_without_the_earlier_text_nothing_is_called_identical(take: Take, place: Place) -> None:
    take(NOVEMBER, {"a.txt": OVERVIEW})
    take(FEBRUARY, {"b.md": new_document()})
    events = told(compare(place))
    assert ("migrated", "IPG9075", "HTG9046", "review", "not-verified") in events
    assert {kind for kind, *_ in events} == {"migrated", "coverage-changed"}


def test_a_first_snapshot_alerts_nobody(take: Take, place: Place) -> None:
    take(NOVEMBER, {"a.md": old_document()})
    report = compare(place)
    assert report.events == ()
    assert report.old == report.new


def test_every_way_to_name_a_side_gives_the_same_answer(
    take: Take, place: Place, tmp_path: Path
) -> None:
    first = take(NOVEMBER, {"a.md": old_document()})
    second = take(FEBRUARY, {"b.md": new_document()})
    old_file, new_file = tmp_path / "old.md", tmp_path / "new.txt"
    old_file.write_text(old_document(), encoding="utf-8")
    new_file.write_text(new_document(), encoding="utf-8")
    assert first.revision is not None
    ways = [
        (first.revision[:12], second.revision),
        ("2025-12-31", None),
        ("2025-11-02", "2026-02-02"),
        ("IPG9075", "HTG9046"),
        ("ipg 9075", None),
        (str(old_file), str(new_file)),
        (str(old_file), "HTG9046"),
        (str(old_file), None),
        ("HEAD~1", "HEAD"),
    ]
    for old, new in ways:
        assert told(compare(place, old, new)) == [IDENTICAL], (old, new)


def test_two_files_need_no_store(tmp_path: Path) -> None:

    old_file, new_file = tmp_path / "old.md", tmp_path / "new.txt"
    old_file.write_text(old_document(), encoding="utf-8")
    new_file.write_text(old_document().replace("- ", ""), encoding="utf-8")
    place = locate(tmp_path, environment={})
    assert compare(place, str(old_file), str(new_file)).events == ()


@pytest.mark.parametrize("side", ["nonsense", "2019-01-01", "IPG9999", "0123abcd"])
def test_a_side_that_is_nothing_is_named(take: Take, place: Place, side: str) -> None:
    take(NOVEMBER, {"a.md": old_document()})
    with pytest.raises(ConfigError, match=side):
        compare(place, side)


def test_a_file_that_is_no_guidance_is_named(take: Take, place: Place, tmp_path: Path) -> None:
    take(NOVEMBER, {"a.md": old_document()})
    page = tmp_path / "page.txt"
    page.write_text("no number here", encoding="utf-8")
    with pytest.raises(SourceError, match=r"page\.txt"):
        compare(place, str(page))


def test_an_empty_store_says_how_to_begin(place: Place) -> None:
    with pytest.raises(ConfigError, match="no snapshot yet"):
        compare(place)


def test_events_can_be_narrowed(take: Take, place: Place) -> None:
    take(NOVEMBER, {"a.md": old_document()})
    take(FEBRUARY, {"b.md": new_document(WORD)})
    reworded = compare(place, wanted=Filter(kinds=("recommendation-reworded",)))
    assert [each.kind for each in reworded.events] == ["recommendation-reworded"]
    assert compare(place, wanted=Filter(only=Reference("HTG", 9999))).events == ()
    assert len(compare(place, wanted=Filter(only=Reference("IPG", 9075))).events) == 3
    assert compare(place, wanted=Filter(min_priority="act")).events == ()


def test_the_history_of_a_number_is_that_of_its_thread(take: Take, place: Place) -> None:
    take(NOVEMBER, {"a.md": old_document()})
    take(NOVEMBER + dt.timedelta(days=7), {"a.md": old_document(WORD)})
    take(FEBRUARY, {"b.md": new_document(WORD)})
    for number in (Reference("IPG", 9075), Reference("HTG", 9046)):
        kinds = [each.kind for report in history(place, number) for each in report.events]
        assert kinds == ["migrated", "recommendation-reworded"]
    january = dt.date(2026, 1, 1)
    assert [told(report) for report in history(place, since=january)] == [[IDENTICAL]]
    assert len(list(history(place, until=january))) == 1


def test_numbers_resolve_today_and_as_of_a_day(take: Take, place: Place) -> None:
    take(NOVEMBER, {"a.md": old_document()})
    take(FEBRUARY, {"b.md": new_document()})
    (today,) = resolve_numbers(place, ["IPG 9075"])
    assert (today.status, today.current, today.reassess) == ("migrated", ("HTG9046",), "no")
    (before,) = resolve_numbers(place, ["IPG9075"], as_of=dt.date(2025, 12, 31))
    assert (before.status, before.current) == ("current", ("IPG9075",))
