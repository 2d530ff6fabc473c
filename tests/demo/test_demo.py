"""The demonstration plays the whole job, quickly, and says the same every time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guidetrack.demo import GUIDANCE, STEPS, play
from guidetrack.errors import ConfigError


def heard(folder: Path) -> str:
    lines: list[str] = []
    play(folder, lines.append)
    return "\n".join(lines).replace(str(folder), "FOLDER")


def test_it_says_the_same_every_time(tmp_path: Path) -> None:
    first = heard(tmp_path / "one")
    assert heard(tmp_path / "two") == first


def test_it_tells_the_whole_story(tmp_path: Path) -> None:
    told = heard(tmp_path / "play")
    assert "act: HTG9225: recommendation 1.2 was reworded; a quantity changed." in told
    assert "re-reference: IPG9075 is now HTG9046; recommendations 1.1 to 1.5 are identical." in told
    assert "[-10-] {+25+} supervised procedures" in told
    assert "act: IPG9188 has been withdrawn" in told
    assert "Refused: HTG9046.html: it is an error page" in told
    assert "IPG9420: superseded, leads to HTG9501. Reassess: yes" in told
    assert told.endswith("git log --stat")
    assert not [line for line in told.splitlines() if len(line) > 92]


def test_it_checks_a_register_and_tells_the_office(tmp_path: Path) -> None:
    told = heard(tmp_path / "play")
    assert "Which rows of our register are stale?" in told
    assert "  - IPG9075 is now HTG9046; recommendations 1.1 to 1.5 are identical." in told
    assert "  - IPG9188 has been withdrawn, and no successor is stated." in told
    checked = (tmp_path / "play" / "register-checked.csv").read_text(encoding="utf-8")
    assert "guidetrack_reassess" in checked.splitlines()[0]
    assert list((tmp_path / "play" / "notices").glob("GA-*.html"))


def test_what_it_builds_stays_and_can_be_asked(tmp_path: Path) -> None:
    heard(tmp_path / "play")
    assert (tmp_path / "play" / "guidetrack.yaml").is_file()
    assert (tmp_path / "play" / "snapshots" / "records" / "HTG" / "HTG9046.yaml").is_file()
    assert (tmp_path / "play" / "captures" / "1-baseline" / "IPG9075.md").is_file()


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigError, match="is not an empty folder"):
        heard(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["mine.txt"]


def test_a_store_of_ones_own_is_never_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDETRACK_STORE", str(tmp_path / "own"))
    heard(tmp_path / "play")
    assert not (tmp_path / "own").exists()


def test_every_capture_belongs_to_a_step_and_is_invented() -> None:
    assert {step.folder for step in STEPS} == {each.name for each in GUIDANCE.iterdir()}
    assert [step.observed_at for step in STEPS] == sorted(step.observed_at for step in STEPS)
    for page in GUIDANCE.rglob("*.*"):
        for isbn in re.findall(r"ISBN: 978-1-4731-(\d{4})-(\d)", page.read_text("utf-8")):
            digits = f"97814731{isbn[0]}"
            weighed = sum(int(digit) * (1, 3)[at % 2] for at, digit in enumerate(digits))
            assert (10 - weighed % 10) % 10 != int(isbn[1]), f"{page.name} has a possible ISBN"
