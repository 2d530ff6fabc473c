"""
`guidetrack demo`: the whole job on invented guidance, in a few seconds.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from guidetrack.cli import exits
from guidetrack.cli.options import Command


@click.command("demo", cls=Command, examples=("guidetrack demo", "guidetrack demo --keep play"))
@click.option(
    "--keep",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Build it in this new folder instead of a temporary one.",
)
def command(folder: Path | None) -> int:
    """
    Build a store from invented guidance, and walk through what guidetrack says.

    What is built stays for you to look at; the end of the play says where.
    """
    import tempfile  # noqa: PLC0415 - keeps --help light

    from guidetrack.cli.output import write_text  # noqa: PLC0415
    from guidetrack.demo import play  # noqa: PLC0415

    where = folder or Path(tempfile.mkdtemp(prefix="guidetrack-demo-"))
    play(where.absolute(), lambda lines: write_text(lines + "\n"))
    write_text(f"guidetrack itself is {Path(sys.argv[0]).absolute()}.\n")
    return exits.DONE
