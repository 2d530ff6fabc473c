"""
`guidetrack init`: make a place for snapshots, and a template for whatever runs it.

Harmless to repeat: what is there stays as it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from guidetrack.cli import exits
from guidetrack.cli.options import Command, Invocation
from guidetrack.errors import ConfigError

if TYPE_CHECKING:
    from guidetrack.pipeline.scheduling import Scheduler


@click.command(
    "init",
    cls=Command,
    examples=(
        "guidetrack init",
        "guidetrack init guidance-watch",
        "guidetrack init --schedule systemd",
        "guidetrack init guidance-watch --schedule windows --write",
    ),
)
@click.argument(
    "folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path, file_okay=False)
)
@click.option(
    "--schedule",
    "scheduler",
    type=click.Choice(("cron", "systemd", "windows", "github")),
    help="Print a template that calls guidetrack run once a day, and make nothing else.",
)
@click.option(
    "--write", is_flag=True, help="With --schedule: write it into DIR instead of printing it."
)
@click.pass_obj
def command(
    invocation: Invocation, *, folder: Path, scheduler: Scheduler | None, write: bool
) -> int:
    """
    Make a guidetrack.yaml and an empty store in DIR (default: here).

    Makes a git repository where there is none, and never overwrites anything. With --schedule
    it prints a working template for cron, systemd, Windows Task Scheduler or GitHub Actions,
    which says what becomes of missed runs, what exit codes mean, and where secrets go.
    """
    if scheduler is not None:
        return _schedule(invocation, folder, scheduler, write=write)
    if write:
        raise ConfigError("--write is about --schedule", hint="Say which: --schedule cron.")
    from guidetrack.pipeline import init_repository  # noqa: PLC0415 - keeps --help light

    started = init_repository(folder)
    if started.made:
        invocation.tell(f"Made in {started.folder}: {', '.join(started.made)}.")
    if started.found:
        invocation.tell(f"Already there and left as it is: {', '.join(started.found)}.")
    invocation.tell("Next: guidetrack snapshot FOLDER-WITH-GUIDANCE")
    return exits.DONE


def _schedule(invocation: Invocation, folder: Path, scheduler: Scheduler, *, write: bool) -> int:
    from guidetrack.cli.output import write_file  # noqa: PLC0415
    from guidetrack.config import FILE_NAME, locate  # noqa: PLC0415
    from guidetrack.pipeline import draw_schedule, write_schedule  # noqa: PLC0415

    if not (folder / FILE_NAME).is_file():
        raise ConfigError(
            f"there is no {FILE_NAME} in {folder}", hint=f"Make one: guidetrack init {folder}"
        )
    schedules = draw_schedule(locate(folder, config_file=folder / FILE_NAME), scheduler)
    if not write:
        write_file("\n".join(each.printed for each in schedules))
        return exits.DONE
    written = write_schedule(schedules)
    for path in written.made:
        invocation.tell(f"Made {path}; its first lines say how it is taken over.")
    for path in written.found:
        invocation.tell(f"Already there and left as it is: {path}.")
    return exits.DONE
