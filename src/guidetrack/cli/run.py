"""
`guidetrack run`: capture everything that is configured, and say what happened.

What a scheduler calls. Events go to stdout, what the operator must know and how far it
is to stderr.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import click

from guidetrack.cli import exits
from guidetrack.cli.options import (
    Command,
    Invocation,
    choose_format,
    choose_workforce,
    parse_day,
)
from guidetrack.errors import ConfigError

if TYPE_CHECKING:
    from guidetrack.config import Place
    from guidetrack.pipeline import RunResult, Workforce
    from guidetrack.sources.fetch import Clock


@click.command(
    "run",
    cls=Command,
    examples=(
        "guidetrack run",
        "guidetrack run --dry-run",
        "guidetrack run --json > this-week.json",
        "guidetrack run --since 2026-01-01",
        "guidetrack run --release-held",
        "guidetrack run --push",
        "guidetrack run --push backup",
    ),
)
@click.option("--dry-run", is_flag=True, help="Fetch and say, but write nothing at all.")
@click.option(
    "--release-held",
    is_flag=True,
    help="Announce what an earlier run held back, after somebody has looked; fetch nothing.",
)
@click.option(
    "--no-deliver", is_flag=True, help="Raise notices and leave them queued; send nothing."
)
@click.option(
    "--since",
    metavar="DAY",
    help="Tell everything since the end of this day (UTC), also where nothing was told before; "
    "what was told is not told again.",
)
@click.option(
    "--push",
    metavar="[REMOTE]",
    is_flag=False,
    flag_value="",
    help="Share the store through this git remote (default: that of 'share', else origin), with "
    "other collectors and with readers.",
)
@choose_workforce
@choose_format("text", "json")
@click.pass_obj
def command(  # noqa: PLR0913 - one argument an option
    invocation: Invocation,
    *,
    dry_run: bool,
    release_held: bool,
    no_deliver: bool,
    since: str | None,
    push: str | None,
    jobs: int | None,
    dask: str | None,
    form: str,
) -> int:
    """
    Capture every source named in guidetrack.yaml, say what happened since the last run, and tell
    whoever watches it.

    An interrupted run is taken up by the next one, and so is whatever could not be delivered.
    What is fetched, who is told what, and how, is said in guidetrack.yaml; guidetrack init
    writes one with every setting explained. The first run is the baseline and tells nothing.

    A shared run starts from what the remote holds and publishes before it tells anybody; where
    another collector was first, it is made anew on what that one recorded. Where the remote
    cannot be used, it records and delivers alone, and publishes next time.

    Ends with 0 when all is done, 3 when some sources failed or were refused, 4 when nothing
    could be read, 5 when the store could not be shared, and 6 when a delivery failed and is
    queued; of several the highest holds.
    """
    _check_options(since, push, dry_run=dry_run, release_held=release_held)
    place, deliver = invocation.place(), not no_deliver
    if release_held:
        result = _release(place, deliver=deliver, push=push)
    else:
        day = parse_day(since) if since else None
        with _gather_workforce(jobs, dask) as workforce:
            result = _run(
                place,
                dry_run=dry_run,
                deliver=deliver,
                since=day,
                push=push,
                workforce=workforce,
                quiet=invocation.quiet,
            )
    for notice in result.notices:
        invocation.tell(f"Note ({notice.kind}): {notice.says}")
    _write(result, form, dry_run=dry_run)
    return exit_code(result, read=bool(place.config.sources) and not release_held)


def _check_options(
    since: str | None, push: str | None, *, dry_run: bool, release_held: bool
) -> None:
    if since and (dry_run or release_held):
        raise ConfigError(
            "--since is about what a run tells",
            hint="A dry run tells nothing, and what is held is told whole: leave --since away.",
        )
    if dry_run and push is not None:
        raise ConfigError("a dry run writes nothing, so there is nothing to push")


def _gather_workforce(jobs: int | None, dask: str | None) -> AbstractContextManager[Workforce]:
    from guidetrack.pipeline import gather_workforce  # noqa: PLC0415 - keeps --help light

    return gather_workforce(jobs, dask)


def _run(  # noqa: PLR0913 - one argument an option
    place: Place,
    *,
    dry_run: bool,
    deliver: bool,
    since: dt.date | None,
    push: str | None,
    workforce: Workforce,
    quiet: bool,
) -> RunResult:
    from guidetrack.cli.progress import finish, teller  # noqa: PLC0415 - keeps --help light
    from guidetrack.pipeline import run  # noqa: PLC0415

    try:
        return run(
            place,
            clock=_clock(),
            dry_run=dry_run,
            deliver=deliver,
            since=since,
            push=push,
            on_progress=teller(quiet=quiet),
            workforce=workforce,
        )
    finally:
        finish(quiet=quiet)


def _release(place: Place, *, deliver: bool, push: str | None) -> RunResult:
    from guidetrack.pipeline import release_held  # noqa: PLC0415

    return release_held(place, clock=_clock(), deliver=deliver, push=push)


def _clock() -> Clock:
    from guidetrack.sources.fetch import Clock  # noqa: PLC0415

    return Clock(now=lambda: dt.datetime.now(dt.UTC))


def _write(result: RunResult, form: str, *, dry_run: bool) -> None:
    from guidetrack.cli.output import write_json, write_text  # noqa: PLC0415

    if form == "json":
        from guidetrack.events.plain import encode  # noqa: PLC0415

        write_json(encode(plain(result), indent=2) + "\n")
        return
    write_text("\n".join(describe(result, dry_run=dry_run)) + "\n")
    if result.report is not None and not result.held:
        from guidetrack.formats import FORMATS  # noqa: PLC0415

        write_text("\n" + FORMATS["text"](result.report))


def plain(result: RunResult) -> dict[str, object]:
    """The result as plain data; its report as `diff --json` gives it."""
    from guidetrack.events.plain import plain_report, plain_with_version  # noqa: PLC0415

    data = plain_with_version(result)
    data["report"] = plain_report(result.report) if result.report else None
    return data


def describe(result: RunResult, *, dry_run: bool = False) -> Iterator[str]:
    """Say a run in lines, without its events."""
    from guidetrack.cli.output import name_some  # noqa: PLC0415
    from guidetrack.events.reading import printed_moment  # noqa: PLC0415

    if result.recorded:
        verb = "Would record" if dry_run else "Recorded"
        yield f"{verb}: {name_some(result.recorded)}"
    if result.unchanged:
        yield f"Unchanged: {len(result.unchanged):,}"
    yield from _troubles(result)
    if result.absent:
        yield f"Recorded as absent: {', '.join(result.absent)}"
    if result.returned:
        yield f"Served again: {', '.join(result.returned)}"
    if result.revision:
        when = printed_moment(result.observed_at)
        yield f"Snapshot {result.revision[:12]}, guidance as seen on {when}."
    elif not dry_run:
        yield "Nothing new, so no snapshot was made."
    if result.held:
        count = len(result.report.events) if result.report else 0
        yield f"Held: {count:,} events are not announced."
    elif result.report is None and result.revision:
        yield "This is the baseline: the next run says what changed since."
    yield from _told(result)


def _told(result: RunResult) -> Iterator[str]:
    """What was raised, and what became of what was due."""
    from guidetrack.cli.output import name_some  # noqa: PLC0415
    from guidetrack.cli.telling import say_delivered, say_shared  # noqa: PLC0415
    from guidetrack.events.reading import safe  # noqa: PLC0415

    if result.raised:
        yield f"Raised: {name_some(result.raised)}"
    if result.delivered and (result.raised or not result.delivered.is_idle):
        yield from map(safe, say_delivered(result.delivered))
    if result.shared:
        yield from map(safe, say_shared(result.shared))


def _troubles(result: RunResult) -> Iterator[str]:
    """What was refused, failed, was missing, or led elsewhere."""
    from guidetrack.events.reading import safe  # noqa: PLC0415

    for refused in result.refused:
        of = f" ({refused.reference})" if refused.reference else ""
        yield safe(f"Refused: {refused.source}{of}")
        yield from (safe(f"  {problem}") for problem in refused.problems)
    for failed in result.failed:
        yield safe(f"Failed: {failed.source}")
        yield safe(f"  {failed.problem}")
    for missed in result.missed:
        counted = f" (run {missed.runs} of {missed.of} in a row)" if missed.runs else ""
        yield f"Missing: {missed.reference} is not served{counted}"
    for led in result.led:
        yield safe(f"Led on: {led.reference} leads to {led.to or led.address}")


def exit_code(result: RunResult, *, read: bool = True) -> int:
    """What a run ends with, of its sources, where it was to read any, and of what followed."""
    if result.delivered is not None and not result.delivered.is_complete:
        return exits.DELIVERY
    if result.shared is not None and result.shared.problem:
        return exits.STORE
    if not read:
        return exits.DONE
    if not result.recorded and not result.unchanged:
        return exits.NOTHING_READ
    counting = any(each.reference not in result.absent for each in result.missed)
    return exits.PARTLY if result.refused or result.failed or counting else exits.DONE
