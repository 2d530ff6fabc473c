"""The trust's register comes back with columns added, and with everything it had."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.trust.conftest import Trust
from tests.trust.workbook import FIRST, HEADING_ROW, HEADINGS, LAST, NAME, ROWS, WITHOUT

ADDED = (
    "guidetrack_reference",
    "guidetrack_status",
    "guidetrack_current",
    "guidetrack_reassess",
    "guidetrack_verdict",
    "guidetrack_suggestion",
    "guidetrack_certainty",
    "guidetrack_address_before",
    "guidetrack_address_now",
    "guidetrack_duplicate_of",
    "guidetrack_note",
)


@pytest.fixture(scope="module")
def checked(trust: Trust) -> Path:
    out = trust.home / "checked.xlsx"
    before = (trust.ground.root / NAME).read_bytes()
    done = trust.run("scan", str(trust.ground.root / NAME), "--register", str(out))
    assert done.exit_code == 0, done.output
    assert (trust.ground.root / NAME).read_bytes() == before
    return out


def _sheet(path: Path) -> Any:
    return openpyxl.load_workbook(path)["Register"]


def _added(path: Path) -> dict[int, dict[str, str]]:
    """Row number to the values of the added columns."""
    sheet = _sheet(path)
    first = len(HEADINGS) + 1
    return {
        row[0].row: dict(zip(ADDED, (cell.value or "" for cell in row), strict=True))
        for row in sheet.iter_rows(min_row=FIRST, max_row=LAST, min_col=first)
    }


def test_each_row_says_what_it_names_and_what_became_of_it(trust: Trust, checked: Path) -> None:
    heading = [cell.value for cell in _sheet(checked)[HEADING_ROW]]
    assert heading == [*HEADINGS, *ADDED]
    added = _added(checked)
    assert {row: each["guidetrack_reference"] for row, each in added.items()} == {
        row.number: "; ".join(row.references) for row in trust.rows
    }
    first = added[FIRST]
    assert first["guidetrack_status"] == "migrated"
    assert first["guidetrack_suggestion"] == "HTG9046 (formerly IPG9075)"
    assert first["guidetrack_reassess"] == "no"
    assert first["guidetrack_verdict"] == "identical"
    assert first["guidetrack_address_now"] == "https://www.nice.org.uk/guidance/htg9046"
    assert first["guidetrack_duplicate_of"].startswith("row 10 (HTG9046), ")
    assert added[LAST - 1]["guidetrack_note"] == "IPG10198 is not known: nothing held names it"


def test_formulas_styles_and_everything_of_the_other_columns_stay(
    trust: Trust, checked: Path
) -> None:
    before, after = _sheet(trust.ground.root / NAME), _sheet(checked)
    for old, new in zip(before.iter_rows(), after.iter_rows(), strict=True):
        for one, other in zip(old, new, strict=False):
            assert one.value == other.value
            assert one.style_id == other.style_id
    assert after["I5"].value == "=H5-G5"
    assert after["C5"].comment.text == before["C5"].comment.text
    assert after.merged_cells.ranges == before.merged_cells.ranges
    assert after.freeze_panes == before.freeze_panes
    assert after.row_dimensions[HEADING_ROW].height == 30
    assert [str(each.sqref) for each in after.data_validations.dataValidation] == [
        f"D{FIRST}:D{LAST}"
    ]
    assert [str(each.sqref) for each in after.conditional_formatting] == [f"I{FIRST}:I{LAST}"]
    assert {letter: after.column_dimensions[letter].width for letter in "ABCDEFGHIJ"} == {
        letter: before.column_dimensions[letter].width for letter in "ABCDEFGHIJ"
    }


def test_every_other_part_of_the_workbook_keeps_its_bytes(trust: Trust, checked: Path) -> None:
    with zipfile.ZipFile(trust.ground.root / NAME) as old, zipfile.ZipFile(checked) as new:
        assert old.namelist() == new.namelist()
        changed = [each for each in old.namelist() if old.read(each) != new.read(each)]
        names = re.compile(rb"'Register'!\$A\$4:\$[JU]\$504")
        book = "xl/workbook.xml"
        assert names.sub(b"", old.read(book)) == names.sub(b"", new.read(book))
    assert changed == ["xl/worksheets/sheet2.xml", book]


def test_the_new_columns_look_like_the_register_and_can_be_filtered(checked: Path) -> None:
    sheet = _sheet(checked)
    assert sheet["N4"].style_id == sheet["C4"].style_id
    assert sheet["N5"].style_id == sheet["C5"].style_id
    assert sheet.auto_filter.ref == f"A{HEADING_ROW}:U{LAST}"
    assert all(sheet.column_dimensions[letter].width >= 20 for letter in "KLMNOPQRSTU")


def test_the_summary_has_the_figures_for_the_governance_lead(trust: Trust) -> None:
    out = trust.home / "figures.xlsx"
    path = str(trust.ground.root / NAME)
    answer = json.loads(trust.run("scan", path, "--register", str(out), "--json").stdout)
    register = answer["register"]
    assert register["rows"] == ROWS
    assert register["without_reference"] == ROWS // WITHOUT
    decided = [each["guidetrack_reassess"] for each in _added(out).values()]
    for word in ("yes", "check", "no"):
        assert register[f"reassess_{word}"] == decided.count(word)
    [first, *_] = register["duplicates"]
    assert first["guidance"] == "HTG9046"
    assert {each["reference"] for each in first["occurrences"]} == {"IPG9075", "HTG9046"}
    told = trust.run("scan", path, "--register", str(out)).stdout
    yes, check, no = (register[f"reassess_{each}"] for each in ("yes", "check", "no"))
    assert told.splitlines()[:3] == [
        f"500 rows in {path}, {register['stale']} stale.",
        f"To reassess: {yes} yes, {check} to check, {no} no.",
        "Without any reference: 50.",
    ]


def test_checking_the_copy_again_changes_nothing(trust: Trust, checked: Path) -> None:
    again = trust.home / "again.xlsx"
    assert trust.run("scan", str(checked), "--register", str(again)).exit_code == 0
    with zipfile.ZipFile(checked) as old, zipfile.ZipFile(again) as new:
        assert {each: old.read(each) for each in old.namelist()} == {
            each: new.read(each) for each in new.namelist()
        }


def test_libreoffice_calculates_the_same_values(
    trust: Trust, checked: Path, tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    settings = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    subprocess.run(
        [
            *(office, settings, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path)),
            *(str(trust.ground.root / NAME), str(checked)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    before = openpyxl.load_workbook(tmp_path / NAME, data_only=True)
    after = openpyxl.load_workbook(tmp_path / checked.name, data_only=True)
    assert before.sheetnames == after.sheetnames
    for name in before.sheetnames:
        old, new = before[name].iter_rows(values_only=True), after[name].iter_rows(values_only=True)
        width = len(HEADINGS)
        assert [row[:width] for row in old] == [row[:width] for row in new]
    calculated: Any = after["Summary"]
    assert calculated["B2"].value == 167
    assert calculated["C6"].value == sum(at * 7 % 23 for at in range(ROWS))
    assert after["Register"]["K5"].value == "IPG9075"
