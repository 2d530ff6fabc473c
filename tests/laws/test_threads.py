"""The history of one number is the whole history, as far as it is about that thread."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from guidetrack.config import Place, locate
from guidetrack.events.report import Report
from guidetrack.guidance.record import GuidanceRecord, Recommendation, RelationKind, Relationship
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline import history
from guidetrack.pipeline.asking import open_lineage
from guidetrack.store.history import EXTRACTOR, OBSERVED_AT, compose_message
from guidetrack.store.layout import record_path
from guidetrack.store.record_file import dump

NUMBERS = ("IPG9001", "IPG9002", "IPG9003", "HTG9401", "HTG9402")
_KINDS: tuple[RelationKind, ...] = ("migrated-from", "migrated-to", "replaces", "read-with")
_TEXTS = ("Offer the example procedure.", "Do not offer it.", "Audit what comes of example 9001.")

Week = dict[str, GuidanceRecord]


@st.composite
def _records(draw: st.DrawFn, number: str) -> GuidanceRecord:
    others = st.sampled_from([each for each in NUMBERS if each != number])
    stated = draw(st.lists(st.tuples(st.sampled_from(_KINDS), others), max_size=2, unique=True))
    return GuidanceRecord(
        reference=Reference.parse(number),
        programme=None,
        origin_programme="IPG",
        title=f"Example procedure {draw(st.sampled_from('AB'))}",
        captured=("identity", "recommendations", "relationships"),
        relationships=tuple(
            Relationship(kind=kind, reference=Reference.parse(other)) for kind, other in stated
        ),
        recommendations=(Recommendation(number="1.1", text=draw(st.sampled_from(_TEXTS))),),
    )


@st.composite
def _weeks(draw: st.DrawFn) -> list[Week]:
    """Documents come, go, change, and state relations that they may take back."""
    held: Week = {"NG9000": draw(_records("NG9000"))}
    weeks = []
    for _ in range(4):
        for number in draw(st.sets(st.sampled_from(NUMBERS), min_size=1, max_size=3)):
            record = draw(st.none() | _records(number))
            held = {key: each for key, each in held.items() if key != number}
            held |= {number: record} if record else {}
        weeks.append(held)
    return weeks


def _commit(top: Path, weeks: list[Week]) -> Place:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
        subprocess.run(["git", *who, *arguments], cwd=top, check=True, capture_output=True)

    git("init", "--quiet", "--initial-branch=main")
    for day, week in enumerate(weeks, start=1):
        shutil.rmtree(top / "snapshots", ignore_errors=True)
        for record in week.values():
            file = top / "snapshots" / record_path(record.reference)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(dump(record))
        facts = {OBSERVED_AT: f"2026-01-0{day}T09:00:00Z", EXTRACTOR: "1"}
        git("add", "--all")
        git("commit", "--quiet", "--allow-empty", "-m", compose_message("A week", facts))
    (top / "snapshots").mkdir(exist_ok=True)
    return locate(top, environment={})


def _about(reports: list[Report], place: Place, number: Reference) -> list[Report]:
    with open_lineage(place, with_shipped=False) as lineage:
        thread = {str(each) for each in lineage.thread(number)}
    kept = (
        msgspec.structs.replace(
            each,
            events=tuple(
                event
                for event in each.events
                if thread & {event.reference_before, event.reference_after}
            ),
        )
        for each in reports
    )
    return [each for each in kept if each.events]


@settings(max_examples=6, deadline=None)
@given(_weeks())
def test_one_thread_is_told_as_in_the_whole_history(weeks: list[Week]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = _commit(Path(folder), weeks)
        remembered = Path(folder) / ".git" / "guidetrack"
        afresh = {}
        for number in map(Reference.parse, NUMBERS):
            shutil.rmtree(remembered, ignore_errors=True)
            afresh[number] = list(history(place, number))
            assert list(history(place, number)) == afresh[number]
        whole = list(history(place))
        for number, told in afresh.items():
            assert told == _about(whole, place, number)
            assert list(history(place, number)) == told
