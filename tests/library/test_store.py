"""A store is read from many threads, follows what others add, and is never written to."""

from __future__ import annotations

import datetime as dt
import logging
import os
import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.library import service

import guidetrack
from guidetrack import ConfigError, NotAReferenceError, Reference, Store, StoreError
from guidetrack.config import locate
from guidetrack.demo import GUIDANCE
from guidetrack.pipeline import draw_crosswalk, init_repository, take_snapshot

DECEMBER = dt.date(2025, 12, 31)


def _listed(folder: Path) -> dict[str, tuple[int, int]]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in found}


@pytest.mark.parametrize("name", ["", "guidetrack.yaml", "snapshots"])
def test_a_store_is_found_by_its_folder_its_settings_or_its_work_tree(
    guidance: Path, name: str
) -> None:
    with Store.open(guidance / name) as store:
        assert store.path == guidance / "snapshots"
        assert len(store.references()) == 15


def test_a_work_tree_without_settings_is_found_by_its_snapshots(guidance: Path) -> None:
    (guidance / "guidetrack.yaml").unlink()
    with Store.open(str(guidance)) as store:
        assert store.path == guidance / "snapshots"


def test_the_environment_has_no_say(guidance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDETRACK_STORE", str(guidance / "elsewhere"))
    with Store.open(guidance) as store:
        assert store.path == guidance / "snapshots"


def test_a_folder_without_a_store_is_refused_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no store at") as caught:
        Store.open(tmp_path)
    assert caught.value.hint


def test_eight_threads_read_thousands_of_records_at_once(guidance: Path) -> None:
    with Store.open(guidance) as store:
        days = (None, "2025-11-30", "2026-01-31", "2026-03-31")
        expected = {
            day: {each.reference: each for each in store.records(as_of=day)} for day in days
        }
    with Store.open(guidance) as store:
        together = threading.Barrier(8)

        def read(start: int) -> int:
            together.wait()
            count = 0
            for turn in range(16):
                day = days[(start + turn) % len(days)]
                for reference, record in expected[day].items():
                    assert store.record(reference, as_of=day) == record
                    count += 1
                assert store.resolve("IPG9420", as_of=day).reference == "IPG9420"
            return count

        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(read, range(8))) > 1500


def test_a_store_opened_early_answers_from_the_newest_snapshot(guidance: Path) -> None:
    with Store.open(guidance) as store:
        before = store.record("IPG9188")
        begun = store.records()
        place = locate(guidance, environment={})
        later = dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)
        take_snapshot(place, [str(GUIDANCE / "1-baseline")], now=later)
        assert store.newest().observed_at == "2026-06-01T09:00:00Z"
        assert store.record("IPG9188") != before
        assert before in list(begun)


def test_a_fork_does_not_share_its_parents_git(guidance: Path) -> None:
    code = (
        "import os, sys\nfrom guidetrack import Store\nstore = Store.open(sys.argv[1])\n"
        "store.record('HTG9310')\npid = os.fork()\n"
        "right = all(store.record(each, as_of='2026-01-31').reference == each"
        " for _ in range(20) for each in store.references(as_of='2026-01-31'))\n"
        "if pid == 0:\n    os._exit(0 if right else 1)\n"
        "_, status = os.waitpid(pid, 0)\n"
        "assert right and status == 0\nassert store.record('HTG9310')\nstore.close()\n"
    )
    if not hasattr(os, "fork"):
        pytest.skip("this system does not fork")
    subprocess.run([sys.executable, "-W", "error", "-c", code, str(guidance)], check=True)


