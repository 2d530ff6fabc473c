"""`scan`: what a trust's own files cite that is stale, and what they should cite instead."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import openpyxl
from inline_snapshot import snapshot

REGISTER = """Title,Code,Lead
Example vein,IPG 9075,A. Person
Model ligament,IPG9352,B. Person
Invented valve,IPG9420,C. Person
Ended,IPG9188,D. Person
New,HTG9046,E. Person
Nobody's,IPG9999,F. Person
"""


def _register(text: str = REGISTER, name: str = "register.csv") -> Path:
    path = Path(name)
    path.write_text(text, "utf-8")
    return path


def test_scan_says_what_is_stale_where_and_what_to_write_instead(history: Any) -> None:
    _register()
    done = history("scan", "register.csv", "--excerpt", "0")
    assert done.exit_code == 0
    assert done.stdout == snapshot("""\
4 stale citations in 1 file.

register.csv
  row 2, column Code: IPG 9075 -> HTG9046 (formerly IPG9075); reassess: no
    likely, by the words around it
  row 3, column Code: IPG9352 -> HTG9225 (formerly IPG9352); reassess: yes
  row 4, column Code: IPG9420 -> HTG9501 (in place of IPG9420); reassess: yes
  row 5, column Code: IPG9188: IPG9188 was withdrawn; nothing current takes its place; reassess: yes
  row 7, column Code: IPG9999: IPG9999 is not known: nothing held names it; reassess: check
