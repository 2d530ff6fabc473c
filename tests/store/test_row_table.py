"""Rows of lists lie together, each as it was captured, and nothing else gets between them."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidetrack.errors import RecordError
from guidetrack.guidance.reference import Reference
from guidetrack.store import layout, row_table
from guidetrack.store.layout import SlotEntry
from guidetrack.store.row_table import Row

IPG = Reference("IPG", 9075)


def _entry(file: str | None = "catalogue.json", slot: str = "catalogue") -> SlotEntry:
    return SlotEntry(
        slot=slot,
        file=file,
        address="https://example.org/lists",
        sha256="0" * 64,
        observed_at="2026-01-14T09:00:00Z",
        aspects=("identity", "dates"),
        unchanged=True,
    )


def _row(reference: Reference, content: bytes = b'{"Id":"x"}', slot: str = "catalogue") -> Row:
    return row_table.row_of(reference, _entry(slot=slot), content)


def test_a_hundred_numbers_lie_in_one_file() -> None:
    assert row_table.table_path(IPG) == "sources/IPG/rows-9000-9099.jsonl"
    assert row_table.table_path(Reference("IPG", 9)) == "sources/IPG/rows-0-99.jsonl"
    assert row_table.is_table(row_table.table_path(IPG))
    assert layout.reference_of_source(row_table.table_path(IPG)) is None
    assert not row_table.is_table("sources/IPG/IPG9075/slots.yaml")


@pytest.mark.parametrize(
    ("file", "kept"),
    [
        ("catalogue.json", b'{"Id": "IPG9075",  "Title":"d\xc3\xa9j\xc3\xa0"}'),
        ("catalogue.txt", "Déjà vu\n".encode()),
        (None, None),
    ],
)
def test_a_row_comes_back_with_its_entry_and_its_bytes(
    file: str | None, kept: bytes | None
) -> None:
    row = row_table.row_of(IPG, _entry(file), kept)
    content = row_table.dump_rows({IPG: (row,)})
    assert content.count(b"\n") == 1
    ((reference, (back,)),) = row_table.load_rows(content).items()
    assert (reference, back.entry, back.content) == (IPG, _entry(file), kept)
    assert row_table.dump_rows({IPG: (back,)}) == content


@given(
    st.dictionaries(
        st.integers(9000, 9099),
        st.dictionaries(st.text(max_size=8), st.text(max_size=8) | st.integers(), max_size=3),
        max_size=6,
    )
)
@settings(max_examples=60, deadline=None)
def test_the_same_rows_give_the_same_bytes_in_any_order(
    found: dict[int, dict[str, object]],
) -> None:
    rows = {
        Reference("NG", number): (_row(Reference("NG", number), msgspec.json.encode(each)),)
        for number, each in found.items()
    }
    content = row_table.dump_rows(rows)
    assert content == row_table.dump_rows(dict(reversed(rows.items())))
    back = row_table.load_rows(content)
    assert row_table.dump_rows(back) == content
    assert {each: [row.content for row in back[each]] for each in back} == {
        each: [row.content for row in rows[each]] for each in rows
    }


@pytest.mark.parametrize(
    "content", [b"", b"[1]", b'{"a":1} ', b'{"a":\n1}', b'{"a":1}{}', b'{"\xff":1}', b'{"a":\r1}']
)
def test_what_would_not_come_back_as_it_was_is_no_row(content: bytes) -> None:
    assert not row_table.is_row(content)
    assert row_table.is_row(b'{"a": 1}')


def test_rows_are_put_among_the_others_and_taken_out_again() -> None:
    other = Reference("IPG", 9076)
    first = row_table.with_rows({}, {other: [_row(other)]})
    (path,) = first
    held = {path: row_table.load_rows(first[path] or b"")}
    index = _row(IPG, slot="catalogue-index")
    both = row_table.with_rows(held, {IPG: [index, _row(IPG)]})
    rows = row_table.load_rows(both[path] or b"")
    assert list(rows) == [IPG, other]
    assert [each.slot for each in rows[IPG]] == ["catalogue", "catalogue-index"]
    assert row_table.with_rows({path: rows}, {IPG: []}) == first
    assert row_table.with_rows(held, {other: []}) == {path: None}


@pytest.mark.parametrize("line", [b"{}", b"nonsense", b'{"reference":"..","slot":"x"}'])
def test_a_damaged_table_is_refused_by_its_line(line: bytes) -> None:
    good = row_table.dump_rows({IPG: (_row(IPG),)})
    with pytest.raises(RecordError, match="line 2"):
        row_table.load_rows(good + line + b"\n")
