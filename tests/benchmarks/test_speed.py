"""The benchmark of speed can be trusted: the same history for the same seed, and true events."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from benchmarks.accuracy.engine import read_page
from benchmarks.accuracy.rendering import Page
from benchmarks.speed.corpus import SIZE, record_of, render_page
from benchmarks.speed.history import Shape, Truth, follow, match
from benchmarks.speed.peers import Met
from benchmarks.speed.report import Measured, write_report
from benchmarks.speed.rows import Row, Sample, events_in
from benchmarks.speed.setting import Setting, lay_out, prepare_store, run_guidetrack
from benchmarks.speed.writing import write_history

from guidetrack.store import record_file

SHAPE = Shape(records=24, weeks=12)
PROGRAMS = Path(__file__).parents[2] / "benchmarks" / "speed" / "programs"


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Setting:
    return lay_out(tmp_path_factory.mktemp("speed"), SHAPE)


def _head(repository: Path) -> str:
    command = ["git", "rev-parse", "HEAD"]
    return subprocess.check_output(command, cwd=repository, text=True).strip()


def _run(program: str, *arguments: Path | str) -> int:
    """The number of things that a plain program says it has dealt with."""
    command = [sys.executable, str(PROGRAMS / f"{program}.py"), *map(str, arguments)]
    found: int = json.loads(subprocess.check_output(command))["count"]
    return found


def test_the_same_seed_gives_the_same_commits(setting: Setting, tmp_path: Path) -> None:
    write_history(tmp_path / "again", follow(SHAPE))
    assert _head(tmp_path / "again") == _head(setting.history)


def test_another_seed_gives_another_history() -> None:
    one, other = (next(follow(Shape(3, 4, seed))).changed for seed in (1, 2))
    assert one != other


def test_a_record_is_what_is_read_from_the_printed_page() -> None:
    for week in follow(SHAPE):
        for reference, guidance in week.changed.items():
            if guidance is not None:
                page = Page("page.md", render_page(guidance))
                capture = read_page(page, reference)
                assert not isinstance(capture, str), capture
                assert capture.record == record_of(guidance)


def test_records_are_as_large_as_real_ones() -> None:
    sizes = [
        len(record_file.dump(record_of(guidance)))
        for guidance in next(follow(SHAPE)).changed.values()
        if guidance is not None
    ]
    assert 0.9 * SIZE < sum(sizes) / len(sizes) < 1.1 * SIZE


def test_every_week_changes_something_and_one_week_is_the_wave() -> None:
    assert Shape(records=2_400, weeks=9).wave == 700
    shape = Shape(records=600, weeks=9)
    weeks = list(follow(shape))
    assert len(weeks) == 9
    changed = [len(week.changed) for week in weeks[1:]]
    assert max(changed) == 2 * shape.wave
    assert all(0.005 * 600 <= each <= 0.02 * 600 for each in sorted(changed)[:-1])


def test_log_gives_exactly_the_true_events(setting: Setting, tmp_path: Path) -> None:
    answer = tmp_path / "answer"
    run_guidetrack(setting.history, "log", "--format", "jsonl", output=answer)
    found = events_in([json.loads(line) for line in answer.read_text().splitlines()])
    assert found == setting.truth
    assert {each.kind for each in found} >= {"migrated", "recommendation-reworded"}


def test_a_setting_is_found_again(setting: Setting) -> None:
    before = setting.records.stat().st_mtime_ns
    assert lay_out(setting.folder.parent, SHAPE).records.stat().st_mtime_ns == before


def test_floors_do_the_work_that_they_stand_for(setting: Setting, tmp_path: Path) -> None:
    old, new = setting.wave
    versions = sum(
        guidance is not None for week in follow(SHAPE) for guidance in week.changed.values()
    )
    documents = setting.documents
    assert _run("stock", setting.store, documents) == 0
    assert _run("stock", setting.store, setting.edited, setting.edited_records) == 1
    assert _run("differ", setting.history, old, new) == 2 * SHAPE.wave
    assert _run("follow", setting.history) == versions
    for program in ("store_all", "store_records"):
        prepare_store(tmp_path / program)
        assert _run(program, tmp_path / program, setting.records, documents) == SHAPE.records


def test_precision_and_recall_count_each_event_once() -> None:
    one, two, other = (Truth("2026-01-12T09:00:00Z", kind, "IPG9001", None) for kind in "abc")
    assert match(Counter([one, two]), Counter([one, two])) == (1.0, 1.0)
    assert match(Counter([one, two]), Counter([one, one, other])) == (1 / 3, 1 / 2)


def _rows(**seconds: float) -> list[Row]:
    """Rows of made-up measurements, with a floor of a second and an aim of 1.5 of it."""
    return [
        Row(
            work,
            None,
            lambda: Sample(0.0, 0.0),
            turns=1,
            factor=1.5,
            floors=[Sample(1.0, 5.0)],
            samples=[Sample(each, 20.0)],
        )
        for work, each in seconds.items()
    ]


def test_the_table_says_which_aim_is_met() -> None:
    rows = _rows(quick=1.2, slow=1.8)
    text = write_report(["a machine"], [Measured(SHAPE, rows)], [])
    assert "| quick | 1 | 1.00 s | 1.20 s | 1.2 | 1.50 s | yes | 20 MB |  |" in text
    assert "| slow | 1 | 1.00 s | 1.80 s | 1.8 | 1.50 s | **no** | 20 MB |  |" in text


def test_the_table_says_what_ten_times_the_records_cost() -> None:
    small, large = _rows(one=1.0, other=1.0), _rows(one=9.0, other=13.0)
    text = write_report([], [Measured(SHAPE, small), Measured(Shape(240, 12), large)], [])
    assert "## 10 times the records" in text
    assert "| one | 9.0 | 12 | yes | 1.0 |" in text
    assert "| other | 13.0 | 12 | **no** | 1.0 |" in text


def test_a_tool_that_cannot_be_run_is_named_with_the_reason() -> None:
    met = [
        Met("able 1.0", "diff", 6.0, 2.0, 50.0, "3 items"),
        Met("absent", "diff", None, 0.0, 0.0, "not installed"),
    ]
    text = write_report([], [], met)
    assert "| diff | able 1.0 | 6.00 s | 2.00 s | 3.0 | 50 MB | 3 items |" in text
    assert "| diff | absent | | | | | not installed |" in text
