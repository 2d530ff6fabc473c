"""Files are looked at by several processes, and the answers come as if one had done it all."""

from __future__ import annotations

from pathlib import Path

from tests.pipeline.deadly import make_deadly

from guidetrack.pipeline.looking import Question, Seen, look_at_all
from guidetrack.pipeline.workforce import count_cores
from guidetrack.sources.files import FoundFile, walk

KNOWN = Question(frozenset(), 40)


def _files(folder: Path, count: int, *, deadly: int | None = None) -> list[FoundFile]:
    folder.mkdir()
    for number in range(count):
        words = "Done as in IPG 9666 here." if number == deadly else f"See IPG{9001 + number}."
        (folder / f"{number:04}.txt").write_text(words)
    return [each for each in walk([folder]) if isinstance(each, FoundFile)]


def _cited(seen: Seen) -> list[str]:
    return [str(each.citation.reference) for each in seen.sightings()]


def test_two_processes_answer_as_one_does_and_in_the_same_order(tmp_path: Path) -> None:
    files = _files(tmp_path / "many", 150)
    alone = list(look_at_all(files, KNOWN, jobs=1))
    assert [_cited(each) for each in alone] == [[f"IPG{9001 + each}"] for each in range(150)]
    assert list(look_at_all(files, KNOWN, jobs=2)) == alone


def test_a_file_that_ends_its_process_is_named_and_all_others_are_read(tmp_path: Path) -> None:
    files = _files(tmp_path / "many", 120, deadly=50)
    seen = list(look_at_all(files, Question(make_deadly(), 0), jobs=2))
    assert [Path(each.name).name for each in seen] == [each.path.name for each in files]
    bad = [each for each in seen if each.problem]
    assert [Path(each.name).name for each in bad] == ["0050.txt"]
    assert "ended the process that read it" in str(bad[0].problem)
    assert sum(len(_cited(each)) for each in seen) == 119


def test_a_process_that_is_ended_once_costs_no_file(tmp_path: Path) -> None:
    files = _files(tmp_path / "many", 110, deadly=3)
    question = Question(make_deadly(once=tmp_path / "ended"), 0)
    seen = list(look_at_all(files, question, jobs=2))
    assert (tmp_path / "ended").exists()
    assert not [each for each in seen if each.problem]
    assert _cited(seen[3]) == ["IPG9666"]


def test_little_is_looked_at_without_starting_a_process(tmp_path: Path) -> None:
    files = _files(tmp_path / "few", 5, deadly=2)
    seen = list(look_at_all(files, Question(make_deadly(), 0), jobs=2))
    assert not [each for each in seen if each.problem]


def test_files_are_taken_only_as_they_are_needed(tmp_path: Path) -> None:
    files = _files(tmp_path / "many", 10)
    waiting = iter(files)
    answers = look_at_all(waiting, KNOWN, jobs=1)
    next(answers)
    answers.close()
    assert len(list(waiting)) == 9


def test_there_is_at_least_one_core() -> None:
    assert count_cores() >= 1
