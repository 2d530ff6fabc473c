"""What a trust's own program looks like; the type checker reads it as strictly as the package."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from guidetrack import (
    Crosswalk,
    Finding,
    GuidanceRecord,
    GuidetrackError,
    Reference,
    Resolution,
    Store,
)


def categories_on(store: Store, number: str, day: dt.date) -> tuple[str, ...]:
    record: GuidanceRecord | None = store.record(number, as_of=day)
    return () if record is None else record.categories


def successors(store: Store, numbers: list[Reference]) -> dict[str, tuple[str, ...]]:
    answers: list[Resolution] = [store.resolve(each) for each in numbers]
    return {answer.reference: answer.current for answer in answers}


def rows_to_change(store: Store, register: str) -> list[str]:
    findings: Sequence[Finding] = store.scan(register, excerpt=0).findings
    return [finding.place for finding in findings]


def explain(store: Store, number: str) -> str:
    try:
        return store.resolve(number).status
    except GuidetrackError as error:
        return f"{error} {error.hint}"


def to_ask_a_clinician(store: Store) -> set[str]:
    crosswalk: Crosswalk = store.crosswalk()
    return {row.old for row in crosswalk.rows if row.reassess == "yes"}
