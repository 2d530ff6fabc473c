"""`guidetrack watch test`: what a route would have got."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from tests.cli.conftest import Run

ROUTES = """\
routes:
  lead:
    channels: [notices]
  tendons:
    watch:
      - references: [HTG9310, HTG9999]
      - title: [zebra]
      - kinds: [withdrawn]
        origin: [HTG]
    ignore:
      - kinds: [dates-changed]
    channels: [notices]
  nobody:
    watch:
      - codes: [Q99]
    channels: [notices]
channels:
  notices: {kind: files, folder: notices}
"""


@pytest.fixture
def watched(history: Run) -> Run:
    Path("guidetrack.yaml").write_text(ROUTES, encoding="utf-8")
    return history


def told(result: Result) -> dict[str, dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return {each["route"]: each for each in json.loads(result.stdout)["routes"]}


def test_every_route_is_tried_on_all_that_is_held_and_happened(watched: Run) -> None:
    routes = told(watched("watch", "test", "--json"))
    assert list(routes) == ["lead", "tendons", "nobody"]
    reports = json.loads(watched("log", "--json").stdout)["reports"]
    past = [event["id"] for report in reports for event in report["events"]]
    assert [event["id"] for event in routes["lead"]["events"]] == past
    assert len(routes["lead"]["records"]) == 15
    assert routes["lead"]["without_match"] == []


def test_a_route_gets_what_it_watches_with_the_reasons(watched: Run) -> None:
    route = told(watched("watch", "test", "tendons", "--json"))["tendons"]
    kinds = {event["kind"] for event in route["events"]}
    assert "category-changed" in kinds
    assert "dates-changed" not in kinds
    assert all(event["reference_after"] == "HTG9310" for event in route["events"])
    (reason,) = {sentence for event in route["events"] for sentence in event["why"]}
    assert reason == "HTG9310 is watched."
    held = {each["reference"]: each["why"] for each in route["records"]}
    assert held["HTG9310"][0] == "HTG9310 is watched."


def test_what_fits_nothing_is_named_part_by_part(watched: Run) -> None:
    routes = told(watched("watch", "test", "--json"))
    assert routes["tendons"]["without_match"] == [
        "watch 1: reference HTG9999",
        'watch 2: title "zebra"',
        "watch 3: origin HTG, kind withdrawn",
    ]
    assert routes["nobody"]["without_match"] == ["watch 1: code Q99"]
    text = watched("watch", "test", "nobody").stdout
    assert "This route matches nothing at all: nobody would ever hear through it." in text


def test_events_are_narrowed_by_day_and_guidance_is_not(watched: Run) -> None:
    whole = told(watched("watch", "test", "lead", "--json"))["lead"]
    since = told(watched("watch", "test", "lead", "--since", "2026-03-01", "--json"))["lead"]
    assert 0 < len(since["events"]) < len(whole["events"])
    assert min(event["observed_at"] for event in since["events"]) >= "2026-03-01"
    assert since["records"] == whole["records"]


def test_in_words_each_has_its_number_its_day_and_why(watched: Run) -> None:
    text = watched("watch", "test", "tendons").stdout
    assert text.startswith("tendons: ")
    assert "    HTG9310  Ultrasound-guided needling of the sample tendon\n" in text
    assert "    2 March 2026  category-changed  act  GT-" in text


def test_wrong_names_and_missing_things_are_told(watched: Run) -> None:
    done = watched("watch", "test", "tendon")
    assert done.exit_code == 2
    assert "lead, tendons, nobody" in done.stderr
    text = ROUTES.replace("codes: [Q99]", "register: gone.xlsx")
    Path("guidetrack.yaml").write_text(text, encoding="utf-8")
    done = watched("watch", "test")
    assert done.exit_code == 2
    assert "gone.xlsx" in done.stderr
    Path("guidetrack.yaml").write_text("store: snapshots\n", encoding="utf-8")
    assert "names no route" in watched("watch", "test").stderr


def test_before_the_first_snapshot_there_is_nothing_to_try(run: Run) -> None:
    run("init")
    Path("guidetrack.yaml").write_text(ROUTES, encoding="utf-8")
    done = run("watch", "test")
    assert done.exit_code == 2
    assert "no snapshot yet" in done.stderr
