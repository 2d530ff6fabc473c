"""
`guidetrack log`: every change so far, of one reference through all its numbers or of all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from guidetrack.cli import exits
from guidetrack.cli.options import Command, Invocation, choose_format, parse_day

if TYPE_CHECKING:
    from guidetrack.events.report import Report


@click.command(
    "log",
    cls=Command,
    examples=(
        "guidetrack log IPG9075",
        "guidetrack log --since 2026-01-01 --until 2026-01-31",
        "guidetrack log --format jsonl --jobs 4",
    ),
)
@click.argument("reference", metavar="[REF]", required=False)
@click.option("--since", metavar="DAY", help="Only what was seen on this day or later.")
@click.option("--until", metavar="DAY", help="Only what was seen up to the end of this day (UTC).")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that find what is not remembered of the history.  [default: one a core]",
)
@choose_format("text", "json", "jsonl", "markdown")
@click.pass_obj
def command(  # noqa: PLR0913 - one parameter an option
    invocation: Invocation,
    *,
    reference: str | None,
    since: str | None,
    until: str | None,
    jobs: int | None,
    form: str,
) -> int:
    """
    Tell every change so far, newest first: of one reference across all its numbers, or of all.

    As JSON, each entry of `reports` is what `guidetrack diff --json` says of one snapshot; as
    JSON Lines, each line is one such report.
    """
    from guidetrack.guidance.reference import Reference  # noqa: PLC0415 - keeps --help light
    from guidetrack.pipeline import Workforce, count_cores, history  # noqa: PLC0415

    reports = history(
        invocation.place(),
        Reference.parse(reference) if reference else None,
        since=parse_day(since) if since else None,
        until=parse_day(until) if until else None,
        workforce=Workforce(jobs or count_cores()),
    )
    if form == "json":
        _write_json(reports)
    elif form == "jsonl":
        _write_lines(reports)
    else:
        _write_texts(reports, form)
    return exits.DONE


def _write_json(reports: Iterable[Report]) -> None:
    from guidetrack.cli.output import write_json  # noqa: PLC0415
    from guidetrack.events.plain import encode, plain_report  # noqa: PLC0415

    plain = {"schema_version": 1, "reports": [plain_report(report) for report in reports]}
    write_json(encode(plain, indent=2) + "\n")


def _write_lines(reports: Iterable[Report]) -> None:
    from guidetrack.cli.output import write_json  # noqa: PLC0415
    from guidetrack.events.plain import encode_utf8, plain_report  # noqa: PLC0415

    for report in reports:
        write_json(encode_utf8(plain_report(report)) + b"\n")


def _write_texts(reports: Iterable[Report], form: str) -> None:
    """Write each report without its attribution, and the attribution once at the end."""
    import msgspec  # noqa: PLC0415

    from guidetrack.cli.output import write_file, write_text  # noqa: PLC0415
    from guidetrack.events.reading import NO_CHANGE  # noqa: PLC0415
    from guidetrack.events.report import ATTRIBUTION  # noqa: PLC0415
    from guidetrack.formats import FORMATS  # noqa: PLC0415

    write = write_text if form == "text" else write_file
    told = False
    for report in reports:
        write(FORMATS[form](msgspec.structs.replace(report, attribution="")) + "\n")
        told = True
    write(f"{ATTRIBUTION if told else NO_CHANGE}\n")
