"""
`guidetrack snapshot`: read documents, and keep what they say.

What was taken, what had not changed, and what was refused, each refusal with its
reason. One bad document never stops the others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from guidetrack.cli import exits
from guidetrack.cli.options import (
    Command,
    Invocation,
    choose_format,
    choose_workforce,
    parse_moment,
)

if TYPE_CHECKING:
    from guidetrack.pipeline import SnapshotResult


@click.command(
    "snapshot",
    cls=Command,
    examples=(
        "guidetrack snapshot captures/",
        "guidetrack snapshot page.txt --reference IPG9075",
        "guidetrack snapshot https://www.nice.org.uk/guidance/htg9046",
        "guidetrack snapshot captures/ --observed-at 2026-01-14T09:00:00Z --json",
        "guidetrack snapshot archive/ --dask tcp://scheduler:8786",
    ),
)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--reference", metavar="REF", help="The number of a source that does not state one.")
@click.option(
    "--observed-at",
    "moment",
    metavar="ISO8601",
    help="When the sources were captured, with a zone. Default: now.",
)
@click.option("--dry-run", is_flag=True, help="Read and say, but store nothing.")
@choose_workforce
@choose_format("text", "json")
@click.pass_obj
def command(  # noqa: PLR0913 - one parameter an option
    invocation: Invocation,
    *,
    sources: tuple[str, ...],
    reference: str | None,
    moment: str | None,
    dry_run: bool,
    jobs: int | None,
    dask: str | None,
    form: str,
) -> int:
    """
    Read guidance documents and store what they say.

    SOURCE is a file, a folder or an address: a PDF, a page, Markdown, text, a feed, or a list of
    guidance. Its form is told by its content. An address is fetched by the rules of
    guidetrack.yaml, which has to name a contact.
    """
    from guidetrack.cli.output import write_json, write_text  # noqa: PLC0415 - keeps --help light
    from guidetrack.guidance.reference import Reference  # noqa: PLC0415
    from guidetrack.pipeline import gather_workforce, take_snapshot  # noqa: PLC0415

    with gather_workforce(jobs, dask) as workforce:
        result = take_snapshot(
            invocation.place(),
            sources,
            reference=Reference.parse(reference) if reference else None,
            observed_at=parse_moment(moment) if moment else None,
            now=dt.datetime.now(dt.UTC),
            dry_run=dry_run,
            tell=invocation.tell,
            workforce=workforce,
        )
    if form == "json":
        write_json(_encode(result))
    else:
        write_text("\n".join(describe(result, dry_run=dry_run)) + "\n")
    return _exit_code(result)


def describe(result: SnapshotResult, *, dry_run: bool = False) -> Iterator[str]:
    """Say a snapshot in lines: what became of each source."""
    from guidetrack.cli.output import name_some  # noqa: PLC0415
    from guidetrack.events.reading import printed_moment, safe  # noqa: PLC0415

    if result.recorded:
        verb = "Would record" if dry_run else "Recorded"
        yield f"{verb}: {name_some(result.recorded)}"
    if result.unchanged:
        yield f"Unchanged: {name_some(result.unchanged)}"
    for each in result.refused:
        of = f" ({each.reference})" if each.reference else ""
        yield safe(f"Refused: {each.source}{of}")
        yield from (safe(f"  {problem}") for problem in each.problems)
    if result.revision:
        when = printed_moment(result.observed_at)
        yield f"Snapshot {result.revision[:12]}, guidance as seen on {when}."
    elif not result.recorded and not result.unchanged:
        yield "Nothing could be read, so no snapshot was made."
    elif not dry_run:
        yield "Nothing new, so no snapshot was made."


def _encode(result: SnapshotResult) -> str:
    from guidetrack.events.plain import encode, plain_with_version  # noqa: PLC0415

    return encode(plain_with_version(result), indent=2) + "\n"


def _exit_code(result: SnapshotResult) -> int:
    if not result.recorded and not result.unchanged:
        return exits.NOTHING_READ
    return exits.PARTLY if result.refused else exits.DONE
