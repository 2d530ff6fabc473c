"""
`guidetrack quarantine`: what was refused, and what becomes of it.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from guidetrack.cli import exits
from guidetrack.cli.options import Command, CommandGroup, Invocation, choose_format

if TYPE_CHECKING:
    from guidetrack.store.quarantine import Refusal


@click.group(
    "quarantine",
    cls=CommandGroup,
    examples=(
        "guidetrack quarantine list",
        "guidetrack quarantine show 3f9a1c20b7de",
        "guidetrack quarantine release 3f9a1c20b7de",
        "guidetrack quarantine drop 3f9a1c20b7de",
    ),
)
def command() -> None:
    """
    List, show, release or drop captures that were refused.

    Refused bytes lie in git's own folder and never in a commit.
    """


@command.command(
    "list",
    cls=Command,
    examples=("guidetrack quarantine list", "guidetrack quarantine list --json"),
)
@choose_format("text", "json")
@click.pass_obj
def list_command(invocation: Invocation, form: str) -> int:
    """List what was refused: the reference, the reason, when, and the size."""
    from guidetrack.cli.output import write_json, write_text  # noqa: PLC0415 - keeps --help light
    from guidetrack.pipeline import list_quarantine  # noqa: PLC0415

    refusals = list_quarantine(invocation.place())
    if form == "json":
        from guidetrack.events.plain import encode  # noqa: PLC0415

        data = {"schema_version": 1, "refused": [_plain(each) for each in refusals]}
        write_json(encode(data, indent=2) + "\n")
    else:
        from guidetrack.events.reading import safe  # noqa: PLC0415

        lines = [line for each in refusals for line in _lines(each)]
        write_text(safe("\n".join(lines or ["Nothing is in quarantine."]) + "\n"))
    return exits.DONE


@command.command("show", cls=Command, examples=("guidetrack quarantine show 3f9a1c20b7de",))
@click.argument("name", metavar="ID")
@click.option("--bytes", "raw", is_flag=True, help="Write the refused bytes themselves.")
@click.pass_obj
def show_command(invocation: Invocation, *, name: str, raw: bool) -> int:
    """
    Show a refused capture as text, with the reason.

    The beginning of ID is enough where only one begins so.
    """
    from guidetrack.cli.output import write_text  # noqa: PLC0415
    from guidetrack.events.reading import safe  # noqa: PLC0415
    from guidetrack.pipeline import show_quarantined  # noqa: PLC0415

    found = show_quarantined(invocation.place(), name)
    if raw:
        sys.stdout.buffer.write(found.content)
        return exits.DONE
    lines = [*_lines(found.refusal), "", *_text(found.content, found.refusal.source)]
    write_text(safe("\n".join(lines) + "\n"))
    return exits.DONE


@command.command(
    "release",
    cls=Command,
    examples=(
        "guidetrack quarantine release 3f9a1c20b7de",
        "guidetrack quarantine release 3f9a --reference IPG9075",
    ),
)
@click.argument("name", metavar="ID")
@click.option("--reference", metavar="REF", help="The number, where it states none.")
@click.pass_obj
def release_command(invocation: Invocation, name: str, reference: str | None) -> int:
    """
    Record a refused capture after all, as a snapshot of its own.

    For what merely shrank, came from a mirror, or states no number. Error pages, login
    pages and drafts are never let in.
    """
    from guidetrack.cli.output import write_text  # noqa: PLC0415
    from guidetrack.cli.snapshot import describe  # noqa: PLC0415
    from guidetrack.guidance.reference import Reference  # noqa: PLC0415
    from guidetrack.pipeline import release_quarantined  # noqa: PLC0415

    result = release_quarantined(
        invocation.place(),
        name,
        now=dt.datetime.now(dt.UTC),
        reference=Reference.parse(reference) if reference else None,
        tell=invocation.tell,
    )
    write_text("\n".join(describe(result)) + "\n")
    return exits.DONE


@command.command("drop", cls=Command, examples=("guidetrack quarantine drop 3f9a1c20b7de",))
@click.argument("name", metavar="ID")
@click.pass_obj
def drop_command(invocation: Invocation, name: str) -> int:
    """Throw a refused capture away."""
    from guidetrack.pipeline import drop_quarantined  # noqa: PLC0415

    dropped = drop_quarantined(invocation.place(), name, now=dt.datetime.now(dt.UTC))
    invocation.tell(f"Dropped {dropped.id}.")
    return exits.DONE


def _plain(refusal: Refusal) -> dict[str, Any]:
    from guidetrack.guidance.record import to_plain  # noqa: PLC0415

    plain: dict[str, Any] = to_plain(refusal)
    return {"id": refusal.id, **plain}


def _lines(refusal: Refusal) -> Iterator[str]:
    from guidetrack.events.reading import printed_moment  # noqa: PLC0415

    of = refusal.reference or "no reference"
    when = printed_moment(refusal.run_at)
    yield f"{refusal.id}  {of}  {when}  {refusal.size:,} bytes"
    yield f"  {refusal.source}"
    yield f"  {refusal.reason}"


def _text(content: bytes, source: str) -> list[str]:
    """What a reader of the page would see, or what little can be said of it."""
    from guidetrack.sources.document import SourceDocument, Unreadable  # noqa: PLC0415
    from guidetrack.sources.readers import read  # noqa: PLC0415

    parsed = read(SourceDocument(content=content, name=source))
    if isinstance(parsed, Unreadable):
        return [f"It cannot be shown: {parsed.problem}."]
    return [f"{each.number or ''} {each.text}".strip() for each in parsed.blocks]
