"""One run is one commit or none, and what cannot be taken leaves no trace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pipeline.conftest import Take
from tests.pipeline.documents import FEBRUARY, NOVEMBER, new_document, old_document

from guidetrack.config import Place, locate
from guidetrack.errors import ConfigError, StoreError
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline import show, take_snapshot
from guidetrack.store import journal
from guidetrack.store.repository import Repository

Git = Callable[..., str]
LATER = FEBRUARY + dt.timedelta(days=7)


def test_a_run_records_what_is_new_and_says_so_in_trailers(take: Take, git: Git) -> None:
    result = take(NOVEMBER, {"a.md": old_document()})
    assert result.recorded == ("IPG9075",)
    assert (result.previous, result.unchanged, result.refused) == (None, (), ())
    assert result.revision == git("rev-parse", "HEAD").strip()
    message = git("log", "-1", "--format=%B")
    assert message.startswith("Take snapshot of 1 record, 1 changed\n")
    assert "\nObserved-At: 2025-11-02T09:00:00Z\n" in message
    assert git("status", "--porcelain").splitlines() == ["?? guidetrack.yaml"]


def test_the_same_bytes_again_make_no_commit(take: Take, git: Git) -> None:
    first = take(NOVEMBER, {"a.md": old_document()})
    second = take(FEBRUARY, {"b.txt": old_document()})
    assert (second.revision, second.previous) == (None, first.revision)
    assert second.unchanged == ("IPG9075",)
    assert git("rev-list", "--count", "HEAD").strip() == "1"


def test_other_bytes_that_say_the_same_make_no_commit(take: Take, git: Git) -> None:
    take(NOVEMBER, {"a.md": old_document()})
    second = take(FEBRUARY, {"a.md": old_document().replace("- 1.3", "1.3").replace("# 1", "## 1")})
    assert second.revision is None
    assert second.unchanged == ("IPG9075",)
    assert git("rev-list", "--count", "HEAD").strip() == "1"


def test_every_run_stands_in_the_journal(take: Take, place: Place) -> None:
    take(NOVEMBER, {"a.md": old_document(), "b.txt": "nothing to number here"})
    take(FEBRUARY, {"a.md": old_document()})
    with Repository.open(place.store) as repository:
        first, second = journal.read(repository)
    assert first["recorded"] == ["IPG9075"]
    assert first["refused"][0]["source"] == "b.txt"
    assert (second["revision"], second["unchanged"]) == (None, ["IPG9075"])


def test_a_stub_adds_that_the_guidance_was_replaced_and_takes_nothing_away(
    take: Take, place: Place
) -> None:
    take(NOVEMBER, {"a.md": old_document()})
    stub = (
        "Balloon dilatation of the example vein in adults\n\nInterventional procedures guidance "
        "[IPG9075]\n\nThis guidance has been updated and replaced by NICE interventional "
        "procedures guidance 9508.\n"
    )
    result = take(FEBRUARY, {"stub.txt": stub})
    assert result.recorded == ("IPG9075",)
    record = show(place, Reference("IPG", 9075)).record
    assert len(record.recommendations) == 3
    (relationship,) = record.relationships
    assert (relationship.kind, str(relationship.reference)) == ("replaced-by", "IPG9508")
    assert show(place, Reference("IPG", 9075), as_of=NOVEMBER.date()).record.relationships == ()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(200), "PNG"),
        ("no-number.txt", b"Guidance on balloon dilatation of the example vein.", "--reference"),
        (
            "draft.txt",
            old_document().replace("1 Recommendations", "1 Provisional recommendations").encode(),
            "draft",
        ),
        ("escape.txt", old_document().replace("ipg9075", "../../x").encode(), "number"),
        ("device.txt", old_document().replace("ipg9075", "com1").encode(), "number"),
    ],
)
def test_bad_input_is_refused_in_a_sentence_and_the_rest_recorded(
    take: Take, git: Git, name: str, content: bytes, says: str
) -> None:
    result = take(NOVEMBER, {name: content, "good.md": new_document()})
    assert result.recorded == ("HTG9046",)
    (refused,) = result.refused
    assert refused.source.endswith(name)
    (problem,) = refused.problems
    assert says in problem
    files = git("ls-tree", "-r", "--name-only", "HEAD").split()
    assert not [file for file in files if "HTG9046" not in file and "/records/" in file]


def test_a_document_above_the_limit_is_refused_unread(take: Take) -> None:
    result = take(NOVEMBER, {"huge.txt": b"x" * 20_000_001, "good.md": new_document()})
    assert result.recorded == ("HTG9046",)
    assert "20" in result.refused[0].problems[0]


def test_a_number_given_by_hand_is_used_where_none_is_stated(take: Take, place: Place) -> None:
    page = (
        "The National Institute for Health and Clinical Excellence (NICE) has issued full guidance "
        "to the NHS on balloon dilatation of the example vein in adults.\n\nCoding "
        "recommendations\n\nL80.4 Insertion of stent into example vein\n"
    )
    result = take(NOVEMBER, {"page.txt": page}, reference="IPG9075")
    assert result.recorded == ("IPG9075",)
    record = show(place, Reference("IPG", 9075)).record
    assert record.title == "Balloon dilatation of the example vein in adults"
    assert "recommendations" not in record.captured


def test_one_number_for_several_documents_is_a_mistake(take: Take) -> None:
    with pytest.raises(ConfigError, match="2 were given"):
        take(NOVEMBER, {"a.md": old_document(), "b.md": new_document()}, reference="IPG9075")


def test_two_captures_of_one_document_count_once_or_not_at_all(take: Take) -> None:
    same = take(NOVEMBER, {"a.md": old_document(), "b.txt": old_document().replace("- ", "")})
    assert same.recorded == ("IPG9075",)
    other = take(FEBRUARY, {"a.md": old_document("Audit."), "b.md": old_document("Review.")})
    assert (other.recorded, other.revision) == ((), None)
    assert [each.reference for each in other.refused] == ["IPG9075", "IPG9075"]
    assert "differs from" in other.refused[0].problems[0]


def test_a_snapshot_cannot_be_older_than_the_newest(take: Take) -> None:
    take(FEBRUARY, {"a.md": old_document()})
    with pytest.raises(ConfigError, match="before the newest snapshot"):
        take(NOVEMBER, {"a.md": new_document()})


def test_a_dry_run_writes_nothing(place: Place, tmp_path: Path, git: Git) -> None:
    page = tmp_path / "a.md"
    page.write_text(old_document(), encoding="utf-8")
    result = take_snapshot(place, [str(page)], now=NOVEMBER, dry_run=True)
    assert (result.recorded, result.revision) == (("IPG9075",), None)
    assert git("for-each-ref") == ""


def test_sources_can_be_kept_as_hashes_only(tmp_path: Path, place: Place, git: Git) -> None:
    assert place.config_file is not None
    place.config_file.write_text("keep_sources: hash\n", encoding="utf-8")

    frugal = locate(tmp_path / "trust", environment={})
    page = tmp_path / "a.md"
    page.write_text(old_document(), encoding="utf-8")
    take_snapshot(frugal, [str(page)], now=NOVEMBER)
    files = git("ls-tree", "-r", "--name-only", "HEAD").split()
    assert "snapshots/sources/IPG/IPG9075/slots.yaml" in files
    assert not [file for file in files if file.endswith("document.md")]
    stub = tmp_path / "stub.txt"
    stub.write_text(
        "NICE interventional procedures guidance [IPG9075]\n\nThis guidance has been updated and "
        "replaced by NICE interventional procedures guidance 9508.\n",
        encoding="utf-8",
    )
    take_snapshot(frugal, [str(stub)], now=FEBRUARY)
    record = show(frugal, Reference("IPG", 9075)).record
    assert len(record.recommendations) == 3
    assert record.relationships[0].kind == "replaced-by"


def test_the_users_own_edits_in_the_store_stop_the_run(take: Take, place: Place) -> None:
    take(NOVEMBER, {"a.md": old_document()})
    (place.store / "records" / "IPG" / "IPG9075.yaml").write_text("mine\n", encoding="utf-8")
    with pytest.raises(StoreError, match=r"IPG9075\.yaml"):
        take(FEBRUARY, {"a.md": new_document()})
