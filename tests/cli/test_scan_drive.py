"""`scan` of a whole drive: what is passed over is said, and the JSON is as its schema says."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from guidetrack.formats.findings import xlsx


def _files(count: int) -> None:
    Path("drive").mkdir()
    for number in range(count):
        Path(f"drive/{number:03}.txt").write_text(f"IPG9075 in file {number}", "utf-8")


def test_files_from_before_a_day_are_passed_over_and_counted(history: Any) -> None:
    _files(2)
    os.utime("drive/000.txt", (0, 0))
    Path("drive/.hidden").write_text("IPG9075", "utf-8")
    done = history("scan", "drive", "--changed-since", "2020-01-31", "--json")
    answer = json.loads(done.stdout)
    assert [Path(each["file"]).name for each in answer["findings"]] == ["001.txt"]
    assert (answer["files"], answer["skipped"]) == (1, {"hidden": 1, "unchanged": 1})
    assert "Passed over: 1 hidden, 1 unchanged." in done.stderr


@pytest.mark.parametrize("when", ["yesterday", "2026-13-01", "2026-01-31T09:00"])
def test_a_moment_that_could_mean_several_is_refused(history: Any, when: str) -> None:
    _files(1)
    assert history("scan", "drive", "--changed-since", when).exit_code == 2


@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_processes_change_nothing_in_the_output(history: Any, form: str) -> None:
    _files(110)
    alone = history("scan", "drive", "--format", form, "--jobs", "1")
    assert alone.stdout.count("HTG9046 (formerly IPG9075)") == 110
    assert history("scan", "drive", "--format", form, "--jobs", "2").stdout == alone.stdout


def test_quiet_says_nothing_but_the_answer(history: Any) -> None:
    _files(1)
    Path("drive/.hidden").touch()
    assert history("-q", "scan", "drive").stderr == ""


def test_the_json_is_as_its_schema_says(history: Any) -> None:
    _files(2)
    Path("drive/cut.pdf").write_bytes(b"%PDF-1.7")
    schema = json.loads(history("schema", "scan").stdout)
    answer = json.loads(history("scan", "drive", "--json").stdout)
    assert list(answer) == schema["required"] == list(schema["properties"])
    for key in ("findings", "unreadable"):
        described = schema["properties"][key]["items"]
        for each in answer[key]:
            assert list(each) == described["required"] == list(described["properties"])
    certainty = schema["properties"]["findings"]["items"]["properties"]["certainty"]
    assert {each["certainty"] for each in answer["findings"]} <= set(certainty["enum"])
    Path("empty.txt").touch()
    nothing = json.loads(history("scan", "empty.txt", "--json").stdout)
    assert (nothing["findings"], nothing["unreadable"]) == ([], [])


def test_what_one_sheet_cannot_hold_goes_to_a_further_one(
    history: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _files(5)
    monkeypatch.setattr(xlsx, "_MOST_ROWS", 2)
    assert history("scan", "drive", "--format", "xlsx", "--out", "stale.xlsx").exit_code == 0
    sheets = openpyxl.load_workbook("stale.xlsx").worksheets
    assert [(each.title, each.max_row) for each in sheets] == [
        ("Citations", 3),
        ("Citations 2", 3),
        ("Citations 3", 2),
    ]
