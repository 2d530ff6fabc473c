"""Shipped facts help where nothing is held, and never stand against what is."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.lineage.made import make

from guidetrack.cli import guidetrack
from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.record import GuidanceRecord, Relationship
from guidetrack.guidance.reference import Reference
from guidetrack.lineage import Lineage, resolve
from guidetrack.sources.shipped import ShippedFact, read_facts

THIRD = ShippedFact(
    Reference("IPG", 9075), Reference("HTG", 9046), "third-party", None, None, "Example"
)
NICE = THIRD._replace(grade="nice-page", when=PartialDate(2026, 1))


def test_a_number_can_be_looked_up_before_anything_is_captured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(guidetrack, ["resolve", "IPG75", "IPG140", "IPG9999", "--json"])
    assert done.exit_code == 0
    first, second, unknown = json.loads(done.stdout)["results"]
    assert (first["current"], first["verdict"], first["reassess"]) == (
        ["HTG46"],
        "not-verified",
        "check",
    )
    assert (first["basis"], first["confidence"]) == ("shipped", "declared")
    assert (second["path"][0]["grade"], second["confidence"]) == ("third-party", "inferred")
    assert unknown["status"] == "unknown"
    text = CliRunner().invoke(guidetrack, ["resolve", "IPG75", "IPG140"]).stdout
    assert "from the facts that guidetrack ships" in text
    assert "Stated by a third party and not by NICE" in text
    assert "nothing was compared" in text


def test_a_store_states_it_and_the_fact_is_not_needed() -> None:
    lineage = Lineage.of([make("HTG9300 from:IPG9075")], facts=[NICE])
    assert resolve(lineage, "IPG9075").current == ("HTG9300",)
    assert resolve(lineage, "IPG9075").basis == "store"


@pytest.mark.parametrize("line", ["IPG9075 status=withdrawn", "HTG9046 replaced-by:IPG9075"])
def test_a_fact_never_stands_against_the_store(line: str) -> None:
    answer = resolve(Lineage.of([make(line)], facts=[NICE]), "IPG9075")
    assert "HTG9046" not in answer.current
    assert answer.cycle == ()


@pytest.mark.parametrize("fact", [THIRD, NICE], ids=lambda fact: fact.grade)
def test_a_number_that_only_a_fact_names_is_never_settled(fact: ShippedFact) -> None:
    answer = resolve(Lineage.of([make("IPG9001 text=A")], facts=[fact]), "HTG9046")
    assert (answer.status, answer.basis, answer.reassess) == ("current", "shipped", "check")
    assert answer.warnings == ("nothing of HTG9046 itself is held",)


def test_a_third_party_is_never_confirmed_however_well_the_texts_agree() -> None:
    records = [make("IPG9075 text=A"), make("HTG9046 text=A")]
    third = resolve(Lineage.of(records, facts=[THIRD]), "IPG9075")
    assert (third.verdict, third.confidence, third.reassess) == ("identical", "inferred", "check")
    nice = resolve(Lineage.of(records, facts=[NICE]), "IPG9075")
    assert (nice.verdict, nice.confidence, nice.reassess) == ("identical", "confirmed", "no")


def test_a_fact_counts_from_the_end_of_its_month_on() -> None:
    assert not NICE.holds_on(dt.date(2026, 1, 30))
    assert NICE.holds_on(dt.date(2026, 1, 31))
    assert not THIRD.holds_on(dt.date(2025, 12, 31))


def test_all_facts_are_those_that_are_stated(shared: Path) -> None:
    with (shared / "nice" / "crosswalk-stated.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {(str(each.old), str(each.new), each.grade) for each in read_facts()}
    assert found == {
        (
            row["old"],
            row["new"],
            "nice-page" if row["stated_by"] == "the guidance page itself" else "third-party",
        )
        for row in rows
    }


def test_all_real_pairs_resolve_from_records_that_state_them(shared: Path) -> None:
    with (shared / "nice" / "crosswalk-stated.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lineage = Lineage.of(_stating(row["old"], row["new"]) for row in rows)
    for row in rows:
        answer = resolve(lineage, row["old"])
        assert (answer.status, answer.current) == ("migrated", (row["new"],))
        assert (answer.basis, answer.reassess) == ("store", "check")
        backwards = resolve(lineage, row["new"], with_former=True)
        assert [each.reference for each in backwards.former] == [row["old"]]


def _stating(old: str, new: str) -> GuidanceRecord:
    return GuidanceRecord(
        reference=Reference.parse(new),
        programme=None,
        origin_programme="IPG",
        title=None,
        relationships=(Relationship(kind="migrated-from", reference=Reference.parse(old)),),
    )
