"""`crosswalk`: the whole table of what is held, in every format and to a file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl


def test_the_table_lists_every_old_number_of_the_history(history: Any) -> None:
    rows = json.loads(history("crosswalk", "--json").stdout)["rows"]
    found = {row["old"]: (row["new"], row["relation"], row["reassess"]) for row in rows}
    assert found["IPG9075"] == ("HTG9046", "migrated", "no")
    assert found["IPG9352"] == ("HTG9225", "migrated", "yes")
    assert found["IPG9420"] == ("HTG9501", "superseded", "yes")
    assert found["IPG9188"] == (None, "withdrawn", "yes")
    shipped = next(row for row in rows if row["old"] == "IPG140")
    assert (shipped["grade"], shipped["reassess"]) == ("third-party", "check")


def test_the_table_can_go_back_to_a_day(history: Any) -> None:
    rows = csv.DictReader(
        io.StringIO(history("crosswalk", "--format", "csv", "--as-of", "2025-12-31").stdout)
    )
    assert "IPG9075" not in {row["old"] for row in rows}


def test_a_workbook_is_written_to_a_file_and_to_nothing_else(history: Any) -> None:
    assert history("crosswalk", "--format", "xlsx").exit_code == 2
    done = history("crosswalk", "--format", "xlsx", "--out", "crosswalk.xlsx")
    assert done.exit_code == 0
    assert "Written to crosswalk.xlsx" in done.stderr
    sheet = openpyxl.load_workbook(Path("crosswalk.xlsx"))["Crosswalk"]
    assert sheet["A1"].value == "old"


def test_numbers_that_led_to_one_are_listed(history: Any) -> None:
    done = history("resolve", "--former", "HTG9501")
    assert done.exit_code == 0
    assert "Numbers that led to HTG9501:\n    IPG9420: replaced by other content" in done.stdout
    nothing = history("resolve", "--former", "IPG9188")
    assert "No number is known to have led to IPG9188." in nothing.stderr
