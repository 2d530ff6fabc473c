"""
`guidetrack resolve`: where a number leads today, and whether anyone must reassess.

A number nobody has heard of is an answer, not an error, and so is one that was looked up
before anything was captured.
"""

from __future__ import annotations

import click

from guidetrack.cli import exits
from guidetrack.cli.options import Command, Invocation, choose_format, parse_day


@click.command(
    "resolve",
    cls=Command,
    examples=(
        "guidetrack resolve IPG9075",
        'guidetrack resolve ipg9420 "IPG 9640" --json',
        "guidetrack resolve IPG9075 --as-of 2025-12-31",
        "guidetrack resolve --former HTG9501",
    ),
)
@click.argument("references", metavar="REF...", nargs=-1, required=True)
@click.option("--as-of", "day", metavar="DAY", help="As it was known at the end of this day (UTC).")
@click.option("--former", is_flag=True, help="List every number that led to each as well.")
@choose_format("text", "json")
@click.pass_obj
def command(
    invocation: Invocation,
    *,
    references: tuple[str, ...],
    day: str | None,
    former: bool,
    form: str,
) -> int:
    """
    Say where each number leads today.

    Before anything was captured, the answers rest on the facts that guidetrack ships, and
    say so. Where the pages state a succession that goes round in a circle, the answer names
    it, and the command ends with 5.
    """
    from guidetrack.cli.output import write_json, write_text  # noqa: PLC0415 - keeps --help light
    from guidetrack.formats.resolutions import RESOLUTION_FORMATS  # noqa: PLC0415
    from guidetrack.pipeline import resolve_numbers  # noqa: PLC0415

    as_of = parse_day(day) if day else None
    answers = resolve_numbers(invocation.place(), references, as_of=as_of, with_former=former)
    rendered = RESOLUTION_FORMATS[form](answers)
    (write_json if form == "json" else write_text)(rendered)
    for answer in answers:
        if former and not answer.former:
            invocation.tell(f"No number is known to have led to {answer.reference}.")
    return exits.STORE if any(answer.cycle for answer in answers) else exits.DONE
