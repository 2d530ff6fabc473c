"""Numbers and where they lead, asked from Python, in JSON and in text, of a real store."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from tests.lineage.made import make

from guidetrack.cli import guidetrack
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.lineage import Lineage, Resolution, resolve
from guidetrack.store import layout, record_file

CASES: list[dict[str, Any]] = yaml.load(
    Path(__file__).with_name("cases.yaml").read_bytes(), Loader=yaml.CSafeLoader
)
SAYS = {
    "current": "is current",
    "migrated": "is now",
    "superseded": ("was replaced by", "was followed by"),
    "partially-superseded": "was replaced in part",
    "withdrawn": "was withdrawn",
    "temporarily-withdrawn": "is withdrawn for the time being",
    "retired": "was retired",
    "terminated": "was terminated",
    "disappeared": "is no longer found",
    "unknown": ("is not known", "leads round in a circle"),
}


def _records(case: dict[str, Any]) -> list[GuidanceRecord]:
    made = {each.reference: each for each in map(make, case["records"])}
    made |= {each.reference: each for each in map(make, case.get("then", []))}
    return list(made.values())


def _ask(case: dict[str, Any]) -> Resolution:
    absent = map(Reference.parse, case.get("absent", []))
    return resolve(Lineage.of(_records(case), absent=absent), case["ask"], with_former=True)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_number_leads_where_the_table_says(case: dict[str, Any]) -> None:
    answer = _ask(case)
    found = [answer.status, list(answer.current), answer.reassess]
    assert [*found, answer.verdict, answer.confidence] == case["answer"]
    if "path" in case:
        assert [f"{step.old}-{step.new}" for step in answer.path] == case["path"]
    if "contradictions" in case:
        assert [each.about for each in answer.contradictions] == case["contradictions"]
        assert all(len(each.statements) > 1 for each in answer.contradictions)
    if "warnings" in case:
        assert case["warnings"] in answer.warnings
    if "former" in case:
        assert [f"{each.reference} {each.relation}" for each in answer.former] == case["former"]
    assert list(answer.cycle) == case.get("cycle", [])
    assert answer.highest_known == case.get("highest")


def test_the_table_names_every_case_once() -> None:
    assert len(CASES) >= 60
    assert len({case["name"] for case in CASES}) == len(CASES)


def _write_store(folder: Path, case: dict[str, Any]) -> None:
    store = folder / "snapshots"
    for record in _records(case):
        path = store / layout.record_path(record.reference)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(record_file.dump(record))
    for name in case.get("absent", []):
        reference = Reference.parse(name)
        path = store / layout.absent_path(reference)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}\n", "utf-8")
    git = ("git", "-c", "user.name=t", "-c", "user.email=t@localhost", "-C", str(folder))
    for words in (
        ("init", "-q"),
        ("add", "-A"),
        ("commit", "-q", "-m", "Take\n\nObserved-At: 2026-01-14T09:00:00Z"),
    ):
        subprocess.run([*git, *words], check=True, capture_output=True)


def _run(folder: Path, *words: str) -> str:
    done = CliRunner().invoke(guidetrack, ["--store", str(folder / "snapshots"), *words])
    assert done.exit_code in {0, 5}, done.output
    return done.stdout


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_command_says_the_same_in_json_and_in_text(
    case: dict[str, Any], tmp_path: Path
) -> None:
    folder = tmp_path
    _write_store(folder, case)
    answer = json.loads(_run(folder, "resolve", "--json", "--former", case["ask"]))["results"][0]
    found = [answer[key] for key in ("status", "current", "reassess", "verdict", "confidence")]
    assert found == case["answer"]
    assert [each["about"] for each in answer["contradictions"]] == case.get("contradictions", [])
    assert answer["cycle"] == case.get("cycle", [])
    assert answer["basis"] == "store"
    text = _run(folder, "resolve", case["ask"])
    first = text.splitlines()[0]
    assert first.startswith(answer["reference"])
    assert f"Reassess: {answer['reassess']} - " in first
    if not answer["cycle"] or answer["status"] == "unknown":
        says = SAYS[answer["status"]]
        assert any(each in first for each in ([says] if isinstance(says, str) else says))
    for number in (*answer["current"], *answer["cycle"]):
        assert number in first
    joined = " ".join(text.split())
    for each in answer["contradictions"]:
        assert "cannot both be true" in joined or each["about"] == "claim"
    for step in answer["path"]:
        assert f"{step['from']} -> {step['to']}" in joined
        assert step["stated"] in joined
    for warning in answer["warnings"]:
        assert f"Note: {warning}." in joined
