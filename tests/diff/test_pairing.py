"""Records are paired before they are compared, for a migration is a record whose key changes."""

from __future__ import annotations

from typing import Any

from guidetrack.diff import compare, pair
from guidetrack.diff.holding import HeldRecords
from guidetrack.guidance.record import ASPECTS, GuidanceRecord, from_plain

TEXT = (
    "Current evidence on balloon dilatation of the example vein is inadequate in quantity, so it "
    "should only be used with special arrangements for clinical governance, consent and audit or "
    "research by vascular specialists who have training in it and enter every patient into the "
    "example register within three months of the procedure."
)


def _record(reference: str, text: str = TEXT, **fields: Any) -> GuidanceRecord:
    plain = {
        "reference": reference,
        "programme": None,
        "origin_programme": "IPG",
        "title": "Balloon dilatation of the example vein",
        "captured": list(ASPECTS),
        "recommendations": [
            {"number": "1.1", "text": text},
            {"number": "1.2", "text": "NICE may review the procedure."},
        ],
    }
    return from_plain({**plain, **fields})


def _pairs(
    old: list[GuidanceRecord], new: list[GuidanceRecord]
) -> list[tuple[str | None, str | None, str]]:
    return [
        (
            str(each.old.reference) if each.old else None,
            str(each.new.reference) if each.new else None,
            each.basis,
        )
        for each in pair(HeldRecords(old), HeldRecords(new))
    ]


def _states(kind: str, reference: str) -> dict[str, Any]:
    return {"relationships": [{"kind": kind, "reference": reference}]}


def test_what_is_the_same_is_not_paired() -> None:
    assert _pairs([_record("IPG9001")], [_record("IPG9001")]) == []


def test_a_changed_record_is_paired_with_itself() -> None:
    assert _pairs([_record("IPG9001")], [_record("IPG9001", isbn="978-1-4731-0000-8")]) == [
        ("IPG9001", "IPG9001", "same-reference")
    ]


def test_a_successor_is_paired_with_the_predecessor_it_names_which_lives_on() -> None:
    old = _record("IPG9001")
    new = _record("HTG9401", **_states("migrated-from", "IPG9001"))
    assert _pairs([old], [old, new]) == [("IPG9001", "HTG9401", "stated-successor")]


def test_the_statement_of_the_old_page_counts_as_well_and_both_once() -> None:
    old = _record("IPG9001")
    stub = _record("IPG9001", **_states("replaced-by", "HTG9401"))
    new = _record("HTG9401", **_states("migrated-from", "IPG9001"))
    expected = [
        ("IPG9001", "HTG9401", "stated-successor"),
        ("IPG9001", "IPG9001", "same-reference"),
    ]
    assert _pairs([old], [stub, _record("HTG9401")]) == expected
    assert _pairs([old], [stub, new]) == expected


def test_a_statement_that_was_there_before_pairs_nothing_again() -> None:
    old = _record("IPG9001")
    new = _record("HTG9401", **_states("migrated-from", "IPG9001"))
    assert _pairs([old, new], [old, new]) == []
    later = _record("HTG9401", isbn="978-1-4731-0000-8", **_states("migrated-from", "IPG9001"))
    assert _pairs([old, new], [old, later]) == [("HTG9401", "HTG9401", "same-reference")]


def test_the_same_text_is_paired_where_one_vanished_and_one_appeared() -> None:
    near = TEXT.replace("three months", "four months")
    assert _pairs([_record("IPG9001")], [_record("HTG9401", near)]) == [
        ("IPG9001", "HTG9401", "same-text")
    ]


def test_the_same_text_is_not_paired_while_both_are_there() -> None:
    old = _record("IPG9001")
    assert _pairs([old], [old, _record("HTG9401")]) == [(None, "HTG9401", "same-reference")]


def test_two_candidates_of_the_same_likeness_are_not_guessed_between() -> None:
    pairs = _pairs([_record("IPG9001")], [_record("HTG9401"), _record("HTG9402")])
    assert {basis for _, _, basis in pairs} == {"same-reference"}


def test_a_short_text_is_too_much_frame_to_tell() -> None:
    short = "This procedure should not be used."
    pairs = _pairs(
        [_record("IPG9001", short), _record("IPG9002")],
        [_record("HTG9401", short), _record("IPG9002")],
    )
    assert pairs == [(None, "HTG9401", "same-reference"), ("IPG9001", None, "same-reference")]


def test_two_documents_the_user_names_are_compared_though_nobody_links_them() -> None:
    short = "This procedure should not be used."
    assert _pairs([_record("IPG9001", short)], [_record("IPG9077")]) == [
        ("IPG9001", "IPG9077", "asked")
    ]


def test_an_absence_is_a_change_though_the_record_is_kept() -> None:
    record = _record("IPG9001")
    found = pair(HeldRecords([record]), HeldRecords([record], absent=[record.reference]))
    assert [change.place for each in found for change in compare(each)] == ["presence"]


def test_many_numbers_without_a_statement_are_paired_by_their_texts() -> None:
    texts = [TEXT.replace("example", f"sample {at} of model {at * 7}") for at in range(60)]
    old = [_record(f"IPG{9001 + at}", text, title=f"Vein {at}") for at, text in enumerate(texts)]
    new = [
        _record(f"HTG{9100 + at}", text, title=f"Vein {at}")
        for at, text in enumerate(reversed(texts))
    ]
    pairs = _pairs(old, new)
    assert len(pairs) <= 120
    assert all(
        basis != "same-text" or int(before[3:]) - 9001 == 59 - (int(after[3:]) - 9100)
        for before, after, basis in pairs
        if before and after
    )
