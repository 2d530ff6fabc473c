"""One run: what it fetches, and what it says of it."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from tests.pipeline.publisher import reword
from tests.pipeline.weeks import WEEK, Watch, events_of
from tests.sources.site import page, status

from guidetrack.errors import ConfigError
from guidetrack.pipeline import compare, release_held, run
from guidetrack.sources.fetch import Progress
from guidetrack.store import journal
from guidetrack.store.repository import Repository

LOGIN = "<html><title>Sign in</title><body><h1>Sign in</h1><form></form></body></html>"
WELCOME = "<html><title>Welcome</title><body><h1>Welcome back</h1><p>Hello.</p></body></html>"


def refs(watch: Watch) -> str:
    done = subprocess.run(
        ["git", "for-each-ref"], cwd=watch.folder, capture_output=True, text=True, check=True
    )
    return done.stdout


def files(folder: Path) -> dict[str, bytes]:
    return {str(each): each.read_bytes() for each in sorted(folder.rglob("*")) if each.is_file()}


def test_without_sources_there_is_nothing_to_run(watch: Watch) -> None:
    (watch.folder / "guidetrack.yaml").write_text("store: snapshots\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="no source"):
        watch.run()


def test_the_first_run_is_the_baseline_and_announces_nothing(watch: Watch) -> None:
    result = watch.run()
    assert result.recorded == tuple(sorted(watch.publisher.guidance))
    assert (result.report, result.notices, result.refused) == (None, (), ())


def test_a_quiet_week_makes_no_commit_and_asks_for_no_page_twice(watch: Watch) -> None:
    first = watch.run()
    before = len(watch.publisher.site.log)
    second = watch.run()
    assert (second.revision, second.previous) == (None, first.revision)
    assert second.unchanged == first.recorded
    asked = watch.publisher.site.log[before:]
    assert len(asked) == 1 + 3 * len(watch.publisher.guidance)
    assert all("if-none-match" in each.headers for each in asked if each.path != "/robots.txt")


def test_a_store_that_was_set_back_asks_for_everything_anew(watch: Watch) -> None:
    watch.run()
    watch.publisher.publish(reword(watch.publisher.guidance["IPG9101"], 1, "Do not do it."))
    watch.run()
    subprocess.run(["git", "reset", "-q", "--hard", "HEAD~1"], cwd=watch.folder, check=True)
    assert "IPG9101" in watch.run().recorded


def test_a_dry_run_touches_nothing(watch: Watch) -> None:
    watch.run()
    watch.publisher.publish(reword(watch.publisher.guidance["IPG9101"], 1, "Do not do it."))
    watch.publisher.remove("IPG9102")
    watch.publisher.site.play("/guidance/ipg9103", page(LOGIN))
    before = files(watch.folder)
    result = watch.run(dry_run=True)
    assert result.recorded == ("IPG9101",)
    assert [each.reference for each in result.missed] == ["IPG9102"]
    assert (result.revision, result.report) == (None, None)
    assert files(watch.folder) == before


def test_too_much_changing_alike_is_recorded_and_held_until_it_is_released(watch: Watch) -> None:
    watch.run()
    for each in list(watch.publisher.guidance.values()):
        watch.publisher.publish(reword(each, 3, f"Do {each.slug} in a unit of any size."))
    held = watch.run()
    assert held.held
    assert held.revision is not None
    assert [each.kind for each in held.notices] == ["mass-change-held"]
    assert "6 of 6 records changed alike" in held.notices[0].says
    again = watch.run()
    assert (again.held, again.revision) == (True, None)
    released = release_held(watch.place, clock=watch.clock)
    assert {kind for kind, *_ in events_of(released)} == {"recommendation-reworded"}
    assert len(events_of(released)) == 6
    assert events_of(watch.run()) == set()
    with pytest.raises(ConfigError, match="nothing is held"):
        release_held(watch.place, clock=watch.clock)
    assert len(compare(watch.place).events) == 6


def test_what_is_undone_while_it_is_held_was_never_news_and_hides_none(watch: Watch) -> None:
    watch.run()
    good = dict(watch.publisher.guidance)
    for each in good.values():
        watch.publisher.publish(reword(each, 3, f"Do {each.slug} in a unit of any size."))
    assert watch.run().held
    watch.publisher.publish(*good.values())
    watch.publisher.publish(reword(good["IPG9102"], 1, "This procedure should not be used."))
    result = watch.run()
    assert not result.held
    assert events_of(result) == {("category-changed", "IPG9102", "IPG9102")}


def test_a_run_that_was_killed_while_fetching_is_taken_up(watch: Watch) -> None:
    class KilledError(Exception):
        """The machine went down."""

    def die(progress: Progress) -> None:
        if progress.done == 7:
            raise KilledError

    with pytest.raises(KilledError):
        watch.run(on_progress=die)
    assert "refs/heads" not in refs(watch)
    run(watch.place, clock=watch.clock, environment={})
    pages = watch.publisher.site.asked()
    assert len(pages) == len(set(pages)) == 3 * len(watch.publisher.guidance)
    private = watch.folder / ".git" / "guidetrack"
    assert not (private / "fetching.jsonl").exists()


def test_a_source_that_fails_and_recovers_is_told_to_the_operator(watch: Watch) -> None:
    watch.run()
    watch.publisher.site.play("/guidance/ipg9101", status(500))
    failed = watch.run()
    assert [each.kind for each in failed.notices] == ["source-failed"]
    assert [each.reference for each in failed.failed] == ["IPG9101"]
    watch.publisher.republish()
    assert [each.kind for each in watch.run().notices] == ["source-recovered"]


def test_every_run_stands_in_the_journal(watch: Watch) -> None:
    watch.run()
    watch.publisher.remove("IPG9101")
    watch.run()
    with Repository.open(watch.place.store) as repository:
        first, second = journal.read(repository)
    assert first["announced"] == first["revision"] == second["announced"]
    assert (first["command"], second["revision"]) == ("run", None)
    assert second["missed"] == {"IPG9101": {"runs": 1, "since": "2025-11-17T06:00:00Z"}}


def test_chapters_that_the_menu_no_longer_names_go(watch: Watch) -> None:
    note = "March 2010: A number was put right."
    noted = replace(watch.publisher.guidance["IPG9101"], notes=(note,))
    watch.publisher.publish(noted)
    watch.run()
    folder = watch.folder / "snapshots" / "sources" / "IPG" / "IPG9101"
    assert (folder / "chapter-update-information.html").exists()
    watch.publisher.publish(replace(noted, notes=()))
    watch.run()
    assert not (folder / "chapter-update-information.html").exists()


def test_a_chapter_that_is_missing_is_a_failure_and_takes_nothing_away(watch: Watch) -> None:
    watch.run()
    watch.publisher.site.play("/guidance/ipg9101/chapter/2-The-procedure", status(404))
    result = watch.run()
    assert "menu names this chapter" in result.failed[0].problem
    assert (result.missed, result.revision) == ((), None)


def test_a_long_silence_is_told_to_the_operator(watch: Watch) -> None:
    watch.run()
    watch.now += 3 * WEEK
    assert [each.kind for each in watch.run().notices] == ["stale"]


def test_a_source_that_has_none_of_its_pages_any_more_is_an_outage(watch: Watch) -> None:
    watch.run()
    watch.publisher.fail(404)
    for _ in range(4):
        result = watch.run()
        assert {each.runs for each in result.missed} == {0}
        assert "source-failed" in {each.kind for each in result.notices}
        assert (result.absent, events_of(result)) == ((), set())