""")


def test_scan_answers_in_json_as_scripts_rely_on(history: Any) -> None:
    _register()
    answer = json.loads(history("scan", "register.csv", "--json").stdout)
    assert list(answer) == ["schema_version", "findings", "unreadable", "files", "skipped"]
    assert answer["findings"][0] == {
        "file": "register.csv",
        "place": "row 2, column Code",
        "text": "IPG 9075",
        "reference": "IPG9075",
        "certainty": "likely",
        "status": "migrated",
        "current": ["HTG9046"],
        "reassess": "no",
        "suggestion": "HTG9046 (formerly IPG9075)",
        "form": "spaced",
    }
    assert [
        (each["reference"], each["status"], each["reassess"]) for each in answer["findings"]
    ] == [
        ("IPG9075", "migrated", "no"),
        ("IPG9352", "migrated", "yes"),
        ("IPG9420", "superseded", "yes"),
        ("IPG9188", "withdrawn", "yes"),
        ("IPG9999", "unknown", "check"),
    ]


def test_current_citations_are_listed_only_when_asked_for(history: Any) -> None:
    _register()
    answer = json.loads(history("scan", "register.csv", "--json", "--all").stdout)
    assert "HTG9046" in [each["reference"] for each in answer["findings"]]


def test_a_known_number_is_likely_and_another_sense_is_ambiguous(history: Any) -> None:
    Path("note.txt").write_text("Done as in IPG 9075.\n\nThe IPG 2 battery was changed.\n", "utf-8")
    answer = json.loads(history("scan", "note.txt", "--json").stdout)
    assert [(each["text"], each["certainty"]) for each in answer["findings"]] == [
        ("IPG 9075", "likely"),
        ("IPG 2", "ambiguous"),
    ]


def test_a_programme_without_a_number_is_reported_and_never_stale(history: Any) -> None:
    Path("rule.txt").write_text("Follow any NICE IPG.\n", "utf-8")
    done = history("scan", "rule.txt", "--json", "--exit-code")
    assert done.exit_code == 0
    [finding] = json.loads(done.stdout)["findings"]
    assert (finding["text"], finding["reference"]) == ("NICE IPG", None)
    assert (finding["form"], finding["status"]) == ("programme", "unknown")
    for form in ("text", "csv"):
        assert "programme without a number" in history("scan", "rule.txt", "--format", form).stdout


def test_a_number_that_its_column_explains_is_said_to_be_bare(history: Any) -> None:
    _register("IPG number,Lead\n9075,A. Person\n", "numbers.csv")
    [finding] = json.loads(history("scan", "numbers.csv", "--json").stdout)["findings"]
    assert (finding["text"], finding["reference"]) == ("9075", "IPG9075")
    assert (finding["form"], finding["certainty"]) == ("bare", "likely")


def test_the_exit_code_tells_of_stale_citations_only_when_asked(history: Any) -> None:
    _register()
    assert history("scan", "register.csv").exit_code == 0
    assert history("scan", "register.csv", "--exit-code").exit_code == 1
    Path("fine.txt").write_text("HTG9046, IPG9999, and the IPG 2 battery", "utf-8")
    assert history("scan", "fine.txt", "--exit-code").exit_code == 0


def test_what_cannot_be_read_is_listed_and_the_rest_is_scanned(history: Any) -> None:
    Path("files").mkdir()
    Path("files/cut.xlsx").write_bytes(b"PK\x03\x04")
    _register(name="files/register.csv")
    done = history("scan", "files", "--json", "--exit-code")
    assert done.exit_code == 3
    answer = json.loads(done.stdout)
    assert len(answer["findings"]) == 5
    [bad] = answer["unreadable"]
    assert Path(bad["file"]) == Path("files/cut.xlsx")
    assert "damaged" in bad["problem"]
    assert history("scan", "files/cut.xlsx", "missing.csv").exit_code == 4


def test_rich_text_is_listed_and_never_taken_for_text(history: Any) -> None:
    Path("policy.rtf").write_bytes(rb"{\rtf1\ansi See IP{\b G}9075 and IPG9352\par}")
    _register()
    done = history("scan", "policy.rtf", "register.csv")
    assert done.exit_code == 3
    assert "policy.rtf: it is rich text (.rtf); save it as .docx" in done.stdout
    assert history("scan", "policy.rtf").exit_code == 4


def test_tables_run_nothing_and_name_what_was_not_read(history: Any) -> None:
    Path("=cmd.txt").write_text("=IPG9075", "utf-8")
    Path("cut.pdf").write_bytes(b"%PDF-1.7")
    done = history("scan", "=cmd.txt", "cut.pdf", "--format", "csv")
    first, second = csv.DictReader(io.StringIO(done.stdout))
    assert first["file"] == "'=cmd.txt"
    assert first["excerpt"] == "'=IPG9075"
    assert first["address_before"] == "https://www.nice.org.uk/guidance/ipg9075"
    assert first["addresses_now"] == "https://www.nice.org.uk/guidance/htg9046"
    assert second["problem"]


def test_a_workbook_is_written_as_text_cells(history: Any) -> None:
    Path("=cmd.txt").write_text("IPG9075", "utf-8")
    assert history("scan", "=cmd.txt", "--format", "xlsx").exit_code == 2
    done = history("scan", "=cmd.txt", "--format", "xlsx", "--out", "stale.xlsx")
    assert done.exit_code == 0
    sheet = openpyxl.load_workbook("stale.xlsx").worksheets[0]
    header, row = sheet.iter_rows(values_only=True)
    assert dict(zip(header, row, strict=True))["file"] == "'=cmd.txt"
    assert {cell.data_type for cell in sheet[2]} <= {"s", "n", "inlineStr"}


def test_scanned_files_are_never_changed(history: Any) -> None:
    path = _register()
    os.utime(path, (1, 1))
    assert history("scan", "register.csv", "--out", "register.csv").exit_code == 2
    assert history("scan", ".", "--out", "register.csv").exit_code == 2
    assert history("scan", "register.csv", "--out", "stale.txt").exit_code == 0
    assert path.read_text("utf-8") == REGISTER
    assert path.stat().st_mtime == 1
    assert "stale citations" in Path("stale.txt").read_text("utf-8")


def test_excerpts_are_short_and_can_be_left_out(history: Any) -> None:
    text = "A long sentence about one named person who had IPG9075 done in a place."
    Path("note.txt").write_text(text, "utf-8")
    rows = csv.DictReader(io.StringIO(history("scan", "note.txt", "--format", "csv").stdout))
    [row] = rows
    assert "IPG9075" in row["excerpt"]
    assert len(row["excerpt"]) <= 40
    none = history("scan", "note.txt", "--format", "csv", "--excerpt", "0").stdout
    assert "sentence" not in none


def test_scan_without_a_store_says_what_to_do(run: Any) -> None:
    _register()
    done = run("scan", "register.csv")
    assert done.exit_code == 5
    assert "guidetrack init" in done.stderr
