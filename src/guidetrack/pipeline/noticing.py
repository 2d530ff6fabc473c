"""
What the operator has to know of a run: failures, refusals, what was held.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from guidetrack.config import Config
from guidetrack.events.report import Refused, Report
from guidetrack.pipeline.absence import Counted
from guidetrack.pipeline.announcing import newest_run
from guidetrack.pipeline.breaking import Alike
from guidetrack.pipeline.committing import SnapshotResult
from guidetrack.pipeline.fetching import Gathered
from guidetrack.pipeline.outcome import NotTaken, Outcome
from guidetrack.pipeline.run_result import FailedSource, Led, Missed, Notice, RunResult
from guidetrack.pipeline.spells import failing_since, held_since, named, refused_since
from guidetrack.sources.fetch import Request


def failures_by_source(gathered: Gathered, outcomes: Sequence[Outcome]) -> dict[str, int]:
    """
    How many of its answers each source failed to give, or gave as something else.

    A source that has none of its pages any more has an outage, whatever it calls it.
    """
    served = {name for name, _ in gathered.confirmed}
    served |= {each.incoming.source or "" for each in outcomes if not isinstance(each, NotTaken)}
    names = [name for name, _ in gathered.failed]
    names += [name for name, _ in gathered.missing if name not in served]
    names += [
        each.incoming.source
        for each in outcomes
        if isinstance(each, NotTaken) and each.incoming.source is not None
    ]
    return dict(sorted(Counter(names).items()))


def stale_for(entries: Sequence[Mapping[str, Any]], now: dt.datetime, days: int) -> int | None:
    """How many days there was no good run, where that is more than the given; else None."""
    good = next((each for each in reversed(entries) if is_good(each)), None)
    if good is None:
        return None
    passed = now - dt.datetime.fromisoformat(good["run_at"])
    return passed.days if passed > dt.timedelta(days=days) else None


def is_good(entry: Mapping[str, Any]) -> bool:
    """Whether a run of the journal read something."""
    return bool(entry.get("recorded") or entry.get("unchanged"))


def notices_of(  # noqa: PLR0913 - what is known, each by its name
    taken: SnapshotResult,
    failed: Mapping[str, int],
    entries: Sequence[Mapping[str, Any]],
    reasons: Sequence[Alike],
    told: Sequence[str],
    *,
    stale_for: int | None,
    run_at: str,
) -> tuple[Notice, ...]:
    """
    Everything for the operator, in the order of a run.

    `stale_for` is how many days nobody had looked, where that is too long.
    """
    found = [Notice(kind="re-extracted", says=each, about=(each, run_at)) for each in told]
    if stale_for is not None:
        found.append(_stale(taken, entries, stale_for, run_at))
    found += _on_sources(failed, entries, run_at)
    if taken.refused:
        found.append(_quarantined(taken.refused, entries, run_at))
    if reasons:
        ways = "; ".join(each.sentence() for each in reasons)
        says = (
            f"{ways}. That is more likely a fault of reading than a change of guidance, so "
            "nothing is announced. Look with guidetrack diff; guidetrack run --release-held "
            "announces it."
        )
        about = (held_since(entries, run_at),)
        found.append(Notice(kind="mass-change-held", says=says, about=about))
    return tuple(found)


def _stale(
    taken: SnapshotResult, entries: Sequence[Mapping[str, Any]], days: int, run_at: str
) -> Notice:
    if taken.recorded or taken.unchanged:
        says = f"No run had been good for {days:,} days; what happened then is told now."
    else:
        says = (
            f"No run has been good for {days:,} days, nor was this one; nobody is told what "
            "happens meanwhile."
        )
    good = next((each["run_at"] for each in reversed(entries) if is_good(each)), run_at)
    return Notice(kind="stale", says=says, about=(good,))


def _on_sources(
    failed: Mapping[str, int], entries: Sequence[Mapping[str, Any]], run_at: str
) -> Iterable[Notice]:
    for name, count in failed.items():
        noun = "document" if count == 1 else "documents"
        were = "was" if count == 1 else "were"
        says = f"{name}: {count:,} {noun} could not be had or {were} refused."
        about = (name, failing_since(entries, name, run_at))
        yield Notice(kind="source-failed", says=says, about=about)
    for name in sorted(newest_run(entries).get("failed", {}).keys() - failed.keys()):
        about = (name, failing_since(entries, name, run_at))
        yield Notice(kind="source-recovered", says=f"{name} is in order again.", about=about)


def _quarantined(
    refused: Sequence[Refused], entries: Sequence[Mapping[str, Any]], run_at: str
) -> Notice:
    count = len(refused)
    noun = "capture lies" if count == 1 else "captures lie"
    return Notice(
        kind="quarantined",
        says=f"{count:,} {noun} in quarantine: guidetrack quarantine list.",
        about=tuple(
            sorted(
                f"{named(each)} since {refused_since(entries, each, run_at)}" for each in refused
            )
        ),
    )


def result_of(  # noqa: PLR0913 - what a result is made of
    taken: SnapshotResult,
    gathered: Gathered,
    counted: Counted,
    config: Config,
    *,
    notices: tuple[Notice, ...] = (),
    held: bool = False,
    raised: tuple[str, ...] = (),
    report: Report | None = None,
) -> RunResult:
    """Put together what a run answers."""
    return RunResult(
        revision=taken.revision,
        previous=taken.previous,
        observed_at=taken.observed_at,
        recorded=taken.recorded,
        unchanged=taken.unchanged,
        refused=taken.refused,
        failed=tuple(_failed(gathered)),
        missed=tuple(_missed(gathered, counted, config)),
        led=tuple(_led(gathered)),
        absent=tuple(map(str, counted.gone)),
        returned=tuple(map(str, counted.returned)),
        notices=notices,
        held=held,
        raised=raised,
        report=report,
    )


def _failed(gathered: Gathered) -> Iterable[FailedSource]:
    for _, each in gathered.failed:
        yield _failure(each.request, each.problem)
    for _, result in gathered.missing:
        if result.request.purpose == "chapter":
            yield _failure(result.request, "the menu names this chapter, and the site lacks it")


def _failure(request: Request, problem: str) -> FailedSource:
    reference = str(request.reference) if request.reference else None
    return FailedSource(source=request.address, reference=reference, problem=problem)


def _missed(gathered: Gathered, counted: Counted, config: Config) -> Iterable[Missed]:
    rows = {**counted.rows, **counted.gone}
    missing = (result.request for _, result in gathered.missing)
    found = {each.reference for each in missing if each.purpose != "chapter"} | rows.keys()
    news = {each for each in found if each is not None} - counted.expected
    for reference in sorted(news):
        runs = rows[reference].runs if reference in rows else 0
        yield Missed(reference=str(reference), runs=runs, of=config.absence.runs)


def _led(gathered: Gathered) -> Iterable[Led]:
    for each in gathered.moved:
        reference = str(each.request.reference) if each.request.reference else None
        to = str(each.reference) if each.reference else None
        yield Led(reference=reference, address=each.target, to=to)
