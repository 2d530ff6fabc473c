"""A trust is scanned end to end: what is planted is found in its place, and nothing else."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.trust.conftest import Trust


@pytest.fixture(scope="module")
def findings(trust: Trust) -> list[dict[str, Any]]:
    done = trust.run("scan", str(trust.ground.root), "--all", "--json")
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert answer["unreadable"] == []
    return list(answer["findings"])


def _spot(trust: Trust, finding: dict[str, Any]) -> tuple[str, str, str]:
    file = Path(finding["file"]).relative_to(trust.ground.root).as_posix()
    return file, finding["place"], finding["reference"]


def test_every_planted_citation_is_found_in_its_place_and_nothing_else(
    trust: Trust, findings: list[dict[str, Any]]
) -> None:
    cited = {_spot(trust, each) for each in findings if each["certainty"] != "ambiguous"}
    assert cited == trust.ground.planted


def test_no_decoy_is_certain_and_each_doubt_is_told(
    trust: Trust, findings: list[dict[str, Any]]
) -> None:
    certain = {_spot(trust, each) for each in findings if each["certainty"] == "certain"}
    assert certain <= trust.ground.planted
    doubted = {each["text"] for each in findings if each["certainty"] == "ambiguous"}
    assert {"IPG 2", "NG 12", "TA 7", "DG 9004"} <= doubted


def test_every_kind_of_file_of_the_trust_is_among_the_findings(
    trust: Trust, findings: list[dict[str, Any]]
) -> None:
    kinds = Counter(Path(file).suffix for file, _, _ in trust.ground.planted)
    found = {Path(each["file"]).suffix for each in findings}
    assert found == set(kinds) == {".xlsx", ".docx", ".pdf", ".sql", ".html", ".eml"}
    assert len({file for file, _, _ in trust.ground.planted}) == 1 + 60 + 6 + 8 + 1


def test_what_became_of_the_guidance_is_what_the_store_knows(
    findings: list[dict[str, Any]],
) -> None:
    answers = {
        each["reference"]: (each["status"], each["reassess"], tuple(each["current"]))
        for each in findings
    }
    assert answers["IPG9075"] == ("migrated", "no", ("HTG9046",))
    assert answers["IPG9352"] == ("migrated", "yes", ("HTG9225",))
    assert answers["IPG9420"] == ("superseded", "yes", ("HTG9501",))
    assert answers["IPG9188"] == ("withdrawn", "yes", ())
    assert answers["HTG9310"] == ("current", "no", ("HTG9310",))
    assert answers["IPG9800"] == ("unknown", "check", ())
