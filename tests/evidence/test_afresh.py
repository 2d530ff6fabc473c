"""Evidence rests on git's objects, and on nothing that was kept to be quick."""

from __future__ import annotations

import subprocess
from pathlib import Path

import msgspec
from tests.evidence.conftest import pack_of

from guidetrack.config import Place
from guidetrack.pipeline import history, resolve_numbers, verify_store
from guidetrack.store.remembered_file import RememberedFile


def _lie(place: Place) -> None:
    """Put in the place of everything remembered what is well formed and wrong."""
    list(history(place))
    resolve_numbers(place, ["IPG9352"])
    remembered = place.store.parent / ".git" / "guidetrack"
    revisions = RememberedFile(remembered / "revisions.json")
    asked = msgspec.json.decode(revisions.read() or b"")["asked"]
    revisions.write(msgspec.json.encode({"asked": asked, "revisions": ()}))
    lineage = RememberedFile(remembered / "lineage.json")
    code, standings, _ = msgspec.json.decode(lineage.read() or b"")
    for standing in standings.values():
        standing["relationships"] = []
    lineage.write(msgspec.json.encode((code, standings, {})))


def _damage_graph(place: Place) -> None:
    top = place.store.parent
    write = ("git", "commit-graph", "write", "--reachable", "--changed-paths")
    subprocess.run(write, cwd=top, check=True)
    graph = top / ".git" / "objects" / "info" / "commit-graph"
    graph.chmod(0o600)
    content = graph.read_bytes()
    graph.write_bytes(content[: len(content) // 2] + b"\xff" * (len(content) // 2))


def test_a_pack_is_the_same_whatever_is_remembered(place: Place, tmp_path: Path) -> None:
    honest = pack_of(place, tmp_path / "honest.zip", "IPG9352")
    _lie(place)
    assert resolve_numbers(place, ["IPG9352"])[0].status != "migrated"
    _damage_graph(place)
    assert pack_of(place, tmp_path / "again.zip", "IPG9352") == honest


def test_a_store_is_sound_whatever_is_remembered(place: Place) -> None:
    _lie(place)
    _damage_graph(place)
    assert verify_store(place, full=True).holds
