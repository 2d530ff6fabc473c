"""`scan --register`: one register in, its copy out, and the figures on stdout."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from inline_snapshot import snapshot

REGISTER = "Title,Code\nExample vein,IPG 9075\nClip,IPG9352\nNew,HTG9046\nOther,none\n"


def _register() -> Path:
    path = Path("register.csv")
    path.write_text(REGISTER, "utf-8")
    return path


def test_the_figures_say_what_the_register_comes_to(history: Any) -> None:
    path = _register()
    done = history("scan", "register.csv", "--register", "checked.csv")
    assert done.exit_code == 0
    assert done.stdout == snapshot("""\
4 rows in register.csv, 2 stale.
To reassess: 1 yes, 0 to check, 2 no.
Without any reference: 1.
In several rows under different numbers: 1.
  HTG9046: row 2 (IPG9075), row 4 (HTG9046)

4 rows, references read from column Code.
Copied to checked.csv with 11 columns: guidetrack_reference to guidetrack_note.
""")
    assert path.read_text("utf-8") == REGISTER
    copied = Path("checked.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[:6] for line in copied[1:]] == snapshot(
        [
            ["Example vein", "IPG 9075", "IPG9075", "migrated", "HTG9046", "no"],
            ["Clip", "IPG9352", "IPG9352", "migrated", "HTG9225", "yes"],
            ["New", "HTG9046", "HTG9046", "current", "HTG9046", "no"],
            ["Other", "none", "", "", "", ""],
        ]
    )


def test_scripts_get_the_figures_as_json_and_the_exit_code(history: Any) -> None:
    _register()
    done = history("scan", "register.csv", "--register", "c.csv", "--json", "--exit-code")
    assert done.exit_code == 1
    answer = json.loads(done.stdout)
    assert answer["schema_version"] == 1
    assert (answer["register"]["rows"], answer["register"]["stale"]) == (4, 2)


def test_the_register_itself_is_never_the_output(history: Any) -> None:
    path = _register()
    Path("same.csv").hardlink_to(path)
    for out in ("register.csv", "./register.csv", "same.csv"):
        done = history("scan", "register.csv", "--register", out)
        assert done.exit_code == 2
        assert "never changed" in done.stderr
    assert path.read_text("utf-8") == REGISTER


def test_what_cannot_be_done_is_refused_with_what_to_do(history: Any) -> None:
    _register()
    Path("policy.txt").write_text("IPG9075", "utf-8")
    Path("cut.xlsx").write_bytes(b"PK\x03\x04")
    refusals = {
        ("register.csv", "--register", "checked.xlsx"): (2, "Name it checked.csv"),
        ("policy.txt", "--register", "checked.txt"): (2, "Save it as .xlsx or .csv"),
        ("register.csv", "--register", "c.csv", "--column", "No"): (2, "Title, Code"),
        ("register.csv", "--column", "Code"): (2, "Add --register"),
        ("register.csv", "policy.txt", "--register", "c.csv"): (2, "one register"),
        ("register.csv", "--register", "c.csv", "--format", "xlsx"): (2, "one register"),
        ("register.csv", "--register", "missing/c.csv"): (2, "cannot be written"),
        ("cut.xlsx", "--register", "c.xlsx"): (4, "damaged"),
        ("missing.csv", "--register", "c.csv"): (4, "cannot be read"),
    }
    for arguments, (code, words) in refusals.items():
        done = history("scan", *arguments)
        assert done.exit_code == code, (arguments, done.output)
        assert words in done.stderr
        assert "Traceback" not in done.output
    assert not list(Path().glob("*c.csv*"))
    assert not list(Path().glob(".*unfinished"))


_WITHOUT_OPENPYXL = """
import sys
sys.modules["openpyxl"] = None
from guidetrack.__main__ import main
sys.exit(main())
"""


def test_a_workbook_is_scanned_and_checked_without_any_extra(history: Any) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["Title", "Code"])
    sheet.append(["Example vein", "IPG 9075"])
    book.save("register.xlsx")
    assert history("scan", "register.xlsx", "--json").exit_code == 0
    for arguments, code in (
        (("register.xlsx",), 0),
        (("register.xlsx", "--register", "checked.xlsx"), 0),
        (("register.xlsx", "--format", "xlsx", "--out", "stale.xlsx"), 2),
    ):
        done = subprocess.run(
            [sys.executable, "-c", _WITHOUT_OPENPYXL, "scan", *arguments],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stderr
        assert ("guidetrack[office]" in done.stderr) is (code == 2)
    copied: Any = openpyxl.load_workbook("checked.xlsx").active
    assert copied["E2"].value == "HTG9046"


def test_the_figures_in_json_are_as_their_schema_says(history: Any) -> None:
    _register()
    schema = json.loads(history("schema", "register").stdout)
    answer = json.loads(history("scan", "register.csv", "--register", "c.csv", "--json").stdout)
    assert answer["register"]["duplicates"]
    assert list(_mismatches(answer, schema, schema["$defs"])) == []
    answer["register"]["sheets"][0]["rows"] = "four"
    answer["register"]["more"] = 1
    assert list(_mismatches(answer, schema, schema["$defs"])) == [
        ".register.sheets.rows",
        ".register",
    ]


_TYPES: dict[str, type] = {"string": str, "integer": int, "boolean": bool}


def _mismatches(
    value: Any, schema: dict[str, Any], defined: dict[str, Any], at: str = ""
) -> Iterator[str]:
    """Where a value is not as its schema says, or holds what the schema does not name."""
    if "$ref" in schema:
        schema = defined[schema["$ref"].removeprefix("#/$defs/")]
    if "const" in schema:
        fits = value == schema["const"]
    elif schema["type"] == "object":
        fits = isinstance(value, dict) and set(value) == set(schema["required"])
        for key in schema["properties"].keys() & value:
            yield from _mismatches(value[key], schema["properties"][key], defined, f"{at}.{key}")
    elif schema["type"] == "array":
        fits = isinstance(value, list)
        for each in value:
            yield from _mismatches(each, schema["items"], defined, at)
    else:
        fits = type(value) is _TYPES[schema["type"]]
    if not fits:
        yield at
