"""A better reader is no change of guidance, and hides none."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.pipeline.conftest import Take
from tests.pipeline.documents import FEBRUARY, NOVEMBER, old_document
from tests.pipeline.later import Later
from tests.pipeline.publisher import reword
from tests.pipeline.weeks import Watch
from tests.sources import products

from guidetrack.config import Place
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline import compare, reextract, show

TIGHTER = "This procedure should not be used."


def kinds(report: Any) -> list[tuple[str, str]]:
    return [(event["kind"], event["reference_after"]) for event in report["events"]]


def git_log(watch: Watch) -> list[str]:
    done = subprocess.run(
        ["git", "log", "--format=%(trailers:key=Technical-Upgrade,valueonly,separator=)|%s"],
        cwd=watch.folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.splitlines()


def test_a_better_reader_is_no_change_of_guidance_and_hides_none(
    watch: Watch, later: Later
) -> None:
    watch.run()
    upgraded = watch.run_later(later)
    assert kinds(upgraded["report"]) == []
    assert "re-extracted" in {notice["kind"] for notice in upgraded["notices"]}
    assert kinds(watch.run_later(later)["report"]) == []
    watch.publisher.publish(reword(watch.publisher.guidance["IPG9101"], 1, TIGHTER))
    assert kinds(watch.run_later(later)["report"]) == [("category-changed", "IPG9101")]
    assert [line.partition("|")[0] for line in git_log(watch)] == ["", "1 -> later", ""]


def test_news_of_the_week_of_the_upgrade_is_told_and_nothing_else(
    watch: Watch, later: Later
) -> None:
    watch.run()
    text = watch.publisher.guidance["IPG9102"].recommendations[2]
    changed = reword(watch.publisher.guidance["IPG9102"], 3, text.replace("15", "25"))
    watch.publisher.publish(changed)
    told = watch.run_later(later)
    assert kinds(told["report"]) == [("recommendation-reworded", "IPG9102")]


def test_without_bytes_what_was_read_differently_counts_as_not_captured(
    watch: Watch, later: Later
) -> None:
    watch.configure(*watch.publisher.guidance, more="keep_sources: hash\n")
    watch.run()
    assert kinds(watch.run_later(later)["report"]) == [
        ("coverage-changed", name) for name in sorted(watch.publisher.guidance)
    ]
    assert kinds(watch.run_later(later)["report"]) == []
    assert [line.partition("|")[0] for line in git_log(watch)] == ["", "1 -> later", ""]


def test_without_bytes_an_aspect_that_is_read_as_before_is_compared_as_before(
    watch: Watch, later: Later
) -> None:
    watch.configure(*watch.publisher.guidance, more="keep_sources: hash\n")
    watch.run()
    guidance = watch.publisher.guidance["IPG9101"]
    watch.publisher.publish(replace(guidance, procedure=("A stent is placed instead.",)))
    told = watch.run_later(later)["report"]
    assert ("section-changed", "IPG9101") in kinds(told)
    assert {kind for kind, _ in kinds(told)} == {"section-changed", "coverage-changed"}


def test_where_the_text_is_kept_the_same_text_is_the_same_guidance(
    watch: Watch, later: Later
) -> None:
    watch.configure(*watch.publisher.guidance, more="keep_sources: text\n")
    watch.run()
    assert (watch.folder / "snapshots/sources/IPG/IPG9101/chapter-the-procedure.txt").is_file()
    assert kinds(watch.run_later(later)["report"]) == []
    watch.publisher.publish(reword(watch.publisher.guidance["IPG9101"], 1, TIGHTER))
    assert kinds(watch.run_later(later)["report"]) == [("category-changed", "IPG9101")]


def test_a_comparison_across_the_upgrade_reads_both_sides_alike(watch: Watch, later: Later) -> None:
    first = watch.run().revision
    watch.run_later(later)
    watch.publisher.publish(reword(watch.publisher.guidance["IPG9101"], 1, TIGHTER))
    watch.run_later(later)
    for sides in ((str(first),), ()):
        answer = later.call(watch.folder, "diff", *sides, "--json")
        assert kinds(answer) == [("category-changed", "IPG9101")], sides
    backwards = later.call(watch.folder, "diff", "HEAD", str(first), "--json")
    assert kinds(backwards) == [("category-changed", "IPG9101")]
    log = later.call(watch.folder, "log", "--json")
    assert [kinds(report) for report in log["reports"]] == [[("category-changed", "IPG9101")]]


def test_a_file_is_compared_with_what_the_present_reader_finds_in_the_store(
    take: Take, place: Place, tmp_path: Path, later: Later
) -> None:
    take(NOVEMBER, {"a.md": old_document()})
    page = tmp_path / "a.md"
    page.write_text(old_document(), encoding="utf-8")
    answer = later.call(place.store.parent, "diff", "IPG9075", str(page), "--json")
    assert kinds(answer) == []
    answer = later.call(place.store.parent, "diff", "HEAD", str(page), "--json")
    assert kinds(answer) == []


def test_snapshot_upgrades_first_as_well(
    take: Take, place: Place, tmp_path: Path, later: Later
) -> None:
    take(NOVEMBER, {"a.md": old_document()})
    page = tmp_path / "b.md"
    page.write_text(old_document("Audit twice a year."), encoding="utf-8")
    answer = later.call(place.store.parent, "snapshot", str(page), "--json")
    assert answer["recorded"] == ["IPG9075"]
    told = later.call(place.store.parent, "diff", "--json")
    assert kinds(told) == [("recommendation-reworded", "IPG9075")]


def test_by_hand_nothing_is_done_where_nothing_comes_out_differently(
    take: Take, place: Place, git: Callable[..., str]
) -> None:
    taken = take(NOVEMBER, {"a.md": old_document()})
    before = git("rev-parse", "HEAD")
    upgrade = reextract(place, now=FEBRUARY)
    assert (upgrade.revision, upgrade.changed, upgrade.not_reread) == (None, (), ())
    assert upgrade.previous == taken.revision
    assert git("rev-parse", "HEAD") == before


def test_an_upgrade_is_dated_as_the_snapshot_it_was_made_from(
    take: Take, place: Place, later: Later
) -> None:
    take(NOVEMBER, {"a.md": old_document()})
    answer = later.call(place.store.parent, "reextract", "--json")
    assert (answer["extractor_before"], answer["changed"]) == ("1", ["IPG9075"])
    held = show(place, Reference("IPG", 9075), as_of=dt.date(2025, 11, 2))
    assert held.record.categories == ()
    assert held.observed_at == "2025-11-02T09:00:00Z"
    assert compare(place).events == ()


def test_rows_of_lists_are_read_again_where_they_lie(
    take: Take, place: Place, later: Later, git: Callable[..., str]
) -> None:
    row = products.listed("HTG9046", "Balloon dilatation of the example vein in adults")
    rows = products.as_bytes({"Products": [row, products.listed("TA9001", "Examplimab")]})
    take(NOVEMBER, {"a.md": old_document(), "list.json": rows})
    before = git("ls-tree", "-r", "HEAD", "--", "snapshots/sources")
    answer = later.call(place.store.parent, "reextract", "--json")
    assert (answer["changed"], answer["not_reread"]) == (["IPG9075"], [])
    assert git("ls-tree", "-r", "HEAD", "--", "snapshots/sources") == before
