"""What was told to whom is checked with the store, and the first damage is named."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.delivery.office import Office

from guidetrack.evidence.check import Check
from guidetrack.pipeline import verify_store

ROUTES = """\
routes:
  all: {channels: [folder]}
channels:
  folder: {kind: files, folder: notices}
"""
OUTBOX = "snapshots/alerts/outbox.yaml"


@pytest.fixture
def told(tmp_path: Path) -> Office:
    """An office with two alerts that still have to go out."""
    office = Office(tmp_path / "office")
    office.configure(ROUTES)
    for step in (0, 1):
        office.capture(step)
        office.run(deliver=False)
    return office


def commit(office: Office) -> None:
    named = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    for arguments in (("add", "-A", "snapshots"), ("commit", "--quiet", "-m", "Edit by hand")):
        subprocess.run(["git", *named, *arguments], cwd=office.folder, check=True)


def edited(office: Office, path: str, change: Callable[[str], str]) -> Check:
    """Check a store in which somebody changed one file of the outbox, and committed it."""
    file = office.folder / path
    file.parent.mkdir(exist_ok=True)
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    after = change(before)
    assert after != before
    file.write_bytes(after.encode())
    commit(office)
    return verify_store(office.place)


def path_of_one(office: Office) -> str:
    return f"snapshots/alerts/2025/{min(office.alerts())}.yaml"


def test_a_whole_outbox_holds_before_and_after_delivery(told: Office) -> None:
    for _ in range(2):
        found = verify_store(told.place)
        assert (found.holds, found.damage) == (True, None)
        assert found.checked[-1] == "2 alerts, and that none is forgotten"
        told.run()


def test_a_store_that_tells_nobody_has_no_outbox_to_check(office: Office) -> None:
    office.configure("")
    office.capture(0)
    office.run()
    assert verify_store(office.place).checked[-1] == "the journal of 1 runs"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda text: f"{text}# by hand\n", "it was edited"),
        (lambda text: text.replace("route: all", "route: others"), "identity is not that of"),
        (lambda text: text.replace("kind: notice", "kind: rumour", 1), "rumour"),
        (lambda text: text.replace("raised_at: '2025", "raised_at: '2024"), "of 2024"),
        (lambda _: "nonsense", ""),
    ],
    ids=["a comment", "another route", "no such kind", "another year", "nonsense"],
)
def test_an_alert_that_was_edited_is_named(
    told: Office, change: Callable[[str], str], problem: str
) -> None:
    path = path_of_one(told)
    found = edited(told, path, change)
    assert found.damage is not None
    assert (found.holds, found.damage.file) == (False, path.removeprefix("snapshots/"))
    assert problem in found.damage.problem


def test_a_notice_that_the_list_forgot_is_named(told: Office) -> None:
    forgotten = told.index().open[0]
    found = edited(told, OUTBOX, lambda text: text.replace(f"- {forgotten}\n", ""))
    assert found.damage is not None
    assert found.damage.file == "alerts/outbox.yaml"
    assert f"{forgotten} still has to be delivered" in found.damage.problem


def test_a_notice_that_is_gone_is_named(told: Office) -> None:
    (told.folder / path_of_one(told)).unlink()
    commit(told)
    damage = verify_store(told.place).damage
    assert damage is not None
    assert "which the store does not hold" in damage.problem


def test_a_file_that_is_no_alert_is_named(told: Office) -> None:
    found = edited(told, "snapshots/alerts/2025/notes.txt", lambda _: "hello\n")
    assert found.damage is not None
    assert found.damage.problem == "no alert belongs there"
