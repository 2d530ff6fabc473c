"""What is always true of events, whatever happened to the guidance."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.laws.generated import histories, pairs, records

from guidetrack.diff import compare, pair
from guidetrack.diff.holding import HeldRecords
from guidetrack.events import RULES, detect
from guidetrack.guidance.record import GuidanceRecord, from_plain, to_plain

some = settings(max_examples=40)
KINDS = [rule.header.kind for rule in RULES]
SWAPPED = {
    "recommendation-added": "recommendation-removed",
    "recommendation-removed": "recommendation-added",
    "recommendation-split": "recommendation-merged",
    "recommendation-merged": "recommendation-split",
}
_EXPLAINS_NO_CHANGE_OF_ITS_OWN = {"claim-contradicted"}


def _side(*held: GuidanceRecord, observed_at: str | None = None) -> HeldRecords:
    return HeldRecords(held, observed_at=observed_at)


@some
@given(st.lists(records(), max_size=1), records("IPG9002"))
def test_nothing_happens_between_a_side_and_itself(
    first: list[GuidanceRecord], second: GuidanceRecord
) -> None:
    assert detect(_side(*first, second), _side(*first, second)) == ()


@some
@given(pairs())
def test_every_change_is_explained_exactly_once(
    pair_of_records: tuple[GuidanceRecord, GuidanceRecord],
) -> None:
    old, new = (_side(record) for record in pair_of_records)
    facts = [change for each in pair(old, new) for change in compare(each)]
    told = [
        change
        for event in detect(old, new)
        if event.kind not in _EXPLAINS_NO_CHANGE_OF_ITS_OWN
        for change in event.changes
    ]
    assert Counter(map(msgspec.json.encode, told)) == Counter(map(msgspec.json.encode, facts))


@some
@given(histories())
def test_a_history_leaves_nothing_unexplained_and_tells_nothing_twice(
    history: list[list[GuidanceRecord]],
) -> None:
    for before, after in pairwise(history):
        old, new = _side(*before), _side(*after)
        facts = {msgspec.json.encode(change) for each in pair(old, new) for change in compare(each)}
        events = detect(old, new)
        told = {msgspec.json.encode(change) for event in events for change in event.changes}
        assert told == facts
        assert len({event.id for event in events}) == len(events)


@some
@given(histories())
def test_a_migration_is_told_once_and_never_as_verified_without_both_texts(
    history: list[list[GuidanceRecord]],
) -> None:
    _, second, third = history
    events = detect(_side(*second), _side(*third))
    moved = [event for event in events if event.kind == "migrated"]
    assert [(event.reference_before, event.reference_after) for event in moved] == [
        ("IPG9002", "HTG9401")
    ]
    both = all(record.recommendations for record in (second[1], third[2]))
    assert (moved[0].verdict == "not-verified") is not both
    assert detect(_side(*third), _side(*third)) == ()


@some
@given(pairs())
def test_swapping_the_sides_swaps_added_and_removed(
    pair_of_records: tuple[GuidanceRecord, GuidanceRecord],
) -> None:
    old, other = pair_of_records
    kept = {name: getattr(old, name) for name in ("status", "relationships", "captured", "title")}
    new = msgspec.structs.replace(other, **kept)
    there, back = (
        Counter(event.kind for event in detect(one, two) if _about_recommendations(event.kind))
        for one, two in ((_side(old), _side(new)), (_side(new), _side(old)))
    )
    assert Counter({SWAPPED.get(kind, kind): count for kind, count in there.items()}) == back


def _about_recommendations(kind: str) -> bool:
    return kind.startswith(("recommendation-", "category-", "editorial"))


def _in_other_typography(record: GuidanceRecord) -> GuidanceRecord:
    def worse(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: f"**{part.replace(' ', chr(0xA0))}**" if key == "text" else worse(part)
                for key, part in value.items()
            }
        if isinstance(value, list | tuple):
            return [worse(part) for part in value]
        return value

    return from_plain(worse(to_plain(record)))


@some
@given(pairs())
def test_identities_do_not_depend_on_typography_or_clock(
    pair_of_records: tuple[GuidanceRecord, GuidanceRecord],
) -> None:
    old, new = pair_of_records
    before = _side(old, observed_at="2026-01-05T09:00:00Z")
    plain = detect(before, _side(new, observed_at="2026-01-06T09:00:00Z"))
    worse = detect(
        before,
        _side(_in_other_typography(new), observed_at="2026-01-12T09:00:00Z"),
    )
    assert [event.id for event in plain] == [event.id for event in worse]


@some
@given(histories())
def test_two_runs_say_the_same_in_the_same_order(history: list[list[GuidanceRecord]]) -> None:
    first, _, third = history
    assert detect(_side(*first), _side(*third)) == detect(_side(*first[::-1]), _side(*third[::-1]))


@some
@given(pairs())
def test_an_event_is_of_a_known_kind_and_names_its_guidance(
    pair_of_records: tuple[GuidanceRecord, GuidanceRecord],
) -> None:
    old, new = pair_of_records
    for event in detect(_side(old), _side(new)):
        assert event.kind in KINDS
        assert event.reference_before or event.reference_after
        assert event.summary.endswith((".", '."'))
        assert len(event.id) == len("GT-") + 16
