"""
`guidetrack watch`: whether the watch rules catch what they are meant to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from guidetrack.cli import exits
from guidetrack.cli.options import Command, CommandGroup, Invocation, choose_format, parse_day

if TYPE_CHECKING:
    from guidetrack.pipeline.watching import RouteTest, WatchedEvent, WatchTest


@click.group(
    "watch",
    cls=CommandGroup,
    examples=(
        "guidetrack watch test",
        "guidetrack watch test cardiac-team --since 2026-01-01",
    ),
)
def command() -> None:
    """Try the watch rules of guidetrack.yaml; nothing is told to anybody."""


@command.command(
    "test",
    cls=Command,
    examples=(
        "guidetrack watch test",
        "guidetrack watch test cardiac-team",
        "guidetrack watch test cardiac-team --since 2026-01-01 --json",
    ),
)
@click.argument("route", metavar="[ROUTE]", required=False)
@click.option("--since", metavar="DAY", help="Only events seen on this day (UTC) or later.")
@choose_format("text", "json")
@click.pass_obj
def test_command(invocation: Invocation, *, route: str | None, since: str | None, form: str) -> int:
    """
    List the held guidance and the past events that ROUTE would have got, and why.

    Without ROUTE, for every route. Says which part of a watch fits nothing at all.
    """
    from guidetrack.cli.output import write_answer  # noqa: PLC0415 - keeps --help light
    from guidetrack.pipeline import try_watches  # noqa: PLC0415

    found = try_watches(invocation.place(), route, since=parse_day(since) if since else None)
    write_answer(found, form, describe(found))
    return exits.DONE


def describe(found: WatchTest) -> Iterator[str]:
    """Say what routes would have got, in lines."""
    for number, each in enumerate(found.routes):
        if number:
            yield ""
        yield from _describe(each)


def _describe(tried: RouteTest) -> Iterator[str]:
    yield f"{tried.route}: {len(tried.records):,} held, {len(tried.events):,} past events"
    if not tried.records and not tried.events:
        yield "  This route matches nothing at all: nobody would ever hear through it."
    yield from (f"  Fits nothing: {each}" for each in tried.without_match)
    if tried.records:
        yield "  Held guidance:"
    for record in tried.records:
        yield f"    {record.reference}  {record.title or 'without a title'}"
        yield from (f"      {sentence}" for sentence in record.why)
    if tried.events:
        yield "  Past events, the newest first:"
    for event in tried.events:
        yield from _describe_event(event)


def _describe_event(event: WatchedEvent) -> Iterator[str]:
    from guidetrack.events.reading import printed_day  # noqa: PLC0415

    when = printed_day(event.observed_at) or "not dated"
    yield f"    {when}  {event.kind}  {event.priority}  {event.id}"
    yield f"      {event.summary}"
    yield from (f"      {sentence}" for sentence in event.why)
