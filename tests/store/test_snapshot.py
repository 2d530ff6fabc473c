"""Snapshots: one revision, read no further than asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from guidetrack.diff.holding import Holding
from guidetrack.errors import RecordError, StoreError
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.store import layout
from guidetrack.store.layout import SlotEntry
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot, Snapshots

Git = Callable[..., str]
Take = Callable[..., str]
Invent = Callable[..., GuidanceRecord]

IPG = Reference("IPG", 9001)
HTG = Reference("HTG", 9002)


@pytest.fixture
def latest(repository: Repository) -> Callable[[], Snapshot]:
    """The newest snapshot, which there is."""

    def find() -> Snapshot:
        found = Snapshots(repository).latest()
        assert found is not None
        return found

    return find


def test_a_snapshot_is_a_side_of_a_comparison(
    latest: Callable[[], Snapshot], take: Take, invent: Invent
) -> None:
    revision = take(invent("IPG9001"), invent("HTG9002"))
    side: Holding = latest()
    assert side.revision == revision
    assert side.observed_at == "2026-01-14T09:00:00Z"
    assert sorted(side.fingerprints()) == [HTG, IPG]
    assert side.record(IPG) == invent("IPG9001")
    assert side.record(Reference("NG", 1)) is None


def test_there_is_no_snapshot_before_the_first(repository: Repository) -> None:
    snapshots = Snapshots(repository)
    assert snapshots.latest() is None
    assert snapshots.named("HEAD") is None
    assert snapshots.named("nonsense") is None
    assert snapshots.on(dt.date(2026, 1, 14)) is None
    assert list(snapshots.all()) == []


def test_equal_records_have_equal_fingerprints_in_all_snapshots(
    repository: Repository, take: Take, invent: Invent
) -> None:
    take(invent("IPG9001"), invent("HTG9002"))
    take(invent("IPG9001", "Do not use."))
    new, old = Snapshots(repository).all()
    assert new.fingerprints()[HTG] == old.fingerprints()[HTG]
    assert new.fingerprints()[IPG] != old.fingerprints()[IPG]


def test_a_record_that_snapshots_share_is_parsed_once(
    repository: Repository, take: Take, invent: Invent
) -> None:
    take(invent("IPG9001"), invent("HTG9002"))
    take(invent("IPG9001", "Do not use."))
    new, old = Snapshots(repository).all()
    assert new.record(HTG) is old.record(HTG)
    new.fetch([IPG, HTG, Reference("NG", 1)])
    assert new.record(IPG) == invent("IPG9001", "Do not use.")


def test_the_user_may_commit_elsewhere_without_making_a_snapshot(
    repository: Repository, take: Take, invent: Invent, git: Git, work_tree: Path
) -> None:
    revision = take(invent("IPG9001"))
    (work_tree / "README").write_bytes(b"Still ours.\n")
    git("commit", "--quiet", "--all", "--message=Ours")
    named = Snapshots(repository).named("HEAD")
    assert named is not None
    assert named.revision == revision


def test_slots_and_bytes_are_kept_beside_the_record(
    repository: Repository, latest: Callable[[], Snapshot], take: Take, invent: Invent
) -> None:
    kept = SlotEntry(
        slot="overview",
        file="overview.html",
        address="https://example.org/guidance/ipg9001",
        sha256="0" * 64,
        observed_at="2026-01-14T09:00:00Z",
        aspects=("identity",),
    )
    hashed = SlotEntry(
        slot="feed",
        file=None,
        address=None,
        sha256="1" * 64,
        observed_at="2026-01-14T09:00:00Z",
        aspects=(),
    )
    page = b"<html>\r\n\x00\xff no text at all \r"
    changes = {
        layout.source_path(IPG, "overview.html"): page,
        layout.slots_path(IPG): layout.dump_slots([kept, hashed]),
    }
    take(invent("IPG9001"), also=changes)
    snapshot = latest()
    assert snapshot.slots(IPG) == (hashed, kept)
    assert snapshot.source(IPG, "overview") == page
    assert snapshot.source(IPG, "feed") is None
    assert snapshot.source(IPG, "catalogue") is None
    assert snapshot.slots(HTG) == ()
    assert (repository.store_dir / layout.source_path(IPG, "overview.html")).read_bytes() == page


def test_a_damaged_record_is_named_by_its_file(
    latest: Callable[[], Snapshot], take: Take, invent: Invent, git: Git, work_tree: Path
) -> None:
    take(invent("IPG9001"))
    (work_tree / "snapshots/records/IPG/IPG9001.yaml").write_bytes(b"schema: 1\nreference: x\n")
    git("commit", "--quiet", "--all", "--message=Damage")
    assert sorted(latest().fingerprints()) == [IPG]
    with pytest.raises(RecordError, match=r"records/IPG/IPG9001\.yaml"):
        latest().record(IPG)


def test_a_store_of_a_newer_format_is_refused_before_anything_is_read(
    latest: Callable[[], Snapshot], take: Take, invent: Invent, git: Git, work_tree: Path
) -> None:
    take(invent("IPG9001"))
    (work_tree / "snapshots/store.yaml").write_bytes(b"format: 7\n")
    git("commit", "--quiet", "--all", "--message=Of the future")
    with pytest.raises(StoreError, match="store format 7"):
        latest().fingerprints()


def test_all_snapshots_together_hold_what_each_holds_alone(
    repository: Repository, take: Take, invent: Invent, git: Git, work_tree: Path
) -> None:
    take(invent("IPG9001"), invent("HTG9002"), day=1)
    take(invent("IPG9001", "Do not use."), day=2)
    take(invent("HTG9003"), also={"records/HTG/HTG9002.yaml": None}, day=3)
    (work_tree / "snapshots/records/IPG/IPG9001.yaml").write_bytes(b"of somebody\n")
    git("commit", "--quiet", "--all", "--message=Theirs")
    take(invent("HTG9002"), invent("IPG9001"), day=5)
    snapshots = Snapshots(repository)
    together = list(snapshots.all())
    alone = [snapshots.of(each.facts) for each in together]
    assert len(together) == 5
    assert [dict(each.fingerprints()) for each in together] == [
        dict(each.fingerprints()) for each in alone
    ]
    assert [each.observed_at and each.observed_at[8:10] for each in together] == [
        *("05", None, "03", "02", "01")
    ]


def test_what_is_absent_and_what_is_listed_stands_in_files_of_their_own(
    latest: Callable[[], Snapshot], take: Take, invent: Invent
) -> None:
    take(invent("IPG9001"))
    assert (latest().absences(), latest().listed()) == (frozenset(), None)
    gone = layout.Absence(reference="IPG9001", since="2026-01-14T09:00:00Z", runs=3)
    lists = {"a": [IPG, HTG], "b": [HTG]}
    files = {layout.listed_path(name): layout.dump_listed(name, lists[name]) for name in lists}
    take(invent("IPG9001"), also={layout.absent_path(IPG): layout.dump_absence(gone), **files})
    assert latest().absences() == {IPG}
    assert latest().listed() == frozenset({IPG, HTG})
