"""
`guidetrack init`: make a place for snapshots.

Harmless to repeat: what is there stays as it is.
"""

from __future__ import annotations

from pathlib import Path

import click

from guidetrack.cli import exits
from guidetrack.cli.options import Command, Invocation


@click.command(
    "init",
    cls=Command,
    examples=(
        "guidetrack init",
        "guidetrack init guidance-watch",
    ),
)
@click.argument(
    "folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path, file_okay=False)
)
@click.pass_obj
def command(invocation: Invocation, folder: Path) -> int:
    """
    Make a guidetrack.yaml and an empty store in DIR (default: here).

    Makes a git repository where there is none, and never overwrites anything.
    """
    from guidetrack.pipeline import init_repository  # noqa: PLC0415 - keeps --help light

    started = init_repository(folder)
    if started.made:
        invocation.tell(f"Made in {started.folder}: {', '.join(started.made)}.")
    if started.found:
        invocation.tell(f"Already there and left as it is: {', '.join(started.found)}.")
    invocation.tell("Next: guidetrack snapshot FOLDER-WITH-GUIDANCE")
    return exits.DONE
