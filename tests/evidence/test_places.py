"""Packs of stores that lie elsewhere, are named otherwise, or were edited by hand."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.evidence.conftest import pack_of
from tests.evidence.sealing import check

from guidetrack.config import Config, Place
from guidetrack.demo import GUIDANCE, STEPS
from guidetrack.pipeline import take_snapshot


def _git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Ada \u00c9", "-c", "user.email=ada@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def _store(folder: Path, name: str) -> Place:
    folder.mkdir()
    _git(folder, "init", "--quiet")
    place = Place(store=(folder / name).resolve(), config=Config(), config_file=None)
    for step in STEPS[:3]:
        now = step.observed_at
        take_snapshot(place, [str(GUIDANCE / step.folder)], now=now, observed_at=now)
    return place


@pytest.mark.parametrize("name", [".", "snapshots", "a trust's files \u00e9/deep/snapshots"])
def test_a_store_may_lie_anywhere_in_its_repository(tmp_path: Path, name: str) -> None:
    content = pack_of(_store(tmp_path / "trust", name), tmp_path / "p.zip", "HTG9225")
    found = check(content)
    assert found.holds, found.damage


def test_a_commit_by_hand_says_nothing_of_when_it_was_seen(place: Place, tmp_path: Path) -> None:
    record = place.store / "records/HTG/HTG9225.yaml"
    text = record.read_text("utf-8")
    record.write_text(text.replace("at least 25", "at least 30"), "utf-8")
    _git(place.folder, "commit", "--quiet", "-am", "Edit a record by hand")
    found = check(pack_of(place, tmp_path / "p.zip", "HTG9225"))
    assert found.damage is not None
    assert found.damage.file.endswith("records/HTG/HTG9225.yaml")
    assert found.damage.problem == "the captured bytes, read again, give another record"
