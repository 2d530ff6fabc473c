"""
The engine under test, from bytes to events, and nothing of its insides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.accuracy.pairs import NEW_DAY, OLD_DAY, Captured, Pair
from benchmarks.accuracy.rendering import Page
from benchmarks.accuracy.truth import Found, reduce_event
from guidetrack.diff.holding import HeldRecords
from guidetrack.events import detect
from guidetrack.extract import Capture, extract, unite
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.sources.document import SourceDocument, Unreadable
from guidetrack.sources.readers import read

Listed = tuple[frozenset[str] | None, frozenset[str] | None]


@dataclass(frozen=True, slots=True)
class Slot:
    """A capture as the store holds it: its slot, the day it changed, its record."""

    slot: str
    changed_at: str
    record: GuidanceRecord
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What the engine makes of one side."""

    records: tuple[GuidanceRecord, ...]
    problems: tuple[str, ...]
    absent: frozenset[Reference] = frozenset()
    """References whose source no longer served them."""


def read_side(side: Sequence[Captured]) -> Reading:
    """Read every capture of a side, and unite those of one document."""
    records, problems = [], []
    for captured in side:
        slots = []
        for page, day in captured.pages:
            capture = read_page(page, captured.guidance.reference)
            if isinstance(capture, str):
                problems.append(capture)
            else:
                slots.append(Slot(capture.slot, day, capture.record))
        if slots:
            records.append(unite(slots))
    absent = {Reference.parse(each.guidance.reference) for each in side if each.is_absent}
    return Reading(tuple(records), tuple(problems), frozenset(absent))


def read_page(page: Page, reference: str) -> Capture | str:
    """Read one capture; a sentence where it is refused."""
    parsed = read(SourceDocument(content=page.content, name=page.name))
    if isinstance(parsed, Unreadable):
        return f"{page.name}: {parsed.problem}"
    capture = extract(parsed)
    if isinstance(capture, Unreadable):
        return f"{page.name}: {capture.problem}"
    if capture.record.reference != Reference.parse(reference):
        return f"{page.name}: read as {capture.record.reference}, is {reference}"
    return capture


def find_events(old: Reading, new: Reading, listed: Listed = (None, None)) -> list[Found]:
    """Detect the events between two sides that were read."""
    before = HeldRecords(
        old.records, observed_at=OLD_DAY, absent=old.absent, listed=_parsed(listed[0])
    )
    after = HeldRecords(
        new.records, observed_at=NEW_DAY, absent=new.absent, listed=_parsed(listed[1])
    )
    found = [reduce_event(event) for event in detect(before, after)]
    return [*found, *(_refusal(problem) for problem in (*old.problems, *new.problems))]


def run_pair(pair: Pair) -> tuple[Reading, Reading, list[Found]]:
    """Run a pair through the whole engine."""
    old, new = read_side(pair.old), read_side(pair.new)
    return old, new, find_events(old, new, pair.listed)


def _parsed(references: Iterable[str] | None) -> frozenset[Reference] | None:
    return None if references is None else frozenset(map(Reference.parse, references))


def _refusal(problem: str) -> Found:
    """A capture that was refused counts as an event nobody expects."""
    return Found(
        kind="(refused)",
        before=None,
        after=None,
        priority="",
        verdict=None,
        direction=None,
        aspects=frozenset(),
        numbers_before=frozenset(),
        numbers_after=frozenset(),
        explained=False,
        summary=problem,
        places=(),
    )
