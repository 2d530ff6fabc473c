"""Every case gives exactly the events it lists: an over-eager rule shows up everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from tests.events.case_folders import CASES, Case, all_cases

from guidetrack.events import RULES, detect
from guidetrack.events.event import Event

KINDS = [rule.header.kind for rule in RULES]
CASE_LIST = all_cases()
RULE_FILES = Path(__file__).resolve().parents[2] / "src" / "guidetrack" / "events" / "rules"
ALWAYS = ("kind", "priority", "before", "after")

each_case = pytest.mark.parametrize(
    "case", CASE_LIST, ids=lambda case: f"{case.kind}/{case.folder.name}"
)


def _said(event: Event) -> dict[str, Any]:
    """An event as cases write it."""
    numbers = [[each.number_before, each.number_after] for each in event.recommendations]
    return {
        "kind": event.kind,
        "priority": event.priority,
        "before": event.reference_before,
        "after": event.reference_after,
        "verdict": event.verdict,
        "direction": event.direction,
        "aspects": list(event.aspects),
        "confidence": event.confidence,
        "explained_by": event.explained_by,
        "recommendations": numbers,
        "summary": event.summary,
        "places": [change.place for change in event.changes],
    }


def _as_written(event: Event, expected: Iterable[str]) -> dict[str, Any]:
    """What of an event a case must always say, and what this one says besides."""
    wanted = {*ALWAYS, "verdict", "direction", "aspects", *expected}
    shown = {*ALWAYS, *expected}
    return {
        key: value
        for key, value in _said(event).items()
        if key in wanted and (value or key in shown)
    }


@each_case
def test_a_case_gives_exactly_its_events(case: Case) -> None:
    events = detect(case.side("old"), case.side("new"))
    keys = [set(each) for each in case.expected]
    found = [
        _as_written(event, keys[index] if index < len(keys) else ())
        for index, event in enumerate(events)
    ]
    assert found == case.expected, case.why


@each_case
def test_no_rule_fires_on_a_side_compared_with_itself(case: Case) -> None:
    for side in ("old", "new"):
        assert detect(case.side(side), case.side(side)) == ()


@each_case
def test_an_event_has_a_priority_its_kind_can_have(case: Case) -> None:
    headers = {rule.header.kind: rule.header for rule in RULES}
    for event in detect(case.side("old"), case.side("new")):
        assert event.priority in headers[event.kind].priority
        assert event.verdict != "not-verified" or event.priority in {"review", "act"}


@each_case
def test_a_hit_hits_and_a_miss_does_not(case: Case) -> None:
    found = {each["kind"] for each in case.expected}
    assert case.role in {"hit", "miss", "near"}
    assert (case.kind in found) is (case.role == "hit")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_hit_a_miss_and_a_near_miss(kind: str) -> None:
    roles = {case.role for case in CASE_LIST if case.kind == kind}
    assert roles == {"hit", "miss", "near"}


def test_every_folder_of_cases_is_named_by_a_kind() -> None:
    assert sorted(each.name for each in CASES.iterdir()) == sorted(KINDS)


def test_a_rule_file_is_named_by_its_kind_and_stands_in_the_table() -> None:
    files = {file.stem for file in RULE_FILES.glob("[a-z]*.py")}
    assert files == {kind.replace("-", "_") for kind in KINDS}
    assert len(set(KINDS)) == len(KINDS)
