"""
`guidetrack diff`: what changed between two sides.

A side is a file, a reference, a day or a git revision, tried in that order. News is
no failure: the exit code stays 0 unless `--exit-code` asks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from guidetrack.cli import exits
from guidetrack.cli.options import Command, Invocation, choose_format, known_kind

if TYPE_CHECKING:
    from guidetrack.events.event import Priority
    from guidetrack.events.report import Report

_PRIORITIES = ("information", "re-reference", "review", "act")


@click.command(
    "diff",
    cls=Command,
    examples=(
        "guidetrack diff",
        "guidetrack diff 2026-01-31",
        "guidetrack diff old.txt new.html",
        "guidetrack diff IPG9075 HTG9046",
        "guidetrack diff --min-priority review --format markdown",
        "guidetrack diff --kind withdrawn --json --exit-code",
    ),
)
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option("--only", metavar="REF", help="Only events about this reference, old or new.")
@click.option("--kind", "kinds", metavar="KIND", multiple=True, help="Only events of this kind.")
@click.option(
    "--min-priority",
    type=click.Choice(_PRIORITIES),
    default=_PRIORITIES[0],
    show_default=True,
    help="Only events of at least this priority.",
)
@click.option("--exit-code", is_flag=True, help="Exit 1 where anything above information changed.")
@choose_format("text", "json", "jsonl", "markdown", "html", "csv")
@click.pass_obj
def command(  # noqa: PLR0913 - one parameter an option
    invocation: Invocation,
    *,
    old: str | None,
    new: str | None,
    only: str | None,
    kinds: tuple[str, ...],
    min_priority: Priority,
    exit_code: bool,
    form: str,
) -> int:
    """
    Say what changed between OLD and NEW.

    A side is an existing file, else a reference (its latest record), else a day (the last
    snapshot up to its end, UTC), else a git revision. Without sides, the last two snapshots
    are compared; with one, that side and the latest snapshot.
    """
    from guidetrack.guidance.reference import Reference  # noqa: PLC0415 - keeps --help light
    from guidetrack.pipeline import Filter, compare  # noqa: PLC0415

    wanted = Filter(
        only=Reference.parse(only) if only else None,
        kinds=tuple(known_kind(kind) for kind in kinds),
        min_priority=min_priority,
    )
    report = compare(invocation.place(), old, new, wanted=wanted)
    _write(report, form)
    if exit_code and any(event.priority != "information" for event in report.events):
        return exits.DIFFERENCES
    return exits.DONE


def _write(report: Report, form: str) -> None:
    from guidetrack.cli.output import write_file, write_json, write_text  # noqa: PLC0415
    from guidetrack.formats import FORMATS  # noqa: PLC0415

    text = FORMATS[form](report)
    if form in {"json", "jsonl"}:
        write_json(text)
    elif form == "text":
        write_text(text)
    else:
        write_file(text)
