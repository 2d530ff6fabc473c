"""
`guidetrack scan`: stale citations in registers, policies and code.

The files are only read. What may be something else than guidance is listed with the
reason, and never counts as stale.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from guidetrack.cli import exits
from guidetrack.cli.options import Command, Invocation, choose_format, parse_since
from guidetrack.errors import ConfigError

if TYPE_CHECKING:
    from guidetrack.citations import Scan


@click.command(
    "scan",
    cls=Command,
    examples=(
        "guidetrack scan register.csv",
        "guidetrack scan policies/ register.xlsx --format xlsx --out stale.xlsx",
        "guidetrack scan register.xlsx --register checked.xlsx",
        "guidetrack scan sql/ --exit-code --excerpt 0",
        "guidetrack scan /shares --changed-since 2026-01-31 --format csv --out stale.csv",
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
@click.option(
    "--changed-since",
    metavar="WHEN",
    help="Pass over files not modified since a day (its beginning, UTC) or an ISO 8601 moment.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that read files.  [default: one a core]",
)
@click.option(
    "--register",
    "copy",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Copy the one register given (.xlsx, .xlsm, .csv, .tsv) to this file, with columns added.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="NAME",
    help="With --register: the column of references, by heading or letter.  [default: found]",
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
    changed_since: str | None,
    jobs: int | None,
    copy: str | None,
    columns: tuple[str, ...],
) -> int:
    """
    Find citations of guidance that are stale: in registers, policies, e-mails and code.

    Reads text, Markdown, code, notebooks, CSV, HTML, e-mail, PDF, Word, Excel, PowerPoint
    and LibreOffice's texts, sheets and slides; folders with all that is in them. No file
    scanned is ever changed. With --register one register is copied, and the copy says in
    each row what became of the guidance it names. Only --format xlsx needs an extra:
    guidetrack[office].
    """
    if copy or columns:
        return _check_register(
            invocation, paths, copy, columns, form=form, out=out, exit_code=exit_code
        )
    from guidetrack.citations import is_stale  # noqa: PLC0415 - keeps --help light
    from guidetrack.cli.progress import telling_of_files  # noqa: PLC0415
    from guidetrack.formats.findings import FINDING_FORMATS  # noqa: PLC0415
    from guidetrack.pipeline import count_cores, scan  # noqa: PLC0415

    scanned = [Path(each) for each in paths]
    _check_output(scanned, Path(out) if out else None, form)
    since = parse_since(changed_since) if changed_since else None
    with telling_of_files(quiet=invocation.quiet) as tell:
        found = scan(
            invocation.place(),
            scanned,
            with_current=with_current,
            excerpt=excerpt,
            changed_since=since,
            jobs=jobs or count_cores(),
            tell=tell,
        )
    _write(FINDING_FORMATS[form](found), form, out)
    _tell(invocation, found, form, out)
    stale = exit_code and any(map(is_stale, found.findings))
    return _code(found) or (exits.DIFFERENCES if stale else exits.DONE)


def _tell(invocation: Invocation, found: Scan, form: str, out: str | None) -> None:
    """Say where the output is, and what the figures leave out."""
    if out:
        invocation.tell(f"Written to {out}.")
    if form != "text" or out:
        for each in found.unreadable:
            invocation.tell(f"Not read: {each.name}: {each.problem}")
    if found.skipped:
        counts = ", ".join(f"{count:,} {reason}" for reason, count in found.skipped)
        invocation.tell(f"Passed over: {counts}.")


def _check_register(  # noqa: PLR0913 - the options that concern it
    invocation: Invocation,
    paths: tuple[str, ...],
    copy: str | None,
    columns: tuple[str, ...],
    *,
    form: str,
    out: str | None,
    exit_code: bool,
) -> int:
    """Copy a register with columns added, and say on stdout what it comes to."""
    from guidetrack.cli.output import write_json, write_text  # noqa: PLC0415
    from guidetrack.formats.findings.register import REGISTER_FORMATS  # noqa: PLC0415
    from guidetrack.pipeline import check_register  # noqa: PLC0415

    if copy is None:
        raise ConfigError("--column goes with --register", hint="Add --register checked.xlsx.")
    if len(paths) != 1 or out or form not in REGISTER_FORMATS:
        raise ConfigError(
            "--register copies one register, and says the figures as text or JSON",
            hint="guidetrack scan register.xlsx --register checked.xlsx",
        )
    summary = check_register(invocation.place(), Path(paths[0]), Path(copy), columns=columns)
    (write_json if form == "json" else write_text)(REGISTER_FORMATS[form](summary))
    return exits.DIFFERENCES if exit_code and summary.stale else exits.DONE


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


def _write(rendered: Iterable[str] | bytes, form: str, out: str | None) -> None:
    from guidetrack.cli.output import (  # noqa: PLC0415 - keeps --help light
        in_portions,
        write_file,
        write_json,
        write_text,
    )

    if isinstance(rendered, bytes):
        portions = iter([rendered])
    else:
        portions = (each.encode("utf-8", "replace") for each in in_portions(rendered))
    if out:
        try:
            with Path(out).open("wb") as file:
                file.writelines(portions)
        except OSError as problem:
            raise ConfigError(
                f"{out} cannot be written ({problem.strerror})",
                hint="Choose another place with --out.",
            ) from problem
    else:
        write = {"text": write_text, "json": write_json}.get(form, write_file)
        for portion in portions:
            write(portion.decode())