def test_reading_writes_nothing_prints_nothing_and_leaves_the_process_alone(
    guidance: Path, register: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before, here, handlers = _listed(guidance), Path.cwd(), list(logging.root.handlers)
    for folder in (guidance, *guidance.rglob("*")):
        folder.chmod(0o555 if folder.is_dir() else 0o444)
    try:
        with Store.open(guidance) as store:
            assert store.show("HTG9310", as_of=DECEMBER).seen == "2025-11-03T09:00:00Z"
            assert service.categories_on(store, "HTG9310", DECEMBER) == ("special-arrangements",)
            assert service.successors(store, [Reference.parse("IPG9075")]) == {
                "IPG9075": ("HTG9046",)
            }
            assert service.to_ask_a_clinician(store) == {"IPG9188", "IPG9352", "IPG9420"}
            assert service.rows_to_change(store, str(register)) == ["row 2, column Code"]
            assert store.compare("IPG9075", Reference.parse("HTG9046")).events
            assert list(store.log())
    finally:
        for folder in (guidance, *guidance.rglob("*")):
            folder.chmod(0o755 if folder.is_dir() else 0o644)
    assert _listed(guidance) == before
    assert (Path.cwd(), list(logging.root.handlers)) == (here, handlers)
    assert capfd.readouterr() == ("", "")


def test_a_closed_store_says_so(guidance: Path) -> None:
    store = Store.open(guidance)
    store.close()
    store.close()
    for ask in (store.newest, store.references, store.lineage, store.compare):
        with pytest.raises(StoreError, match="was closed"):
            ask()


def test_a_moment_is_no_day(guidance: Path) -> None:
    with Store.open(guidance) as store:
        with pytest.raises(ConfigError, match="is a moment"):
            store.record("HTG9310", as_of=dt.datetime(2026, 1, 31, tzinfo=dt.UTC))
        with pytest.raises(ConfigError, match="is not a day"):
            store.records(as_of="January")
        with pytest.raises(NotAReferenceError):
            store.record("the vein one")
        with pytest.raises(ConfigError, match="no snapshot up to the end of 2025-01-31"):
            store.resolve("IPG9075", as_of="2025-01-31")
        assert "is not a guidance reference" in service.explain(store, "the vein one")


def test_one_question_finds_the_store_as_the_command_line_does(
    guidance: Path, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(guidance)
    assert guidetrack.resolve("IPG9075").current == ("HTG9046",)
    assert guidetrack.scan([register]).files == 1
    assert guidetrack.compare("2026-01-31").events


def test_two_files_are_compared_without_a_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source = GUIDANCE / "1-baseline" / "IPG9075.md"
    copy = shutil.copy(source, tmp_path / "copy.md")
    assert guidetrack.compare(source, copy).events == ()


def test_before_the_first_snapshot_both_ways_answer_from_shipped_facts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    init_repository(tmp_path / "new")
    monkeypatch.chdir(tmp_path)
    with Store.open("new") as store:
        answer = store.resolve("IPG75")
        assert (answer.basis, answer.current, answer.reassess) == ("shipped", ("HTG46",), "check")
        assert answer == guidetrack.resolve("IPG75", store="new")
        assert store.resolve("IPG75", as_of="2025-01-31").status == "unknown"
        assert store.crosswalk().revision is None
        assert store.crosswalk() == draw_crosswalk(locate(tmp_path / "new", environment={}))
        place = locate(tmp_path / "new", environment={})
        take_snapshot(place, [str(GUIDANCE / "1-baseline")], now=dt.datetime.now(dt.UTC))
        assert store.crosswalk().revision == store.newest().revision
        with pytest.raises(ConfigError, match="no snapshot up to the end of 2025-01-31"):
            store.resolve("IPG75", as_of="2025-01-31")


def test_all_three_ways_to_ask_give_the_same_crosswalk(guidance: Path) -> None:
    place = locate(guidance, environment={})
    for day in (None, dt.date(2025, 12, 31), dt.date(2026, 1, 31)):
        with Store.open(guidance) as store:
            drawn = store.crosswalk(as_of=day)
            assert drawn == draw_crosswalk(place, as_of=day)
            for row in drawn.rows:
                asked = store.resolve(row.old, as_of=day)
                assert asked == guidetrack.resolve(row.old, store=guidance, as_of=day)
                assert row.new is None or row.new in asked.current


def test_texts_are_compared_once_for_all_threads(guidance: Path) -> None:
    with Store.open(guidance) as store, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(store.resolve, ["IPG9420"] * 64))
        assert set(answers) == {answers[0]}
        assert store.lineage() is store.lineage()
        assert len(store.lineage().compared) == 2
