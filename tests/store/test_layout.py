"""Where things lie, and why no page can make anything lie elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from guidetrack.errors import RecordError, StoreError
from guidetrack.guidance.reference import Reference
from guidetrack.store import layout
from guidetrack.store.layout import SlotEntry
from guidetrack.store.row_table import table_path

IPG = Reference("IPG", 9075)


def test_every_kind_of_file_has_its_place() -> None:
    assert layout.record_path(IPG) == "records/IPG/IPG9075.yaml"
    assert layout.slots_path(IPG) == "sources/IPG/IPG9075/slots.yaml"
    assert layout.source_path(IPG, "overview.html") == "sources/IPG/IPG9075/overview.html"
    assert layout.absent_path(IPG) == "absent/IPG/IPG9075.yaml"
    assert layout.boilerplate_path("ab") == "boilerplate/ab.txt"


def test_the_page_about_the_store_names_every_place() -> None:
    page = (Path(__file__).parents[2] / "docs" / "store.md").read_text("utf-8")
    places = {
        layout.STORE_FILE,
        layout.record_path(IPG),
        layout.source_path(IPG, "overview.html"),
        layout.slots_path(IPG),
        table_path(IPG),
        layout.boilerplate_path("<sha256>"),
        layout.listed_path("list"),
        layout.absent_path(IPG),
        layout.alert_path("GA-4T7YQ2M9KXW3DF6P", "2026"),
        layout.OUTBOX_FILE,
        layout.SILENCES_FILE,
    }
    assert [each for each in sorted(places) if f"| `{each}` |" not in page] == []


def test_a_record_is_known_by_its_path() -> None:
    assert layout.reference_of("records/IPG/IPG9075.yaml") == IPG


@pytest.mark.parametrize(
    "path",
    [
        "records/IPG/HTG9075.yaml",
        "records/IPG/IPG09075.yaml",
        "records/COM/COM1.yaml",
        "records/IPG/IPG9075.yml",
        "records/IPG9075.yaml",
        "absent/IPG/IPG9075.yaml",
    ],
)
def test_other_files_are_no_records(path: str) -> None:
    assert layout.reference_of(path) is None


@pytest.mark.parametrize(
    ("slot", "extension", "name"),
    [
        ("overview", "html", "overview.html"),
        ("document", ".MD", "document.md"),
        ("chapter-1-recommendations", "html", "chapter-1-recommendations.html"),
        ("overview", "tar.gz", "overview.bin"),
    ],
)
def test_a_slot_names_its_file(slot: str, extension: str, name: str) -> None:
    assert layout.source_file_name(slot, extension) == name


@pytest.mark.parametrize(
    "slot", ["../../x", "Overview", "con", "slots", "a" * 200, "\u00e9", "a/b"]
)
def test_an_odd_slot_gets_a_safe_name_of_its_own(slot: str) -> None:
    name = layout.source_file_name(slot, "html")
    assert name != layout.source_file_name(slot + "x", "html")
    assert all(sign.isascii() and (sign.isalnum() or sign in "-.") for sign in name)
    assert name.casefold() != layout.source_file_name("overview", "html")
    assert len(name) <= 100
    assert not name.startswith(".")


@pytest.mark.parametrize("file", ["../x", "a/b", "a\\b", ".hidden"])
def test_a_damaged_table_of_slots_leads_nowhere(file: str) -> None:
    with pytest.raises(RecordError, match="no name of a file"):
        layout.source_path(IPG, file)


def test_slots_are_written_in_the_order_of_their_names() -> None:
    entries = tuple(
        SlotEntry(
            slot=slot,
            file=f"{slot}.html",
            address=None,
            sha256="0" * 64,
            observed_at="2026-01-14T09:00:00Z",
            aspects=("identity",),
        )
        for slot in ("overview", "document")
    )
    content = layout.dump_slots(entries)
    assert layout.load_slots(content) == (entries[1], entries[0])
    assert b"observed_at: '2026-01-14T09:00:00Z'" in content


def test_a_damaged_table_of_slots_is_refused_by_its_field() -> None:
    with pytest.raises(RecordError, match="slots"):
        layout.load_slots(b"slots:\n- slot: overview\n")


def test_a_store_of_a_newer_format_is_refused() -> None:
    layout.check_format(layout.dump_store_file("1"))
    with pytest.raises(StoreError, match="newer guidetrack"):
        layout.check_format(b"format: 2\nextractor: '9'\n")
    with pytest.raises(RecordError, match="format"):
        layout.check_format(b"format: none\n")
