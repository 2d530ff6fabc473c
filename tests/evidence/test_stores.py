"""A store is checked from its records to its journal, and the first damage is named."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from guidetrack.config import Place, locate
from guidetrack.errors import ConfigError
from guidetrack.evidence.check import Damage
from guidetrack.pipeline import init_repository, verify_store

_RECORD = "records/HTG/HTG9046.yaml"


def _git(place: Place, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", *arguments],
        cwd=place.folder,
        check=True,
        capture_output=True,
    )
    return done.stdout.decode()


def _damage(place: Place, *, full: bool = False) -> Damage:
    found = verify_store(place, full=full)
    assert not found.holds
    assert found.damage is not None
    return found.damage


def _commit(place: Place) -> None:
    _git(place, "add", "-A")
    _git(place, "commit", "--quiet", "-m", "Edit by hand\n\nObserved-At: 2026-04-13T09:00:00Z")


@pytest.mark.parametrize("full", [True, False])
def test_a_whole_store_holds(played: Place, *, full: bool) -> None:
    found = verify_store(played, full=full)
    assert (found.holds, found.damage) == (True, None)
    assert found.checked[-1] == "the journal of 5 runs"
    assert found.not_checked == (
        () if full else ("the bytes of older snapshots; --full reads them too",)
    )


def test_uncommitted_changes_are_told_and_are_no_damage(place: Place) -> None:
    (place.store / _RECORD).write_bytes(b"nonsense\n")
    found = verify_store(place)
    assert found.holds
    assert found.not_checked[-1].startswith(f"uncommitted changes, first snapshots/{_RECORD}")


def _reword(content: str) -> str:
    return content.replace("schema: 1\n", "schema: 1 # by hand\n")


_EDITS: dict[str, tuple[str, Callable[[str], str], str]] = {
    "a comment": (_RECORD, _reword, "it was edited"),
    "another number": (
        _RECORD,
        lambda text: text.replace("9046", "9047"),
        "it is the record of HTG9047",
    ),
    "nonsense": (_RECORD, lambda _: "nonsense", ""),
    "a newer record": (
        _RECORD,
        lambda text: text.replace("schema: 1", "schema: 9"),
        "newer guidetrack",
    ),
    "no record": ("records/HTG/notes.txt", lambda _: "hello", "no record belongs there"),
    "a source": ("sources/HTG/HTG9046/document.md", lambda text: f"{text} ", "hash was recorded"),
    "a table": ("sources/HTG/HTG9046/slots.yaml", lambda text: f"{text}# x\n", "it was edited"),
    "a table of nothing": (
        "sources/HTG/HTG9999/slots.yaml",
        lambda _: "slots: []\n",
        "no record of",
    ),
    "a row": ("sources/HTG/rows-9000-9099.jsonl", lambda _: "{}\n", "line 1"),
    "an absence": ("absent/HTG/HTG9046.yaml", lambda _: "reference: HTG9047\n", "does not name"),
    "a list": ("listed/list.yaml", lambda _: "references: 5\n", "not a list"),
    "a newer store": ("store.yaml", lambda _: "format: 99\n", "newer guidetrack"),
}


@pytest.mark.parametrize("edit", _EDITS)
def test_what_was_edited_by_hand_is_named(place: Place, edit: str) -> None:
    path, change, problem = _EDITS[edit]
    file = place.store / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(change(file.read_text("utf-8") if file.exists() else ""), "utf-8")
    _commit(place)
    damage = _damage(place)
    assert damage.file == path
    assert problem in damage.problem


def test_a_missing_source_is_named(place: Place) -> None:
    (place.store / "sources/HTG/HTG9046/document.md").unlink()
    _commit(place)
    assert _damage(place).file == "sources/HTG/HTG9046/document.md"


def test_a_succession_in_a_circle_is_named(place: Place) -> None:
    record = place.store / "records/IPG/IPG9420.yaml"
    text = record.read_text("utf-8")
    other = place.store / "records/IPG/IPG9640.yaml"
    assert "IPG9640" in text
    claim = "- kind: replaced-by\n  reference: IPG9420\n  when: null\n  stated: null\n"
    told = other.read_text("utf-8")
    assert "relationships:\n" in told
    claim += "  claims_unchanged: null\n" if "claims_unchanged: null" in told else ""
    other.write_text(told.replace("relationships:\n", f"relationships:\n{claim}"), "utf-8")
    _commit(place)
    assert "circle" in _damage(place).problem


def _loose(place: Place, revision: str) -> Path:
    name = _git(place, "rev-parse", revision).strip()
    return place.folder / ".git" / "objects" / name[:2] / name[2:]


def _unpack(place: Place) -> None:
    """Have every object in a file of its own, so that one can be damaged."""
    packs = place.folder / ".git" / "objects" / "pack"
    for pack in packs.glob("*.pack"):
        content = pack.read_bytes()
        for each in (pack, pack.with_suffix(".idx"), pack.with_suffix(".rev")):
            each.unlink(missing_ok=True)
        subprocess.run(["git", "unpack-objects", "-q"], cwd=place.folder, input=content, check=True)


def test_a_damaged_object_of_the_newest_snapshot_is_named_by_its_path(place: Place) -> None:
    _unpack(place)
    file = _loose(place, f"HEAD:snapshots/{_RECORD}")
    file.chmod(0o600)
    file.write_bytes(b"garbage")
    assert _damage(place).file == _RECORD


def test_a_missing_object_of_the_past_is_damage_of_git(place: Place) -> None:
    _unpack(place)
    _loose(place, "HEAD~4:snapshots/records/HTG/HTG9310.yaml").unlink()
    damage = _damage(place)
    assert damage.file == "git"
    assert "missing" in damage.problem


def test_a_damaged_object_of_the_past_is_found_when_all_is_read(place: Place) -> None:
    _unpack(place)
    file = _loose(place, "HEAD~4:snapshots/records/HTG/HTG9310.yaml")
    other = _loose(place, "HEAD:snapshots/records/HTG/HTG9060.yaml")
    file.chmod(0o600)
    file.write_bytes(other.read_bytes())
    assert _damage(place, full=True).file == "git"


def test_a_damaged_journal_is_named(place: Place) -> None:
    tree = _git(place, "rev-parse", "guidetrack-journal^{tree}").strip()
    assert tree
    _git(place, "worktree", "add", "--quiet", "../journal", "guidetrack-journal")
    folder = place.folder.parent / "journal"
    next(folder.glob("runs/*.jsonl")).write_text("{\n", "utf-8")
    _git(place, "-C", str(folder), "commit", "--quiet", "-am", "Edit by hand")
    damage = _damage(place)
    assert damage.file == "the journal"
    assert "line 1" in damage.problem


def test_of_an_empty_store_there_is_nothing_to_check(tmp_path: Path) -> None:
    init_repository(tmp_path / "new")
    with pytest.raises(ConfigError, match="no snapshot yet"):
        verify_store(locate(tmp_path / "new", environment={}))
