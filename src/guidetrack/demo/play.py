"""
The demonstration: the whole job, played on invented guidance in a few seconds.

It calls what the commands call, on a real store in a real git repository, and leaves
both for whoever wants to go on. Only the folder differs from one play to the next.
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from guidetrack.config import Place, locate
from guidetrack.demo.office import check_the_register, tell_the_office
from guidetrack.demo.steps import GUIDANCE, STEPS, Step
from guidetrack.errors import ConfigError
from guidetrack.events.event import Event
from guidetrack.events.reading import most_urgent_first
from guidetrack.events.report import Report
from guidetrack.events.wrapping import WIDTH
from guidetrack.formats import text
from guidetrack.guidance.dates import PartialDate
from guidetrack.pipeline import (
    SnapshotResult,
    compare,
    init_repository,
    resolve_numbers,
    take_snapshot,
)

Say = Callable[[str], None]
"""Takes one or more lines for the reader."""

_ASKED = ("IPG9075", "IPG9352", "IPG9420", "IPG9143", "IPG9188")
_NEXT = (
    "guidetrack diff 2025-12-31 2026-01-31 --only HTG9225",
    "guidetrack log IPG9420",
    "guidetrack show HTG9310",
    "guidetrack resolve IPG9420 MTG9044 --json",
    "guidetrack scan register.csv",
    "guidetrack evidence HTG9046 -o HTG9046.zip",
    "guidetrack explain claim-contradicted",
    "git log --stat",
)


def play(folder: Path, say: Say) -> None:
    """
    Build a store below the folder from invented captures, and tell what happened.

    Raises:
        ConfigError: the folder exists and is not empty, or cannot be used.
        StoreError: git is missing or refuses.
    """
    place = _prepare(folder)
    say("Did only the number change, or did the recommendation? A play in five captures.")
    say("All guidance in it is invented: the numbers start at 9001, the procedures do not exist.")
    for step in STEPS:
        _play_step(place, folder, step, say)
    say("\nWhere do the old numbers lead today?")
    for answer in resolve_numbers(place, _ASKED):
        leads = f"leads to {', '.join(answer.current)}" if answer.current else "leads nowhere"
        say(f"  {answer.reference}: {answer.status}, {leads}. Reassess: {answer.reassess}")
    check_the_register(place, folder, say)
    tell_the_office(folder, say)
    say(f"\nEverything lies in {folder}:")
    say("  captures/             the documents as they were captured")
    say("  snapshots/            the records, in git: one commit for each capture that changed")
    say("  register-checked.csv  the register, with what became of each row")
    say("  notices/              what was told, as text and as pages")
    say("Try next:")
    say("\n".join(f"  {line}" for line in (f"cd {folder}", *_NEXT)))


def _prepare(folder: Path) -> Place:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigError(
            f"{folder} is not an empty folder", hint="Name a new folder, or leave --keep out."
        )
    init_repository(folder)
    try:
        shutil.copytree(GUIDANCE, folder / "captures")
    except OSError as problem:
        raise ConfigError(
            f"{folder} cannot be used: {problem.strerror or problem}",
            hint="Choose a folder that you may write to.",
        ) from problem
    return locate(folder, environment={})


def _play_step(place: Place, folder: Path, step: Step, say: Say) -> None:
    seen = step.observed_at
    day = PartialDate(seen.year, seen.month, seen.day).printed()
    say("\n" + _wrap(f"{day}. {step.tells}", "", ""))
    result = take_snapshot(
        place, [str(folder / "captures" / step.folder)], now=seen, observed_at=seen
    )
    for line in _taken(result):
        say(line)
    if result.previous is not None:
        for line in _news(compare(place)):
            say(line)


def _taken(result: SnapshotResult) -> Iterator[str]:
    yield _wrap(f"Recorded: {', '.join(result.recorded) or 'nothing'}.")
    for each in result.refused:
        yield _wrap(f"Refused: {Path(each.source).name}: {'; '.join(each.problems)}")


def _news(report: Report) -> Iterator[str]:
    events = most_urgent_first(report.events)
    for event in events:
        yield _wrap(f"{event.priority:>14}: {event.summary}", " " * 16, "")
    if events and events[0].priority in {"act", "review"}:
        yield "\n  The most urgent of these as guidetrack diff tells it:\n"
        yield textwrap.indent(_in_full(report, events[0]), "    ")


def _in_full(report: Report, event: Event) -> str:
    alone = msgspec.structs.replace(report, events=(event,), refused=(), attribution="")
    return text.render(alone).split("\n\n", 1)[1].rstrip("\n")


def _wrap(line: str, hanging: str = "    ", indent: str = "  ") -> str:
    return textwrap.fill(
        line,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
