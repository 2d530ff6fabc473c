"""
The global options, as commands are given them, and the options that several share.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from guidetrack.errors import ConfigError

if TYPE_CHECKING:
    import datetime as dt

    from guidetrack.config import Place

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class Command(click.Command):
    """
    A command whose help ends with examples.

    Args:
        examples: command lines, as somebody would type them.
    """

    def __init__(self, *args: Any, examples: tuple[str, ...], **extra: Any) -> None:
        super().__init__(*args, **extra)
        self.examples = examples

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Print the examples one a line, whatever the width."""
        del ctx
        with formatter.section("Examples"):
            for example in self.examples:
                formatter.write(f"{'':>{formatter.current_indent}}{example}\n")


class CommandGroup(Command, click.Group):
    """A command made of several, such as `quarantine list`."""


class Invocation(NamedTuple):
    """What the global options say."""

    store: str | None
    config: str | None
    quiet: bool
    verbose: bool

    def place(self) -> Place:
        """Find the store and its settings from here."""
        from pathlib import Path  # noqa: PLC0415 - keeps --help light

        from guidetrack.config import locate  # noqa: PLC0415

        return locate(
            Path.cwd(),
            store=Path(self.store) if self.store else None,
            config_file=Path(self.config) if self.config else None,
        )

    def tell(self, message: str) -> None:
        """Say something on stderr, unless `--quiet`."""
        from guidetrack.cli.output import tell  # noqa: PLC0415 - keeps --help light

        if not self.quiet:
            tell(message)


def choose_format(*names: str) -> Callable[[Decorated], Decorated]:
    """Add `--format` with the names, the first being the default, and `--json` as its alias."""

    def decorate(command: Decorated) -> Decorated:
        with_json = click.option(
            "--json", "form", flag_value="json", help="The same as --format json."
        )(command)
        return click.option(
            "--format",
            "form",
            type=click.Choice(names),
            default=names[0],
            show_default=True,
            help="How to say it.",
        )(with_json)

    return decorate


def choose_workforce(command: Decorated) -> Decorated:
    """Add `--jobs` and `--dask`: who reads the documents."""
    with_dask = click.option(
        "--dask",
        metavar="ADDRESS",
        help="Have documents read by the dask cluster of this scheduler; needs guidetrack[dask].",
    )(command)
    return click.option(
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="Processes that read documents, where there are many.  [default: one a core]",
    )(with_dask)


def parse_moment(text: str) -> dt.datetime:
    """
    Read an ISO 8601 moment that names its zone.

    Raises:
        ConfigError: it is none, or it has no zone and could mean several moments.
    """
    import datetime as dt  # noqa: PLC0415 - keeps --help light

    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as problem:
        raise ConfigError(
            f"{text!r} is not a moment", hint="Write it as 2026-01-14T09:00:00Z."
        ) from problem
    if moment.tzinfo is None:
        raise ConfigError(
            f"{text!r} has no zone, so it could mean several moments",
            hint="Add Z for UTC, or +01:00: 2026-01-14T09:00:00Z.",
        )
    return moment


def parse_day(text: str) -> dt.date:
    """
    Read a day, `2026-01-31`.

    Raises:
        ConfigError: it is none.
    """
    import datetime as dt  # noqa: PLC0415 - keeps --help light

    try:
        return dt.date.fromisoformat(text)
    except ValueError as problem:
        raise ConfigError(f"{text!r} is not a day", hint="Write it as 2026-01-31.") from problem


def parse_since(text: str) -> dt.datetime:
    """
    Read a day, which stands for its beginning in UTC, or a moment with its zone.

    Raises:
        ConfigError: it is neither.
    """
    import datetime as dt  # noqa: PLC0415 - keeps --help light

    if len(text) > len("2026-01-31"):
        return parse_moment(text)
    return dt.datetime.combine(parse_day(text), dt.time(), dt.UTC)


def known_kind(text: str) -> str:
    """
    See that a text names an event kind, and answer with it.

    Raises:
        ConfigError: no rule finds such a kind; the hint names the nearest one.
    """
    import difflib  # noqa: PLC0415 - keeps --help light

    from guidetrack.events.rules import RULES  # noqa: PLC0415

    kinds = [rule.header.kind for rule in RULES]
    kind = text.strip().casefold()
    if kind in kinds:
        return kind
    near = difflib.get_close_matches(kind, kinds, n=1)
    raise ConfigError(
        f"{text!r} is no kind of change",
        hint=f"Did you mean {near[0]}?" if near else "guidetrack explain lists all kinds.",
    )
