"""A store with a past: versions come and go, and an export is whole or it is not there."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from tests.pipeline.documents import FEBRUARY, NOVEMBER, old_document
from tests.sources import products

from guidetrack.config import Place, locate
from guidetrack.errors import ConfigError, RecordError
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline import export, take_snapshot
from guidetrack.pipeline.exporting import Targets
from guidetrack.store import record_file

MARCH = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
RECORD = "snapshots/records/IPG/IPG9075.yaml"
Git = Callable[..., str]


def _lines(folder: Path, name: str) -> list[dict[str, Any]]:
    text = (folder / f"{name}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _commit(git: Git, message: str) -> None:
    git("add", "-A", "snapshots")
    git("-c", "user.name=A", "-c", "user.email=a@trust.example", "commit", "-qm", message)


@pytest.fixture
def three(place: Place, take: Any) -> Place:
    """Said, unsaid, said again."""
    for when, bullet in ((NOVEMBER, ""), (FEBRUARY, "Audit the outcome."), (MARCH, "")):
        take(when, {"page.md": old_document(bullet) if bullet else old_document()})
    return place


def test_what_is_said_again_is_a_version_again(three: Place, tmp_path: Path) -> None:
    export(three, Targets(folder=tmp_path / "all", sqlite=tmp_path / "all.db"))
    versions = _lines(tmp_path / "all", "versions")
    assert [each["observed_at"][:7] for each in versions] == ["2025-11", "2026-02", "2026-03"]
    assert versions[0]["sha256"] == versions[2]["sha256"] != versions[1]["sha256"]
    assert [each["record"] for each in versions][-1:] == _lines(tmp_path / "all", "records")
    with closing(sqlite3.connect(tmp_path / "all.db")) as base:
        since = base.execute("SELECT observed_at FROM records").fetchone()[0]
        periods = base.execute("SELECT seen_from, seen_until FROM version_periods").fetchall()
    assert since == "2026-03-02T09:00:00Z"
    assert [until for _, until in periods] == [start for start, _ in periods[1:]] + [None]


def test_what_somebody_took_out_by_hand_is_a_version_without_a_record(
    three: Place, git: Git, tmp_path: Path
) -> None:
    git("rm", "-rq", "snapshots/records/IPG", "snapshots/sources/IPG")
    _commit(git, "Take it out\n\nObserved-At: some day\n")
    export(three, Targets(tmp_path / "all", tmp_path / "all.db", tmp_path / "tables"))
    *_, last = _lines(tmp_path / "all", "versions")
    assert last["record"] is None
    assert _lines(tmp_path / "all", "records") == []
    with closing(sqlite3.connect(tmp_path / "all.db")) as base:
        assert base.execute("SELECT count(*) FROM versions WHERE is_removed").fetchone() == (1,)
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    moments = pq.read_table(tmp_path / "tables" / "versions.parquet")["observed_at"].to_pylist()
    assert moments == [NOVEMBER, FEBRUARY, MARCH, None]


def test_an_alert_is_exported_as_it_is_kept(three: Place, git: Git, tmp_path: Path) -> None:
    alert = three.store / "alerts" / "2026" / "GA-AAAAAAAAAAAAAAAA.yaml"
    alert.parent.mkdir(parents=True)
    alert.write_text("id: GA-AAAAAAAAAAAAAAAA\nkind: operator\nroute: vascular\n", "utf-8")
    _commit(git, "Tell somebody")
    export(three, Targets(tmp_path / "all"))
    (told,) = _lines(tmp_path / "all", "alerts")
    assert told == {"id": "GA-AAAAAAAAAAAAAAAA", "kind": "operator", "route": "vascular"}
    assert len(_lines(tmp_path / "all", "runs")) == 3


def test_a_row_of_a_list_is_a_source_of_its_own(place: Place, take: Any, tmp_path: Path) -> None:
    rows = [products.listed("MTG9009", "Bandage"), products.listed("TA9001", "Examplimab")]
    take(NOVEMBER, {"list.json": products.as_bytes({"Products": rows})})
    export(place, Targets(tmp_path / "all"))
    sources = _lines(tmp_path / "all", "sources")
    assert [each["file"] for each in sources] == [
        "sources/MTG/MTG9009/catalogue.json",
        "sources/TA/TA9001/catalogue.json",
    ]
    for source in sources:
        content = (tmp_path / "all" / source["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == source["sha256"]


def test_a_source_of_which_only_the_hash_is_kept_has_no_file(place: Place, tmp_path: Path) -> None:
    assert place.config_file is not None
    place.config_file.write_text("keep_sources: hash\n", encoding="utf-8")
    hashed = locate(place.folder, environment={})
    folder = tmp_path / "captures"
    folder.mkdir()
    (folder / "page.md").write_text(old_document(), "utf-8")
    take_snapshot(hashed, [str(folder)], now=NOVEMBER)
    export(hashed, Targets(tmp_path / "all"))
    (source,) = _lines(tmp_path / "all", "sources")
    assert source["file"] is None
    assert len(source["sha256"]) == 64
    assert not (tmp_path / "all" / "sources").exists()


def test_a_damaged_version_is_named_and_the_earlier_export_stands(
    three: Place, git: Git, tmp_path: Path
) -> None:
    targets = Targets(tmp_path / "all", tmp_path / "all.db", tmp_path / "tables")
    export(three, targets)
    before = (tmp_path / "all" / "manifest.json").read_bytes()
    record = three.store.parent / RECORD
    good = record.read_bytes()
    record.write_bytes(b"schema: 1\nreference: nothing\n")
    _commit(git, "Spoil it")
    spoilt = git("rev-parse", "--short=12", "HEAD").strip()
    record.write_bytes(good)
    _commit(git, "Mend it")
    with pytest.raises(RecordError, match=rf"records/IPG/IPG9075\.yaml at {spoilt}"):
        export(three, targets)
    assert (tmp_path / "all" / "manifest.json").read_bytes() == before
    assert {each.name for each in tmp_path.iterdir() if each.name.startswith(".")} == set()


def test_what_a_kill_left_between_two_renames_is_put_right(three: Place, tmp_path: Path) -> None:
    target = tmp_path / "all"
    export(three, Targets(target))
    target.rename(tmp_path / ".all.old")
    export(three, Targets(target))
    assert len(_lines(target, "records")) == 1
    assert not (tmp_path / ".all.old").exists()


def test_a_folder_of_the_name_that_is_somebody_elses_is_not_removed(
    three: Place, tmp_path: Path
) -> None:
    theirs = tmp_path / ".all.old"
    theirs.mkdir()
    (theirs / "thesis.txt").write_text("years of work", "utf-8")
    with pytest.raises(ConfigError, match=r"thesis\.txt"):
        export(three, Targets(tmp_path / "all"))
    assert (theirs / "thesis.txt").read_text("utf-8") == "years of work"


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_linked_folder_stays_linked(three: Place, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "all").symlink_to(tmp_path / "real")
    export(three, Targets(tmp_path / "all"))
    assert (tmp_path / "all").is_symlink()
    assert (tmp_path / "real" / "records.jsonl").is_file()


def test_the_store_is_only_read(three: Place, git: Git, tmp_path: Path) -> None:
    before = git("rev-parse", "HEAD", "guidetrack-journal") + git("status", "--porcelain")
    export(three, Targets(tmp_path / "all", tmp_path / "all.db", tmp_path / "tables"))
    assert git("rev-parse", "HEAD", "guidetrack-journal") + git("status", "--porcelain") == before


def _revise(week: int) -> bytes:
    """One commit of a stream that git imports: the record as it is in a week."""
    record = GuidanceRecord(
        reference=Reference("IPG", 9075),
        programme=None,
        origin_programme="IPG",
        title=f"No. {week}",
    )
    content = record_file.dump(record)
    moment = NOVEMBER + dt.timedelta(weeks=week)
    message = f"Take snapshot\n\nObserved-At: {moment:%Y-%m-%dT%H:%M:%SZ}\n".encode()
    head = b"commit refs/heads/weekly\ncommitter A <a@trust.example> %d +0000\ndata %d\n"
    file = b"M 100644 inline " + RECORD.encode() + b"\ndata %d\n" % len(content)
    return head % (moment.timestamp(), len(message)) + message + file + content + b"\n"


def test_many_snapshots_are_gone_through_in_order(place: Place, git: Git, tmp_path: Path) -> None:
    weeks = 2 * 32 + 6
    subprocess.run(
        ["git", "fast-import", "--quiet"],
        cwd=place.folder,
        input=b"".join(map(_revise, range(weeks))),
        check=True,
    )
    git("symbolic-ref", "HEAD", "refs/heads/weekly")
    git("reset", "-q", "--hard")
    export(place, Targets(sqlite=tmp_path / "all.db"))
    with closing(sqlite3.connect(tmp_path / "all.db")) as base:
        asked = "SELECT title FROM versions v JOIN snapshots s USING (revision) ORDER BY s.position"
        assert [row[0] for row in base.execute(asked)] == [f"No. {week}" for week in range(weeks)]
        assert base.execute("SELECT title FROM records").fetchall() == [(f"No. {weeks - 1}",)]
