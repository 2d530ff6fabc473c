"""`scan --register`: one register in, its copy out, and the figures on stdout."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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
