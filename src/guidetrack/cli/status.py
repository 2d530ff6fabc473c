"""
`guidetrack status`: when somebody last looked, what failed, and what nobody watches.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from guidetrack.cli import exits
from guidetrack.cli.options import Command, Invocation, choose_format

if TYPE_CHECKING:
    from guidetrack.pipeline import Stock


@click.command(
    "status",
    cls=Command,
    examples=(
        "guidetrack status",
        "guidetrack status --json",
    ),
)
@choose_format("text", "json")
@click.pass_obj
def command(invocation: Invocation, form: str) -> int:
    """
    Say how the store stands: the last good run, what is held, what failed, what waits to be
    delivered, what nobody has answered, and what nobody watches.

    Ends with 0 when all is in order; 3 when nobody has looked lately, when a source failed or
    lacked something in the last run, or when a run is held; and 6 when a channel does not take
    what is due to it, or something was given up and nobody has acknowledged it. The highest
    holds.
    """
    from guidetrack.cli.output import write_json, write_text  # noqa: PLC0415 - keeps --help light
    from guidetrack.pipeline import take_stock  # noqa: PLC0415

    stock = take_stock(invocation.place(), now=dt.datetime.now(dt.UTC))
    if form == "json":
        from guidetrack.events.plain import encode, plain_with_version  # noqa: PLC0415

        write_json(encode(plain_with_version(stock), indent=2) + "\n")
    else:
        from guidetrack.events.reading import safe  # noqa: PLC0415

        write_text(safe("\n".join(describe(stock)) + "\n"))
    return exit_code(stock)


def exit_code(stock: Stock) -> int:
    """What a look at the store ends with."""
    if stock.delivery.is_failing:
        return exits.DELIVERY
    return exits.DONE if stock.is_in_order else exits.PARTLY


def describe(stock: Stock) -> Iterator[str]:
    """Say how a store stands, in lines."""
    from guidetrack.cli.telling import say_delivery_stock  # noqa: PLC0415
    from guidetrack.events.reading import printed_moment  # noqa: PLC0415

    noun = "record" if stock.records == 1 else "records"
    yield f"Held: {stock.records:,} {noun}"
    if stock.revision and stock.observed_at:
        seen = printed_moment(stock.observed_at)
        yield f"Newest snapshot: {stock.revision[:12]}, guidance as seen on {seen}"
    good = stock.last_good_run
    when = f"{printed_moment(good.run_at)} ({good.command})" if good else "never"
    stale = f"; STALE: none for {stock.stale_after} days" if good and stock.stale else ""
    yield f"Last good run: {when}{stale}"
    yield from _troubles(stock)
    yield from say_delivery_stock(stock.delivery)
    yield from _listed("Held, and watched by no source", stock.not_watched)
    yield from _listed("Held, and told to nobody by any route", stock.not_routed)
    if stock.routes_problem:
        yield f"Whom what is told cannot be said: {stock.routes_problem}"
    yield from _listed("Watched, and not yet captured", stock.not_captured)


def _troubles(stock: Stock) -> Iterator[str]:
    for source, count in stock.failed.items():
        yield f"Failed in the last run: {source} ({count:,})"
    for each in stock.missed:
        yield f"Missing: {each.reference}, run {each.runs} of {each.of} in a row"
    yield from _listed("Absent", stock.absent)
    if stock.quarantined:
        yield f"In quarantine: {stock.quarantined:,} (guidetrack quarantine list)"
    if stock.held:
        yield "A run is held back: look with guidetrack diff, then guidetrack run --release-held"
    if stock.upgrade_due:
        yield "The next run first reads the stored sources again, with a newer extractor"


def _listed(what: str, references: tuple[str, ...]) -> Iterator[str]:
    from guidetrack.cli.output import name_some  # noqa: PLC0415

    if references:
        yield f"{what}: {name_some(references)}"
