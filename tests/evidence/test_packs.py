"""A pack says what happened and proves it, the same for the same store, anywhere."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.evidence.conftest import Pack, pack_of
from tests.evidence.sealing import NEWEST, check

from guidetrack.config import Place, locate
from guidetrack.demo import GUIDANCE
from guidetrack.errors import ConfigError
from guidetrack.evidence import archive
from guidetrack.evidence.packing import Subject, make_pack
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline import init_repository, pack_evidence, take_snapshot
from guidetrack.pipeline.recounting import history_of
from guidetrack.pipeline.remembered_lineage import relations_in
from guidetrack.pipeline.sides import find_snapshot
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshots

Files = Mapping[str, bytes]


def test_a_pack_holds(made: bytes) -> None:
    found = check(made)
    assert (found.holds, found.damage, found.not_checked) == (True, None, ())
    assert found.references == ("HTG9225",)
    assert len(found.checked) == 10


def test_a_pack_holds_in_an_empty_folder_without_git_and_store(made: bytes, tmp_path: Path) -> None:
    alone = tmp_path / "elsewhere"
    alone.mkdir()
    (alone / "pack.zip").write_bytes(made)
    done = subprocess.run(
        [sys.executable, "-m", "guidetrack", "verify", "pack.zip", "--json"],
        cwd=alone,
        env={**os.environ, "PATH": str(alone), "GIT_PYTHON_REFRESH": "quiet"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["holds"] is True
    assert [each.name for each in alone.iterdir()] == ["pack.zip"]


def test_the_same_store_gives_the_same_bytes(played: Place, made: bytes, tmp_path: Path) -> None:
    assert pack_of(played, tmp_path / "again.zip", "HTG9225") == made


def test_either_number_gives_the_whole_thread(pack: Pack) -> None:
    packs = [archive.read(pack(name)) for name in ("HTG9225", "ipg9352")]
    threads = [json.loads(each["manifest.json"])["thread"] for each in packs]
    assert threads == [["HTG9225", "IPG9352"]] * 2


def test_the_certificate_has_the_statement_the_verdict_and_both_texts(files: Files) -> None:
    told = json.loads(files["certificates/IPG9352-to-HTG9225.json"])
    assert told["verdict"] == "changed"
    assert told["stated"].endswith("The recommendations and accompanying content remain unchanged.")
    assert (told["stated_by"], told["claims_unchanged"]) == ("HTG9225", True)
    assert told["old"]["form_sha256"] != told["new"]["form_sha256"]
    assert (told["old"]["observed_at"], told["new"]["observed_at"]) == (
        "2025-12-08T09:00:00Z",
        "2026-01-19T09:00:00Z",
    )
    assert any(each.startswith("dashes: ") for each in told["does_not_count"])
    kinds = [each["kind"] for each in told["differences"]]
    assert kinds == ["recommendation-reworded", "claim-contradicted"]


def test_texts_that_say_the_same_have_one_fingerprint(pack: Pack) -> None:
    told = json.loads(archive.read(pack("HTG9046"))["certificates/IPG9075-to-HTG9046.json"])
    assert told["verdict"] == "identical"
    assert told["old"]["form_sha256"] == told["new"]["form_sha256"]


def test_every_git_object_is_named_by_its_own_hash(files: Files) -> None:
    objects = {name: each for name, each in files.items() if name.startswith("git/")}
    assert len(objects) > 10
    for name, each in objects.items():
        assert name == f"git/{hashlib.sha1(each, usedforsecurity=False).hexdigest()}"


def test_the_digest_is_one_that_sha256sum_reads(files: Files) -> None:
    digest = hashlib.sha256(files["manifest.json"]).hexdigest()
    assert files["manifest.sha256"] == f"{digest}  manifest.json\n".encode()


def test_the_captured_bytes_are_the_captured_bytes(files: Files) -> None:
    captured = (GUIDANCE / "1-baseline" / "IPG9352.txt").read_bytes()
    assert captured in files.values()


def test_several_references_make_one_pack(pack: Pack) -> None:
    content = pack("IPG9352", "IPG9075", "HTG9046")
    told = json.loads(archive.read(content)["manifest.json"])
    assert told["references"] == ["IPG9352", "IPG9075", "HTG9046"]
    assert len(told["certificates"]) == 2
    assert check(content).holds


@pytest.mark.parametrize("name", ["IPG9188", "HTG9310", "IPG9420", "HTG9501", "HTG9128"])
def test_every_kind_of_thread_can_be_proved(pack: Pack, name: str) -> None:
    found = check(pack(name))
    assert found.holds, found.damage


def test_of_what_nobody_knows_there_is_no_evidence(played: Place, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="nothing is held of IPG9999"):
        pack_evidence(played, [Reference.parse("IPG9999")], tmp_path / "no.zip")
    assert not (tmp_path / "no.zip").exists()


def test_a_pack_is_not_written_into_the_store(played: Place) -> None:
    with pytest.raises(ConfigError, match="store folder"):
        pack_evidence(played, [Reference.parse("HTG9225")], played.store / "pack.zip")


def test_the_sheet_is_a_page_without_anything_from_elsewhere(files: Files) -> None:
    page = files["sheet.html"].decode()
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=\"(?!https://www\.nice\.org\.uk/)", page)
    assert "default-src 'none'" in page
    assert '<html lang="en-GB">' in page


@pytest.mark.parametrize("sheet", ["sheet.html", "sheet.txt"])
def test_the_sheet_gives_the_answer_first(files: Files, sheet: str) -> None:
    text = " ".join(
        re.sub(r"<style>.*</style>|<[^>]+>", " ", files[sheet].decode(), flags=re.DOTALL).split()
    )
    answer = text.index("IPG9352 is now HTG9225, and recommendation 1.2 changed.")
    assert text.index("More than the number changed") > answer
    assert text.index("NICE says:") > answer
    assert "surgeons who have done at least 25 supervised procedures." in text
    assert "IPG9352: an old number; the document is now HTG9225." in text
    assert "19 January 2026" in text
    assert "Notice of rights" in text


def test_the_sheet_escapes_what_a_page_says(place: Place, tmp_path: Path) -> None:
    source = tmp_path / "HTG9777.html"
    source.write_text(
        "<html><body><h1>Repair with &lt;script&gt;alert(1)&lt;/script&gt;</h1>"
        "<p>HealthTech guidance</p><p>Reference number: HTG9777</p><h2>1 Recommendations</h2>"
        "<p>1.1 Offer &lt;img src=x onerror=alert(2)&gt; &amp; care.</p></body></html>",
        "utf-8",
    )
    take_snapshot(place, [str(source)], now=NEWEST, reference=Reference.parse("HTG9777"))
    content = pack_of(place, tmp_path / "sly.zip", "HTG9777")
    page = archive.read(content)["sheet.html"].decode()
    assert "&lt;img src=x onerror=alert(2)&gt; &amp; care." in page
    assert "<script" not in page
    assert "<img" not in page
    assert check(content).holds


def test_the_sheet_says_where_a_number_leads(pack: Pack) -> None:
    text = archive.read(pack("IPG9420"))["sheet.txt"].decode()
    assert "- IPG9420 leads to HTG9501." in text
    assert "WHAT IPG9420 SAID" in text
    assert "WHAT HTG9501 SAYS" in text
    current = archive.read(pack("HTG9310"))["sheet.txt"].decode()
    assert "- HTG9310 has not given way to another number, as far as is known." in current


def test_a_pack_is_of_one_moment_whatever_is_added_meanwhile(played: Place) -> None:
    thread = (Reference("HTG", 9310),)
    with Repository.open(played.store) as repository:
        snapshots = Snapshots(repository)
        newest = find_snapshot(snapshots, dt.date(2026, 1, 31))
        subject = Subject(thread, thread, newest)
        before = tuple(history_of(snapshots, thread))[1:]
        pack = make_pack(repository, subject, relations_in(newest), before, version="1")
    assert pack.manifest.snapshots[-1].revision == newest.revision
    assert check(pack.content).holds


def test_a_number_of_which_nobody_holds_a_record_makes_no_pack(played: Place) -> None:
    thread = (Reference("IPG", 9999),)
    with Repository.open(played.store) as repository:
        newest = find_snapshot(Snapshots(repository), None)
        subject = Subject(thread, thread, newest)
        with pytest.raises(ConfigError, match="no record of IPG9999 is held") as caught:
            make_pack(repository, subject, relations_in(newest), (), version="1")
    assert caught.value.hint


def test_what_only_other_pages_name_is_said_to_be_not_held(tmp_path: Path) -> None:
    init_repository(tmp_path / "trust")
    place = locate(tmp_path / "trust", environment={})
    page = GUIDANCE / "3-migration" / "HTG9225.txt"
    take_snapshot(place, [str(page)], now=dt.datetime(2026, 1, 19, 9, tzinfo=dt.UTC))
    packed = pack_evidence(place, [Reference("IPG", 9352)], tmp_path / "pack.zip")
    assert (packed.thread, packed.not_held) == (("HTG9225", "IPG9352"), ("IPG9352",))
