"""Seven hundred migrations in one week, of which three are not what they say."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from guidetrack.diff.holding import HeldRecords
from guidetrack.events import detect
from guidetrack.events.event import Event
from guidetrack.guidance.record import ASPECTS, GuidanceRecord, from_plain

SIZE = 700
CHANGED = {17: "1.2", 350: "1.1", 699: "1.3"}
LIMITED = (
    "Evidence on stenting of {organ} is limited. Therefore, this procedure should only be used "
    "with special arrangements for clinical governance, consent and audit or research."
)
STATED = (
    "Interventional procedures guidance {old} has been migrated to HealthTech guidance {new}. "
    "The recommendations and accompanying content remain unchanged."
)


def _numbers(at: int) -> tuple[str, str]:
    """HTG numbers follow the date of publication, not the old numbers."""
    return f"IPG{9001 + at}", f"HTG{9001 + (at * 37) % SIZE}"


def _plain(at: int) -> dict[str, Any]:
    organ = f"organ {at}"
    texts = (
        LIMITED.format(organ=organ),
        f"Clinicians should tell patients about the risks of stenting {organ}.",
        "Clinicians should enter details of all patients into the example register.",
    )
    return {
        "reference": _numbers(at)[0],
        "programme": "Interventional procedures guidance",
        "origin_programme": "IPG",
        "title": f"Stenting of {organ}",
        "published": "2010-01-20",
        "isbn": f"978-1-4731-{at:04}-0",
        "captured": list(ASPECTS),
        "categories": ["special-arrangements"],
        "recommendations": [
            {
                "number": f"1.{index}",
                "text": text,
                "categories": ["special-arrangements"] if index == 1 else [],
            }
            for index, text in enumerate(texts, start=1)
        ],
        "sections": [
            {
                "number": "2.4",
                "heading": "Safety",
                "paragraphs": [
                    {"number": "2.4.1", "text": f"Pain was reported in {at} of 900 patients."}
                ],
            }
        ],
    }


def _moved(at: int) -> GuidanceRecord:
    plain = _plain(at)
    old, new = _numbers(at)
    stated = STATED.format(old=old[3:], new=new[3:])
    plain |= {
        "reference": new,
        "programme": "HealthTech guidance",
        "isbn": f"978-1-4732-{at:04}-0",
        "relationships": [
            {
                "kind": "migrated-from",
                "reference": old,
                "when": "2026-01",
                "stated": stated,
                "claims_unchanged": True,
            }
        ],
        "update_notes": [{"when": "2026-01", "heading": None, "text": stated}],
    }
    for each in plain["recommendations"]:
        if each["number"] == CHANGED.get(at):
            each["text"] = each["text"].replace("Clinicians", "Surgeons").replace("is", "was")
    return from_plain(plain)


@pytest.fixture(scope="module")
def wave() -> tuple[Event, ...]:
    """What the week of the migration gives."""
    before = [from_plain(_plain(at)) for at in range(SIZE)]
    after = [*before, *map(_moved, range(SIZE))]
    return detect(HeldRecords(before), HeldRecords(after))


def test_every_number_moved_once_and_three_documents_changed(wave: tuple[Event, ...]) -> None:
    assert Counter((event.kind, event.verdict) for event in wave) == {
        ("migrated", "identical"): SIZE - 3,
        ("migrated", "changed"): 3,
        ("recommendation-reworded", None): 3,
        ("claim-contradicted", None): 3,
    }
    moved = {
        (event.reference_before, event.reference_after)
        for event in wave
        if event.kind == "migrated"
    }
    assert moved == set(map(_numbers, range(SIZE)))


def test_the_changed_ones_are_named_with_their_recommendation(wave: tuple[Event, ...]) -> None:
    expected = {(_numbers(at), number) for at, number in CHANGED.items()}
    for kind in ("recommendation-reworded", "claim-contradicted"):
        assert {
            ((event.reference_before, event.reference_after), each.number_after)
            for event in wave
            if event.kind == kind
            for each in event.recommendations
        } == expected


def test_the_identical_ones_ask_for_a_new_reference_only(wave: tuple[Event, ...]) -> None:
    identical = [event for event in wave if event.verdict == "identical"]
    assert {event.priority for event in identical} == {"re-reference"}
    assert {event.confidence for event in identical} == {"confirmed"}
    assert all(len(event.recommendations) == 3 for event in identical)


def test_no_two_events_are_the_same(wave: tuple[Event, ...]) -> None:
    assert len({event.id for event in wave}) == len(wave)
