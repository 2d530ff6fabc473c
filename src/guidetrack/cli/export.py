"""
`guidetrack export`: everything that is held, for programs that know no git.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from guidetrack.cli import exits
from guidetrack.cli.options import Command, Invocation, choose_format, parse_day

if TYPE_CHECKING:
    from guidetrack.pipeline.exporting import Exported


@click.command(
    "export",
    cls=Command,
    examples=(
        "guidetrack export all-guidance",
        "guidetrack export --sqlite guidance.db",
        "guidetrack export --parquet tables --since 2026-01-01",
        "guidetrack export folder --only IPG9075",
    ),
)
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(file_okay=False))
@click.option(
    "--sqlite",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Write the tables to this SQLite file, with views that answer common questions.",
)
@click.option(
    "--parquet",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Write each table as a Parquet file; needs the extra guidetrack[parquet].",
)
@click.option("--only", metavar="REF", help="Only this guidance, under all its numbers.")
@click.option("--since", metavar="DAY", help="Only versions and events seen on this day or later.")
@choose_format("text", "json")
@click.pass_obj
def command(  # noqa: PLR0913 - one for each option
    invocation: Invocation,
    *,
    folder: str | None,
    sqlite: str | None,
    parquet: str | None,
    only: str | None,
    since: str | None,
    form: str,
) -> int:
    """
    Write everything that is held to files that need neither guidetrack nor git.

    DIR gets JSON Lines (records, every version of them, events, the crosswalk, what was told
    to whom, every run) and the captured sources, with a manifest and a README.txt. All three
    kinds can be written at once. An earlier export is replaced; anything else is left as it
    is, and the command ends with 2.
    """
    from pathlib import Path  # noqa: PLC0415 - keeps --help light

    from guidetrack.cli.output import write_json, write_text  # noqa: PLC0415
    from guidetrack.guidance.reference import Reference  # noqa: PLC0415
    from guidetrack.pipeline import export  # noqa: PLC0415
    from guidetrack.pipeline.exporting import Targets  # noqa: PLC0415

    exported = export(
        invocation.place(),
        Targets(*(Path(each) if each else None for each in (folder, sqlite, parquet))),
        only=Reference.parse(only) if only else None,
        since=parse_day(since) if since else None,
    )
    if form == "json":
        from guidetrack.events.plain import encode, plain_with_version  # noqa: PLC0415

        write_json(encode(plain_with_version(exported), indent=2) + "\n")
    else:
        write_text(_describe(exported))
    return exits.DONE


def _describe(exported: Exported) -> str:
    return (
        f"{exported.records:,} records, {exported.versions:,} versions, {exported.events:,} events "
        f"and {exported.sources:,} sources written to {', '.join(exported.written)}.\n"
    )
