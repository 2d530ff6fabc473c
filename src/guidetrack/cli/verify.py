"""
`guidetrack verify`: whether a pack, or the store, is still what was recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from guidetrack.cli import exits
from guidetrack.cli.options import Command, Invocation, choose_format
from guidetrack.errors import ConfigError

if TYPE_CHECKING:
    from guidetrack.evidence.check import Check


@click.command(
    "verify",
    cls=Command,
    examples=(
        "guidetrack verify pack.zip",
        "guidetrack verify pack.zip --digest 2c26b46b68ffc68ff99b453c1d304134...",
        "guidetrack verify",
        "guidetrack verify --full --json",
    ),
)
@click.argument("pack", metavar="[PACK]", required=False, type=click.Path())
@click.option(
    "--digest", metavar="HEX", help="The digest in the minutes; any other pack does not hold."
)
@click.option("--full", is_flag=True, help="Without PACK: read the whole past of the store too.")
@choose_format("text", "json")
@click.pass_obj
def command(
    invocation: Invocation, *, pack: str | None, digest: str | None, full: bool, form: str
) -> int:
    """
    Check a pack of evidence, or without one the store, and name the first thing that is wrong.

    A pack is checked alone, without the store, git or a connection. What does not hold ends
    with exit code 5, and a pack that cannot be read at all with 4.
    """
    from guidetrack.cli.output import write_json, write_text  # noqa: PLC0415 - keeps --help light

    found = _check(invocation, pack, digest, full=full)
    if form == "json":
        from guidetrack.events.plain import encode, plain_with_version  # noqa: PLC0415

        write_json(encode(plain_with_version(found), indent=2) + "\n")
    else:
        from guidetrack.events.reading import safe  # noqa: PLC0415

        write_text(safe("\n".join(_describe(found, pack or "The store", digest)) + "\n"))
    return exits.DONE if found.holds else exits.STORE


def _check(invocation: Invocation, pack: str | None, digest: str | None, *, full: bool) -> Check:
    from pathlib import Path  # noqa: PLC0415 - keeps --help light

    from guidetrack.pipeline import verify_pack, verify_store  # noqa: PLC0415

    if pack is not None and full:
        raise ConfigError("--full is about the store", hint="A pack is always checked whole.")
    if pack is not None:
        return verify_pack(Path(pack), digest=digest)
    if digest is not None:
        raise ConfigError("--digest is about a pack", hint="Name the pack: guidetrack verify FILE.")
    return verify_store(invocation.place(), full=full)


def _describe(found: Check, name: str, digest: str | None) -> Iterator[str]:
    if found.damage is None and found.what == "store":
        yield f"{name} holds: everything in it is as it was recorded."
    elif found.damage is None:
        same = " It is the one whose digest was given." if digest else ""
        yield f"{name} holds: everything in it fits together.{same}"
    else:
        yield f"{name} does not hold."
        yield f"  {found.damage.file}: {found.damage.problem}."
    if found.references:
        yield f"  It is evidence on {', '.join(found.references)}."
    if found.digest and not digest:
        yield "  Its digest, to be compared with the one in the minutes:"
        yield f"    {found.digest}"
    if found.checked:
        yield "  Checked before that:" if found.damage else "  Checked:"
        yield from (f"  - {each}" for each in found.checked)
    if found.not_checked:
        yield "  Not checked:"
        yield from (f"  - {each}" for each in found.not_checked)
