"""
The command line: options in, one pipeline call, one format out, an exit code.

Each command is one file, imported only when it is called; the table here says what
`--help` says of it, so that listing the commands loads none of them. `exits` turns
whatever goes wrong into a message and a code, `output` writes what any console can
show, `progress` says how far a run is, `telling` says in words what was told to whom,
`work` what a command did where `-v` asks, and `options` holds the global options and those
that several commands share. Of `alerts` the commands that add something to the store are in
`deciding`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, NamedTuple

import click

from guidetrack.cli import exits
from guidetrack.cli.options import Invocation


class Listed(NamedTuple):
    """A command as the table knows it."""

    module: str
    says: str
    """The line in `guidetrack --help`."""


COMMANDS: dict[str, Listed] = {
    "demo": Listed("demo", "Play the whole job on invented guidance, in a few seconds."),
    "init": Listed("init", "Make a guidetrack.yaml and an empty store."),
    "snapshot": Listed("snapshot", "Read guidance documents and store what they say."),
    "run": Listed("run", "Capture everything configured, and say what happened."),
    "pull": Listed("pull", "Bring a shared store to what its git remote holds."),
    "alerts": Listed("alerts", "List and answer change notices, and deliver what is due."),
    "watch": Listed("watch", "Try what a route would have got."),
    "diff": Listed("diff", "Say what changed between two snapshots, days or files."),
    "log": Listed("log", "Tell every change so far, of one reference or of all."),
    "show": Listed("show", "Show what is held of one reference."),
    "resolve": Listed("resolve", "Say where a number leads today."),
    "crosswalk": Listed("crosswalk", "List every old number with what stands in its place."),
    "scan": Listed("scan", "Find stale citations in registers, policies and code."),
    "evidence": Listed("evidence", "Pack what is known of some guidance, as proof to hand on."),
    "verify": Listed("verify", "Check a pack of evidence, or the store, for damage."),
    "export": Listed("export", "Write everything for other programs: JSON Lines, SQLite, Parquet."),
    "status": Listed("status", "Say when somebody last looked, what failed, what is not watched."),
    "quarantine": Listed("quarantine", "List, release or drop what was refused."),
    "reextract": Listed("reextract", "Read the stored sources again after an update."),
    "explain": Listed("explain", "Explain a kind of change: what it means, when it counts."),
    "schema": Listed("schema", "Print the JSON Schema of what guidetrack writes."),
}
"""In the order in which a newcomer meets them."""


class LazyGroup(click.Group):
    """A group that imports a command when it is called and not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's file; None where there is no such command."""
        del ctx
        listed = COMMANDS.get(cmd_name)
        if listed is None:
            return None
        command: click.Command = import_module(f"guidetrack.cli.{listed.module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table alone."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, listed.says) for name, listed in COMMANDS.items()])

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run, turn every error into a message, and end with the exit code."""
        extra["standalone_mode"] = False
        seen: list[str] = list(extra.get("args") or (args[0] if args else None) or sys.argv[1:])
        run = super().main
        sys.exit(exits.guard(lambda: run(*args, **extra), verbose=lambda: _asks_for_more(seen)))


def _asks_for_more(arguments: list[str]) -> bool:
    return any(each in {"-v", "--verbose"} for each in arguments)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
    epilog="Every command has --help with examples. Start with: guidetrack demo",
)
@click.option(
    "--store",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="The store folder. Default: GUIDETRACK_STORE, else `store:` in the nearest "
    "guidetrack.yaml upwards, else ./snapshots.",
)
@click.option(
    "--config",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="The guidetrack.yaml to use instead of the nearest one upwards.",
)
@click.option("-q", "--quiet", is_flag=True, help="No talk on stderr but errors.")
@click.option("-v", "--verbose", is_flag=True, help="More talk on stderr: work done, tracebacks.")
@click.version_option(package_name="guidetrack", message="%(prog)s %(version)s")
@click.pass_context
def guidetrack(
    ctx: click.Context, *, store: str | None, config: str | None, quiet: bool, verbose: bool
) -> None:
    """
    Tell what changed in NICE guidance: only the number, or the recommendation?

    Guidance documents go in, snapshots are kept in git, and `guidetrack diff` says what
    changed, for people and for scripts.
    """
    ctx.obj = Invocation(store=store, config=config, quiet=quiet, verbose=verbose)
    if verbose and not quiet:
        from guidetrack.cli.work import telling_work  # noqa: PLC0415 - for those who ask

        ctx.with_resource(telling_work())


def main() -> None:
    """Run the command line with the arguments of the process; ends the process."""
    guidetrack.main(prog_name="guidetrack")
