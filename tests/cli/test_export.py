"""`export`: all that is held, read back without guidetrack, is what the other commands print."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from tests.cli.conftest import Run

from guidetrack.formats.exports.tables import TABLES


def _lines(folder: str, name: str) -> list[dict[str, Any]]:
    text = Path(folder, f"{name}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _ask(question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect("all.db")) as base:
        return base.execute(question).fetchall()


def _files(folder: str) -> dict[str, bytes]:
    remembered = Path(folder) / ".git" / "guidetrack"  # what makes the next command quick
    found = (
        path
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file() and remembered not in path.parents
    )
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def exported(history: Run) -> Run:
    """A command line beside an export of each kind."""
    done = history("export", "all", "--sqlite", "all.db", "--parquet", "tables")
    assert done.exit_code == 0, done.output
    assert "15 records, 18 versions, 16 events and 17 sources" in done.stdout
    return history


def test_each_record_is_what_show_prints(exported: Run) -> None:
    records = _lines("all", "records")
    assert len(records) == 15
    for record in records:
        assert record == json.loads(exported("show", record["reference"], "--json").stdout)


def test_the_events_are_those_of_log_in_its_order(exported: Run) -> None:
    reports = json.loads(exported("log", "--json").stdout)["reports"]
    told = [
        {"old": report["old"], "new": report["new"], **event}
        for report in reports
        for event in report["events"]
    ]
    assert _lines("all", "events") == told
    in_tables = _ask(
        "SELECT e.id FROM events e JOIN snapshots s ON s.revision = e.revision "
        "ORDER BY s.position DESC, e.position"
    )
    assert [row[0] for row in in_tables] == [event["id"] for event in told]


def test_a_version_is_what_show_printed_on_its_day(exported: Run) -> None:
    versions = [each for each in _lines("all", "versions") if each["reference"] == "HTG9310"]
    days = [version["observed_at"][:10] for version in versions]
    assert days == ["2025-11-03", "2026-03-02"]
    for day, version in zip(days, versions, strict=True):
        shown = exported("show", "HTG9310", "--as-of", day, "--json").stdout
        assert version["record"] == json.loads(shown)


def test_the_crosswalk_is_the_one_that_crosswalk_prints(exported: Run) -> None:
    rows = json.loads(exported("crosswalk", "--json").stdout)["rows"]
    assert _lines("all", "crosswalk") == rows
    told = [(row["old"], row["new"], row["relation"], row["reassess"]) for row in rows]
    asked = "SELECT old, new, relation, reassess FROM crosswalk ORDER BY position"
    assert _ask(asked) == told


@pytest.mark.usefixtures("exported")
def test_each_source_has_the_name_and_the_bytes_that_were_captured() -> None:
    sources = _lines("all", "sources")
    assert "sources/IPG/IPG9188/overview.html" in {each["file"] for each in sources}
    for source in sources:
        content = Path("all", source["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == source["sha256"]
        assert content == Path("snapshots", source["file"]).read_bytes()


@pytest.mark.parametrize("folder", ["all", "tables"])
@pytest.mark.usefixtures("exported")
def test_the_manifest_names_every_file_with_its_hash_and_its_rows(folder: str) -> None:
    manifest = json.loads(Path(folder, "manifest.json").read_text("utf-8"))
    files = _files(folder)
    del files["manifest.json"]
    assert {each["file"]: each["sha256"] for each in manifest["files"]} == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items()
    }
    rows = {each["file"]: each["rows"] for each in manifest["files"]}
    assert rows["versions.jsonl" if folder == "all" else "versions.parquet"] == 18
    assert rows["README.txt"] is None
    assert manifest["attribution"] in files["README.txt"].decode()


@pytest.mark.usefixtures("exported")
def test_the_database_is_whole_and_says_what_it_is() -> None:
    assert _ask("PRAGMA foreign_key_check") == []
    assert _ask("PRAGMA integrity_check") == [("ok",)]
    assert _ask("PRAGMA user_version") == [(1,)]
    about: dict[str, str] = dict(_ask("SELECT * FROM about"))
    assert about["observed_at"] == "2026-04-13T09:00:00Z"
    assert "NICE accepts no responsibility" in about["attribution"]
    assert _ask("SELECT count(*) FROM meanings") == [(sum(len(each.columns) for each in TABLES),)]


@pytest.mark.usefixtures("exported")
def test_what_was_recommended_on_a_day_is_asked_in_sql() -> None:
    question = (
        "SELECT categories FROM recommendation_periods WHERE reference = 'HTG9310' "
        "AND number = '1.1' AND seen_from <= '{0}' AND (seen_until IS NULL OR seen_until > '{0}')"
    )
    assert _ask(question.format("2026-01-31")) == [('["special-arrangements"]',)]
    assert _ask(question.format("2026-03-31")) == [('["research-only"]',)]


@pytest.mark.usefixtures("exported")
def test_the_views_answer_what_a_governance_team_asks() -> None:
    assert ("IPG9188", "withdrawn") in _ask("SELECT reference_after, kind FROM to_act_on")
    moved = _ask("SELECT reference_after, verdict FROM renumbered ORDER BY reference_after")
    assert ("HTG9046", "identical") in moved
    assert ("HTG9225", "changed") in moved
    standing = {row[0] for row in _ask("SELECT reference FROM current_guidance")}
    assert {"HTG9046", "HTG9225"} <= standing
    assert not {"IPG9075", "IPG9188", "IPG9420"} & standing
    wording = _ask("SELECT text_before, text_after FROM wording_changes WHERE number_after = '1.2'")
    assert any("10 supervised" in before and "25 supervised" in after for before, after in wording)


def _rows_of_parquet(name: str) -> Iterator[tuple[Any, ...]]:
    for row in pq.read_table(f"tables/{name}.parquet").to_pylist():
        yield tuple(map(_as_in_sqlite, row.values()))


def _as_in_sqlite(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat().replace("+00:00", "Z")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


@pytest.mark.usefixtures("exported")
def test_parquet_and_sqlite_hold_the_same() -> None:
    for table in TABLES:
        held = [repr(_normal(row)) for row in _ask(f"SELECT * FROM {table.name}")]  # noqa: S608
        assert held, table.name
        same = [repr(_normal(row)) for row in _rows_of_parquet(table.name)]
        assert sorted(held) == sorted(same)


def _normal(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Truth is a number in SQLite."""
    return tuple(int(cell) if isinstance(cell, bool) else cell for cell in row)


