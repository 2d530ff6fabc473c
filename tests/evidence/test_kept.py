"""What was not kept is said, and is no damage."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.evidence.conftest import pack_of, play
from tests.evidence.sealing import NEWEST, check
from tests.sources import products

from guidetrack.config import Place
from guidetrack.evidence import archive
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline import pack_evidence, take_snapshot, verify_store


@pytest.mark.parametrize(
    ("kept", "says"),
    [
        ("text", "only its text is in this pack; the bytes were not kept"),
        ("hash", "not in this pack; only its fingerprint was kept"),
    ],
)
def test_a_pack_says_that_bytes_were_not_kept(tmp_path: Path, kept: str, says: str) -> None:
    place = play(tmp_path / "trust", f"keep_sources: {kept}\n")
    told = pack_evidence(place, [Reference.parse("HTG9225")], tmp_path / "pack.zip")
    assert told.not_kept == ("HTG9225", "IPG9352")
    content = (tmp_path / "pack.zip").read_bytes()
    sheet = " ".join(archive.read(content)["sheet.txt"].decode().split())
    assert says in sheet
    found = check(content)
    assert found.holds, found.damage
    assert found.not_checked == (
        "the captured bytes of HTG9225 (document), IPG9352 (document): the store did not keep them",
    )
    assert verify_store(place).holds


def test_rows_of_a_list_are_proved_as_well(place: Place, tmp_path: Path) -> None:
    row = products.listed("HTG9225", "Percutaneous clip repair of the model ligament")
    source = tmp_path / "list.json"
    source.write_bytes(products.as_bytes({"Products": [row, products.listed("HTG9046", "Vein")]}))
    take_snapshot(place, [str(source)], now=NEWEST + dt.timedelta(days=1))
    content = pack_of(place, tmp_path / "pack.zip", "HTG9225")
    files = archive.read(content)
    assert any("/rows-" in name for name in files)
    assert "the publisher's list" in files["sheet.txt"].decode()
    found = check(content)
    assert found.holds, found.damage
    assert verify_store(place).holds
