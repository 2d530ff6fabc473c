"""
A store of some weeks, and counters of what a command does in it.

Git itself writes down every process it is started as, and Python tells of every call,
so that nothing is put in the place of anything to count it.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, NamedTuple

import msgspec
import pytest

from guidetrack.extract import EXTRACTOR_VERSION
from guidetrack.guidance.record import GuidanceRecord, Recommendation, Relationship
from guidetrack.guidance.reference import Reference
from guidetrack.store import record_file
from guidetrack.store.layout import record_path
from guidetrack.store.recording import SnapshotFacts, record_snapshot
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshots

RECORDS = 40
WEEKS = 6
EDITED = 2
"""Records that each week changes."""
_FIRST = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
READS_DOCUMENTS = ("guidetrack.extract.capture", "guidetrack.sources.readers")
"""Modules that only reading a document needs."""
_COUNT = """
import sys
before = set(sys.modules)
from guidetrack.__main__ import main
sys.argv = ["guidetrack", *sys.argv[1:]]
try:
    main()
except SystemExit:
    pass
print("LOADED", *(set(sys.modules) - before))
"""


class Done(NamedTuple):
    """What one command line came to."""

    printed: str
    said: str
    """On stderr."""
    processes: list[str]
    """The git commands started, in order."""


class Calls:
    """How often some functions were called."""

    def __init__(self, *functions: Callable[..., Any]) -> None:
        self.counted = {each.__code__: 0 for each in functions}

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        code: CodeType = frame.f_code
        if event == "call" and code in self.counted:
            self.counted[code] += 1

    def of(self, function: Callable[..., Any]) -> int:
        """How often the function was called."""
        return self.counted[function.__code__]


@contextmanager
def counting(*functions: Callable[..., Any]) -> Iterator[Calls]:
    """Count the calls of functions meanwhile."""
    calls = Calls(*functions)
    before = sys.getprofile()
    sys.setprofile(calls)
    try:
        yield calls
    finally:
        sys.setprofile(before)


@pytest.fixture(scope="session")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store in which each week changes two records; nobody may write to it."""
    folder = tmp_path_factory.mktemp("counted")
    Repository.create(folder / "snapshots").close()
    with Repository.open(folder / "snapshots") as repository:
        held = {each.reference: each for each in map(_invent, range(RECORDS))}
        _record(repository, held.values(), _FIRST)
        for week in range(1, WEEKS):
            edited = [_reworded(held[ref], week) for ref in list(held)[week * 2 :][:EDITED]]
            held.update({each.reference: each for each in edited})
            _record(repository, edited, _FIRST + dt.timedelta(weeks=week))
    return folder


@pytest.fixture
def fresh(weeks: Path, tmp_path: Path) -> Path:
    """The same in a folder of one's own, of which nothing was asked yet."""
    folder = tmp_path / "fresh"
    shutil.copytree(weeks, folder)
    shutil.rmtree(folder / ".git" / "guidetrack", ignore_errors=True)
    return folder


@pytest.fixture
def ask(weeks: Path, tmp_path: Path) -> Callable[..., Done]:
    """Run a command line as a process of its own, and list the git processes it starts."""

    def run(*arguments: str, folder: Path = weeks) -> Done:
        trace = tmp_path / "git-trace"
        trace.write_bytes(b"")
        done = subprocess.run(
            [sys.executable, "-m", "guidetrack", *arguments],
            cwd=folder,
            env={**os.environ, "GIT_TRACE2_EVENT": str(trace)},
            capture_output=True,
            text=True,
            check=True,
        )
        return Done(done.stdout, done.stderr, list(_commands(trace.read_text("utf-8"))))

    return run


def loaded_by(folder: Path, *arguments: str) -> set[str]:
    """The modules that a command line loads."""
    done = subprocess.run(
        [sys.executable, "-c", _COUNT, *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(done.stdout.rpartition("LOADED")[2].split())


def _commands(trace: str) -> Iterator[str]:
    events: list[Mapping[str, Any]] = [json.loads(line) for line in trace.splitlines()]
    yield from (each["name"] for each in events if each["event"] == "cmd_name")


def _invent(at: int) -> GuidanceRecord:
    other = Relationship(kind="read-with", reference=Reference("NG", 9000 + at % 7))
    return GuidanceRecord(
        reference=Reference("IPG", 9001 + at),
        programme="Interventional procedures guidance",
        origin_programme="IPG",
        title=f"Balloon dilatation of example vein {at}",
        captured=("identity", "recommendations", "relationships"),
        relationships=(other,),
        recommendations=(
            Recommendation(number="1.1", text=f"Offer example procedure {at} to adults."),
            Recommendation(number="1.2", text="Audit and review the outcomes of all patients."),
        ),
    )


def _reworded(record: GuidanceRecord, week: int) -> GuidanceRecord:
    first, *others = record.recommendations
    text = f"{first.text} Discuss it in week {week} first."
    reworded = msgspec.structs.replace(first, text=text)
    return msgspec.structs.replace(record, recommendations=(reworded, *others))


def _record(repository: Repository, records: Any, moment: dt.datetime) -> None:
    changed = {record_path(each.reference): record_file.dump(each) for each in records}
    facts = SnapshotFacts(
        observed_at=moment,
        extractor=EXTRACTOR_VERSION,
        guidetrack_version="0.1.0",
        sources_read=RECORDS,
        sources_failed=0,
        records_total=RECORDS,
        records_changed=len(changed),
    )
    base = Snapshots(repository).latest()
    assert record_snapshot(repository, base, changed, facts, moment)