@pytest.mark.usefixtures("exported")
def test_the_columns_of_parquet_have_types_and_meanings() -> None:
    schema = pq.read_schema("tables/records.parquet")
    assert str(schema.field("observed_at").type) == "timestamp[ms, tz=UTC]"
    assert str(schema.field("number").type) == "int64"
    assert str(schema.field("categories").type).startswith("list<")
    assert schema.field("is_absent").metadata[b"meaning"].startswith(b"Whether its source")


def test_the_same_store_gives_the_same_bytes(exported: Run) -> None:
    assert exported("export", "again", "--sqlite", "again.db", "--parquet", "t2").exit_code == 0
    assert _files("again") == _files("all")
    assert _files("t2") == _files("tables")
    assert Path("again.db").read_bytes() == Path("all.db").read_bytes()


def test_an_earlier_export_is_replaced_whole(exported: Run) -> None:
    arguments = ("export", "all", "--sqlite", "all.db", "--parquet", "tables", "--only", "HTG9310")
    assert exported(*arguments).exit_code == 0
    assert [each["reference"] for each in _lines("all", "records")] == ["HTG9310"]
    assert not Path("all", "sources", "IPG").exists()
    assert _ask("SELECT reference FROM records") == [("HTG9310",)]
    assert pq.read_table("tables/records.parquet").num_rows == 1
    assert not [path for path in Path().iterdir() if path.name.startswith((".all", ".tables"))]


def test_only_takes_the_guidance_under_all_its_numbers(history: Run) -> None:
    assert history("export", "vein", "--only", "IPG9075").exit_code == 0
    assert {each["reference"] for each in _lines("vein", "records")} == {"IPG9075", "HTG9046"}
    assert {each["old"] for each in _lines("vein", "crosswalk")} == {"IPG9075"}
    assert {each["reference_after"] for each in _lines("vein", "events")} == {"HTG9046"}
    assert _lines("vein", "runs") == []


