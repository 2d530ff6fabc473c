"""
`guidetrack pull`: bring a store to what its remote holds, for whoever only reads it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from guidetrack.cli import exits
from guidetrack.cli.options import Command, Invocation, choose_format

if TYPE_CHECKING:
    from guidetrack.pipeline import Pulled


@click.command(
    "pull",
    cls=Command,
    examples=(
        "guidetrack pull",
        "guidetrack pull backup",
        "guidetrack pull --json",
    ),
)
@click.argument("remote", required=False)
@choose_format("text", "json")
@click.pass_obj
def command(invocation: Invocation, *, remote: str | None, form: str) -> int:
    """
    Bring the store to what a git remote holds: that of 'share' in guidetrack.yaml, else origin.

    What only this clone has stays, put together with what the remote has, and is published by
    the next shared run. Nothing is published from here, and nobody is told. Ends with 5 where
    the remote does not answer, or what it holds does not fit; the store is then as it was.
    """
    from guidetrack.cli.output import write_answer  # noqa: PLC0415 - keeps --help light
    from guidetrack.pipeline import pull  # noqa: PLC0415

    pulled = pull(invocation.place(), now=dt.datetime.now(dt.UTC), remote=remote)
    write_answer(pulled, form, describe(pulled))
    return exits.DONE


def describe(pulled: Pulled) -> Iterator[str]:
    """Say what was brought, in lines."""
    from guidetrack.events.reading import printed_moment  # noqa: PLC0415

    where = f"{pulled.remote}, branch {pulled.branch}"
    if pulled.revision == pulled.previous:
        yield f"Nothing new at {where}."
    else:
        noun = "snapshot" if pulled.snapshots == 1 else "snapshots"
        yield f"Brought {pulled.snapshots:,} new {noun} from {where}."
    if pulled.joined:
        yield "What only this clone had was put together with it; the next shared run publishes it."
    if pulled.observed_at:
        yield f"The store holds guidance as seen on {printed_moment(pulled.observed_at)}."
