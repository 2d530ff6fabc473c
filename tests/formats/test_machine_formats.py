"""JSON, JSON Lines and CSV are contracts: their keys, their order, their safety."""

from __future__ import annotations

import csv
import io
import json
import re

from guidetrack.events.report import Report
from guidetrack.formats import FORMATS
from guidetrack.formats.csv import COLUMNS

EVENT_KEYS = [
    "id",
    "kind",
    "priority",
    "confidence",
    "reference_before",
    "reference_after",
    "origin_programme",
    "title",
    "summary",
    "verdict",
    "direction",
    "aspects",
    "categories_before",
    "categories_after",
    "recommendations",
    "explained_by",
    "url_before",
    "url_after",
    "changes",
]


def test_every_key_of_the_contract_is_there_in_its_order(report: Report) -> None:
    told = json.loads(FORMATS["json"](report))
    assert list(told) == ["schema_version", "old", "new", "events", "refused", "attribution"]
    assert told["schema_version"] == 1
    assert told["old"] == {"revision": "4f1c9a2", "observed_at": "2025-11-02T09:00:00Z"}
    for event in told["events"]:
        assert list(event) == EVENT_KEYS


def test_json_keeps_the_order_of_the_report_and_all_its_words(report: Report) -> None:
    told = json.loads(FORMATS["json"](report))
    assert [event["id"] for event in told["events"]] == [event.id for event in report.events]
    assert told["events"][2]["recommendations"] == [
        {
            "number_before": "1.2",
            "number_after": "1.2",
            "text_before": "Surgeons should:\n- inform the clinical governance leads\n- audit.",
            "text_after": "Surgeons should:\n- inform all clinical governance leads\n- audit.",
        }
    ]
    assert told["events"][0]["changes"] == [
        {"place": "last_updated", "before": None, "after": "2026-02-27"}
    ]


def test_no_events_are_still_a_whole_report(quiet_report: Report) -> None:
    assert json.loads(FORMATS["json"](quiet_report))["events"] == []
    assert FORMATS["jsonl"](quiet_report) == ""
    assert FORMATS["csv"](quiet_report) == ",".join(COLUMNS) + "\n"


def test_a_line_of_json_lines_is_an_event_of_the_report(report: Report) -> None:
    lines = FORMATS["jsonl"](report).splitlines()
    whole = json.loads(FORMATS["json"](report))
    assert [json.loads(line) for line in lines] == whole["events"]


def test_json_escapes_what_a_terminal_would_obey_and_gives_it_back(hostile_report: Report) -> None:
    for name in ("json", "jsonl"):
        text = FORMATS[name](hostile_report)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)
    told = json.loads(FORMATS["json"](hostile_report))
    assert told["events"][0]["title"] == hostile_report.events[0].title
    assert told["refused"][0]["source"] == hostile_report.refused[0].source


def test_csv_has_one_row_for_each_event(report: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"](report))))
    assert [row["id"] for row in rows] == [event.id for event in report.events]
    assert rows[3]["categories_after"] == "research-only"
    assert rows[2]["recommendations_after"].startswith("1.2 Surgeons should:\n- inform all")
    assert {row["observed_after"] for row in rows} == {"2026-01-14T09:00:00Z"}


def test_no_cell_can_become_a_formula(hostile_report: Report) -> None:
    for row in csv.reader(io.StringIO(FORMATS["csv"](hostile_report))):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    for render in FORMATS.values():
        assert render(report) == render(report)