def test_since_leaves_out_what_was_seen_before(history: Run) -> None:
    done = history("export", "late", "--sqlite", "all.db", "--since", "2026-03-01", "--json")
    answer = json.loads(done.stdout)
    assert answer["records"] == 15
    versions = {each["reference"] for each in _lines("late", "versions")}
    assert {"HTG9310", "IPG9188"} <= versions
    assert "IPG9075" not in versions
    assert {each["observed_at"][:7] for each in _lines("late", "versions")} == {
        "2026-03",
        "2026-04",
    }
    assert {each["new"]["observed_at"][:7] for each in _lines("late", "events")} == {
        "2026-03",
        "2026-04",
    }
    assert _ask("PRAGMA foreign_key_check") == []


def test_a_folder_with_something_else_in_it_is_left_alone(exported: Run) -> None:
    Path("mine").mkdir()
    Path("mine", "thesis.txt").write_text("years of work", "utf-8")
    done = exported("export", "mine")
    assert done.exit_code == 2
    assert "holds thesis.txt, which is not of an earlier export" in done.stderr
    Path("all", "notes.txt").write_text("my notes", "utf-8")
    assert exported("export", "all").exit_code == 2
    assert Path("all", "notes.txt").read_text("utf-8") == "my notes"
    assert len(_lines("all", "records")) == 15


def test_a_file_that_is_no_earlier_export_is_left_alone(history: Run) -> None:
    with closing(sqlite3.connect("mine.db")) as base:
        base.execute("CREATE TABLE mine (a)")
    before = Path("mine.db").read_bytes()
    assert history("export", "--sqlite", "mine.db").exit_code == 2
    assert Path("mine.db").read_bytes() == before


def test_an_empty_folder_is_taken(history: Run) -> None:
    Path("empty").mkdir()
    assert history("export", "empty").exit_code == 0
    assert len(_lines("empty", "records")) == 15


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("snapshots/out",),
        ("--sqlite", "snapshots/all.db"),
        (".",),
        ("same", "--parquet", "same"),
        ("one", "--parquet", "one/two"),
        ("new", "--only", "IPG9999"),
        ("new", "--only", "a vein"),
        ("new", "--since", "yesterday"),
        ("guidetrack.yaml",),
    ],
)
def test_what_cannot_be_asked_ends_with_2_and_writes_nothing(
    history: Run, arguments: tuple[str, ...]
) -> None:
    before = _files(".")
    assert history("export", *arguments).exit_code == 2
    assert _files(".").keys() == before.keys()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of files")
@pytest.mark.parametrize("named", ["all", "all.db", "tables"])
@pytest.mark.usefixtures("history")
def test_what_cannot_be_written_is_named_and_nothing_is_left(named: str) -> None:
    before = _files(".")
    limited = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)\n"
        "from guidetrack.__main__ import main\nmain()\n"
    )
    ways = {"all": ["all"], "all.db": ["--sqlite", "all.db"], "tables": ["--parquet", "tables"]}
    limit = {"all": "20000", "all.db": "50000", "tables": "5000"}
    beside = ["--parquet", "beside"] if named == "all" else []
    done = subprocess.run(
        [sys.executable, "-c", limited, limit[named], "export", *ways[named], *beside],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert f"/{named} cannot be written" in done.stderr
    assert _files(".").keys() == before.keys()


@pytest.mark.usefixtures("exported")
def test_the_question_in_the_documentation_is_answered() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "export.md").read_text("utf-8")
    question = text.split("```sql\n")[1].split("```")[0]
    assert [number for number, _ in _ask(question)] == ["1.1", "1.2", "1.3", "1.4", "1.5"]


def test_nothing_captured_is_said(run: Run) -> None:
    assert run("init").exit_code == 0
    done = run("export", "all")
    assert done.exit_code == 2
    assert "there is no snapshot yet" in done.stderr
    assert not Path("all").exists()


def test_without_pyarrow_the_extra_is_named(history: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = history("export", "--parquet", "tables", "--sqlite", "all.db")
    assert done.exit_code == 2
    assert "guidetrack[parquet]" in done.stderr
    assert not Path("tables").exists()
    assert not Path("all.db").exists()


def test_the_answer_is_as_its_schema_says(history: Run) -> None:
    answer = json.loads(history("export", "all", "--json").stdout)
    schema = json.loads(history("schema", "export").stdout)
    assert set(answer) == set(schema["$defs"]["Exported"]["properties"])
    assert answer["written"] == ["all"]
