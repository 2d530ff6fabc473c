"""
`guidetrack crosswalk`: every old number with what stands in its place.

The list that registers and policies are brought up to date with; the column `reassess`
says for which lines a clinician has to be asked.
"""

from __future__ import annotations

import click

from guidetrack.cli import exits
from guidetrack.cli.options import Command, Invocation, choose_format, parse_day
from guidetrack.errors import ConfigError


@click.command(
    "crosswalk",
    cls=Command,
    examples=(
        "guidetrack crosswalk",
        "guidetrack crosswalk --format xlsx --out crosswalk.xlsx",
        "guidetrack crosswalk --format csv --as-of 2026-01-31 > crosswalk.csv",
    ),
)
@choose_format("text", "csv", "json", "xlsx")
@click.option("--out", type=click.Path(dir_okay=False), metavar="FILE", help="Write to this file.")
@click.option("--as-of", "day", metavar="DAY", help="As it was known at the end of this day (UTC).")
@click.pass_obj
def command(invocation: Invocation, *, form: str, out: str | None, day: str | None) -> int:
    """
    List every old number with what stands in its place today.

    One line for each successor: the relation, when it came about, what comparing the texts
    gave, whether to reassess, titles and addresses before and after, who states it, and the
    sentence. A workbook needs the extra guidetrack[office].
    """
    from guidetrack.formats.crosswalk import CROSSWALK_FORMATS  # noqa: PLC0415 - keeps --help light
    from guidetrack.pipeline import draw_crosswalk  # noqa: PLC0415

    if form == "xlsx" and not out:
        raise ConfigError("a workbook needs a file", hint="Add --out crosswalk.xlsx.")
    as_of = parse_day(day) if day else None
    rendered = CROSSWALK_FORMATS[form](draw_crosswalk(invocation.place(), as_of=as_of))
    _write(rendered, form, out)
    if out:
        invocation.tell(f"Written to {out}.")
    return exits.DONE


def _write(rendered: str | bytes, form: str, out: str | None) -> None:
    from pathlib import Path  # noqa: PLC0415 - keeps --help light

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
