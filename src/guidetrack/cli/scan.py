"""
`guidetrack scan`: stale citations in registers, policies and code.

The files are only read. What may be something else than guidance is listed with the
reason, and never counts as stale.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from guidetrack.cli import exits
from guidetrack.cli.options import Command, Invocation, choose_format
from guidetrack.errors import ConfigError

if TYPE_CHECKING:
    from guidetrack.citations import Scan


@click.command(
    "scan",
    cls=Command,
    examples=(
        "guidetrack scan register.csv",
        "guidetrack scan policies/ register.xlsx --format xlsx --out stale.xlsx",
        "guidetrack scan sql/ --exit-code --excerpt 0",
    ),
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path())
@choose_format("text", "csv", "json", "xlsx")
@click.option("--out", type=click.Path(dir_okay=False), metavar="FILE", help="Write to this file.")
@click.option("--exit-code", is_flag=True, help="End with 1 when a citation is stale.")
@click.option("--all", "with_current", is_flag=True, help="List current citations too.")
@click.option(
    "--excerpt",
    type=click.IntRange(min=0),
    metavar="N",
    default=40,
    show_default=True,
    help="Characters of the text around, except in JSON; 0 for none.",
)
@click.pass_obj
def command(  # noqa: PLR0913 - one parameter an option
    invocation: Invocation,
    *,
    paths: tuple[str, ...],
    form: str,
    out: str | None,
    exit_code: bool,
    with_current: bool,
    excerpt: int,
) -> int:
    """
    Find citations of guidance that are stale: in registers, policies, e-mails and code.

    Reads text, Markdown, code, CSV, HTML, e-mail and PDF, and with the extra
    guidetrack[office] Excel and Word; folders with all that is in them. No file scanned is
    ever changed.
    """
    from guidetrack.citations import is_stale  # noqa: PLC0415 - keeps --help light
    from guidetrack.formats.findings import FINDING_FORMATS  # noqa: PLC0415
    from guidetrack.pipeline import scan  # noqa: PLC0415

    scanned = [Path(each) for each in paths]
    _check_output(scanned, Path(out) if out else None, form)
    found = scan(invocation.place(), scanned, with_current=with_current, excerpt=excerpt)
    _write(FINDING_FORMATS[form](found), form, out)
    if out:
        invocation.tell(f"Written to {out}.")
    if form != "text" or out:
        for each in found.unreadable:
            invocation.tell(f"Not read: {each.name}: {each.problem}")
    stale = exit_code and any(map(is_stale, found.findings))
    return _code(found) or (exits.DIFFERENCES if stale else exits.DONE)


def _code(found: Scan) -> int:
    if not found.unreadable:
        return exits.DONE
    return exits.PARTLY if found.files else exits.NOTHING_READ


def _check_output(paths: list[Path], out: Path | None, form: str) -> None:
    """See that the output has a place, and that it is none of the files to be scanned."""
    if out is None:
        if form == "xlsx":
            raise ConfigError("a workbook needs a file", hint="Add --out stale.xlsx.")
        return
    target = out.resolve()
    for path in (each.resolve() for each in paths):
        if target == path or (out.exists() and path in target.parents):
            raise ConfigError(
                f"{out} is among the files to be scanned, and those are never changed",
                hint="Write to a new file, or to one outside the folder.",
            )


def _write(rendered: str | bytes, form: str, out: str | None) -> None:
    from guidetrack.cli.output import write_file, write_json, write_text  # noqa: PLC0415

    if out:
        content = rendered if isinstance(rendered, bytes) else rendered.encode("utf-8", "replace")
        try:
            Path(out).write_bytes(content)
        except OSError as problem:
            raise ConfigError(
                f"{out} cannot be written ({problem.strerror})",
                hint="Choose another place with --out.",
            ) from problem
    elif isinstance(rendered, str):
        {"text": write_text, "json": write_json}.get(form, write_file)(rendered)
