"""
`guidetrack alerts`: what was told to whom, and what people do about it.
"""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

import click

from guidetrack.cli import deciding, exits
from guidetrack.cli.options import Command, CommandGroup, Invocation, choose_format, parse_day

if TYPE_CHECKING:
    from guidetrack.alerts.outbox import State

_STATES = ("pending", "failed", "given-up", "sent", "acknowledged", "silenced")


@click.group(
    "alerts",
    cls=CommandGroup,
    examples=(
        "guidetrack alerts list --state pending",
        "guidetrack alerts show GA-4T7Y",
        'guidetrack alerts ack GA-4T7Y --by "NICE lead" --outcome "policy changed"',
        "guidetrack alerts deliver",
        "guidetrack alerts test mail-cardiac",
    ),
)
def command() -> None:
    """
    List, show and answer change notices, and deliver what is due.

    Whatever is decided here is a commit of its own. Name roles, never people: no e-mail
    address is let into the store.
    """


@command.command(
    "list",
    cls=Command,
    examples=(
        "guidetrack alerts list",
        "guidetrack alerts list --route cardiac-team --since 2026-01-01",
        "guidetrack alerts list --state failed --state given-up --json",
    ),
)
@click.option("--route", metavar="ROUTE", help="Only what this route is told.")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(_STATES),
    help="Only what is in this state; may be given several times.",
)
@click.option("--since", metavar="DAY", help="Only what was raised on this day (UTC) or later.")
@choose_format("text", "json")
@click.pass_obj
def list_command(
    invocation: Invocation,
    *,
    route: str | None,
    states: tuple[State, ...],
    since: str | None,
    form: str,
) -> int:
    """
    List what was told and what waits, the newest first.

    What was acknowledged is found under that word, whatever else it waits for.
    """
    from guidetrack.cli.output import write_answer  # noqa: PLC0415 - keeps --help light
    from guidetrack.cli.telling import say_alerts  # noqa: PLC0415
    from guidetrack.pipeline import list_alerts  # noqa: PLC0415

    found = list_alerts(
        invocation.place(),
        route=route,
        states=states,
        since=parse_day(since) if since else None,
    )
    write_answer(found, form, say_alerts(found.alerts))
    return exits.DONE


@command.command(
    "show",
    cls=Command,
    examples=("guidetrack alerts show GA-4T7YQ2M9KXW3DF6P", "guidetrack alerts show 4t7y --json"),
)
@click.argument("name", metavar="ID")
@choose_format("text", "json")
@click.pass_obj
def show_command(invocation: Invocation, name: str, form: str) -> int:
    """
    Show a notice as it was told, and what became of it.

    The beginning of ID is enough where only one begins so.
    """
    from guidetrack.cli.output import write_answer  # noqa: PLC0415 - keeps --help light
    from guidetrack.cli.telling import say_shown  # noqa: PLC0415
    from guidetrack.pipeline import show_alert  # noqa: PLC0415

    shown = show_alert(invocation.place(), name)
    write_answer(shown, form, say_shown(shown))
    return exits.DONE


@command.command(
    "silences",
    cls=Command,
    examples=("guidetrack alerts silences", "guidetrack alerts silences --json"),
)
@choose_format("text", "json")
@click.pass_obj
def silences_command(invocation: Invocation, form: str) -> int:
    """List every silence with its reason, also those that have ended."""
    from guidetrack.cli.output import write_answer  # noqa: PLC0415 - keeps --help light
    from guidetrack.cli.telling import say_silences  # noqa: PLC0415
    from guidetrack.pipeline import list_silences  # noqa: PLC0415

    found = list_silences(invocation.place(), today=dt.datetime.now(dt.UTC).date())
    write_answer(found, form, say_silences(found.silences))
    return exits.DONE


@command.command("test", cls=Command, examples=("guidetrack alerts test mail-cardiac",))
@click.argument("channel", metavar="CHANNEL")
@click.pass_obj
def test_command(invocation: Invocation, channel: str) -> int:
    """
    Send a marked sample through a channel at once.

    Nothing is written into the store. Ends with exit code 6 where the channel does not take it.
    """
    from guidetrack.cli.output import write_text  # noqa: PLC0415
    from guidetrack.events.reading import safe  # noqa: PLC0415
    from guidetrack.pipeline import send_sample  # noqa: PLC0415

    receipt = send_sample(
        invocation.place(), channel, now=dt.datetime.now(dt.UTC), environment=os.environ
    )
    write_text(safe(f"The sample went out through {channel}: {receipt.says}.\n"))
    return exits.DONE


for each in deciding.COMMANDS:
    command.add_command(each)
