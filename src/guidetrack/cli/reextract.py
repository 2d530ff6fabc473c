"""
`guidetrack reextract`: read the stored sources again with the present extractor.
"""

from __future__ import annotations

import datetime as dt

import click

from guidetrack.cli import exits
from guidetrack.cli.options import Command, Invocation, choose_format, choose_workforce


@click.command(
    "reextract",
    cls=Command,
    examples=(
        "guidetrack reextract --dry-run",
        "guidetrack reextract",
        "guidetrack reextract --jobs 8",
    ),
)
@click.option("--dry-run", is_flag=True, help="Say which records would come out differently.")
@choose_workforce
@choose_format("text", "json")
@click.pass_obj
def command(
    invocation: Invocation, *, dry_run: bool, jobs: int | None, dask: str | None, form: str
) -> int:
    """
    Read the stored sources again with the present extractor, in a commit of its own.

    snapshot and run do this by themselves after an update of guidetrack. Such a commit is
    never announced: what a better reader finds is no change of guidance.
    """
    from guidetrack.cli.output import write_json, write_text  # noqa: PLC0415 - keeps --help light
    from guidetrack.pipeline import gather_workforce, reextract  # noqa: PLC0415
    from guidetrack.pipeline.upgrading import told  # noqa: PLC0415

    place, now = invocation.place(), dt.datetime.now(dt.UTC)
    with gather_workforce(jobs, dask) as workforce:
        upgrade = reextract(place, now=now, dry_run=dry_run, workforce=workforce)
    if form == "json":
        from guidetrack.events.plain import encode, plain_with_version  # noqa: PLC0415

        write_json(encode(plain_with_version(upgrade), indent=2) + "\n")
        return exits.DONE
    lines = [told(upgrade)]
    if upgrade.changed:
        lines.append(f"Different: {', '.join(upgrade.changed)}")
    if dry_run:
        lines.append("Nothing was written.")
    elif upgrade.revision is None:
        lines.append("Nothing came out differently, so no commit was made.")
    write_text("\n".join(lines) + "\n")
    return exits.DONE
