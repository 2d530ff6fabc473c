"""
`guidetrack evidence`: what is known of some guidance, as one file that proves itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from guidetrack.cli import exits
from guidetrack.cli.options import Command, Invocation, choose_format

if TYPE_CHECKING:
    from guidetrack.pipeline.evidencing import Evidence


@click.command(
    "evidence",
    cls=Command,
    examples=(
        "guidetrack evidence HTG9046 -o pack.zip",
        "guidetrack evidence IPG9075 IPG9352 -o minutes/item-7.zip",
    ),
)
@click.argument("references", metavar="REF...", nargs=-1, required=True)
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    required=True,
    help="Write the pack to this file; one that is there is replaced.",
)
@choose_format("text", "json")
@click.pass_obj
def command(invocation: Invocation, references: tuple[str, ...], out: str, form: str) -> int:
    """
    Pack the evidence on guidance: what was captured, what happened, and what comparing gave.

    The pack holds the captured bytes, the records and the history under every number that
    the guidance has had, a certificate for each migration, and a readable sheet
    (sheet.html, sheet.txt). It is checked anywhere with guidetrack verify. It shows who
    committed the snapshots, and the names of what lies beside the store in its repository.
    """
    from pathlib import Path  # noqa: PLC0415 - keeps --help light

    from guidetrack.cli.output import write_json, write_text  # noqa: PLC0415
    from guidetrack.guidance.reference import Reference  # noqa: PLC0415
    from guidetrack.pipeline import pack_evidence  # noqa: PLC0415

    asked = [Reference.parse(each) for each in references]
    packed = pack_evidence(invocation.place(), asked, Path(out))
    if form == "json":
        from guidetrack.events.plain import encode, plain_with_version  # noqa: PLC0415

        write_json(encode(plain_with_version(packed), indent=2) + "\n")
    else:
        write_text("\n".join(_describe(packed)) + "\n")
    return exits.DONE


def _describe(packed: Evidence) -> Iterator[str]:
    others = [each for each in packed.thread if each not in packed.references]
    beside = f", with {', '.join(others)}" if others else ""
    yield f"{packed.file}: evidence on {', '.join(packed.references)}{beside}."
    for each in packed.certificates:
        yield f"  {each.says}"
    for name in packed.not_held:
        yield f"  Nothing of {name} itself is held; the pack holds what other pages say of it."
    if packed.not_kept:
        yield f"  The captured bytes were not all kept: {', '.join(packed.not_kept)}."
    yield "Its digest, to be written into the minutes:"
    yield f"  {packed.digest}"
