"""
`guidetrack explain`: what a kind of change means, and what does not count as one.

Everything it says comes from the headers of the rules and from the table of the
comparison form, so it cannot drift away from what guidetrack does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from guidetrack.cli import exits
from guidetrack.cli.options import Command, choose_format, known_kind

if TYPE_CHECKING:
    from guidetrack.events.rule import RuleHeader

_COMPARISON = "comparison"


@click.command(
    "explain",
    cls=Command,
    examples=(
        "guidetrack explain",
        "guidetrack explain claim-contradicted",
        "guidetrack explain comparison",
        "guidetrack explain migrated --json",
    ),
)
@click.argument("kind", required=False)
@choose_format("text", "json")
def command(kind: str | None, form: str) -> int:
    """
    Explain a KIND of change: what it means, when it counts, when not, who usually acts.

    Without KIND, all kinds are listed. `comparison` tells what never counts as a change of
    wording.
    """
    from guidetrack.cli.output import write_json, write_text  # noqa: PLC0415 - keeps --help light
    from guidetrack.events.plain import encode  # noqa: PLC0415

    if form == "json":
        write_json(encode({"schema_version": 1, **_plain(kind)}, indent=2) + "\n")
    else:
        write_text("\n".join(_lines(kind)) + "\n")
    return exits.DONE


def _headers(kind: str | None) -> tuple[RuleHeader, ...]:
    from guidetrack.events.rules import RULES  # noqa: PLC0415

    wanted = known_kind(kind) if kind else None
    return tuple(rule.header for rule in RULES if wanted in {None, rule.header.kind})


def _plain(kind: str | None) -> dict[str, Any]:
    if kind == _COMPARISON:
        from guidetrack.guidance.comparison import RULES  # noqa: PLC0415

        return {"comparison": [{"name": name, "meaning": meaning} for name, meaning in RULES]}
    from guidetrack.guidance.record import to_plain  # noqa: PLC0415

    return {"kinds": to_plain(_headers(kind))}


def _lines(kind: str | None) -> Iterator[str]:
    if kind == _COMPARISON:
        yield from _comparison_lines()
    elif kind:
        yield from _header_lines(*_headers(kind))
    else:
        for header in _headers(None):
            yield f"{header.kind} ({', '.join(header.priority)})"
            yield from _wrapped(header.meaning)


def _header_lines(header: RuleHeader) -> Iterator[str]:
    yield header.kind
    yield from _wrapped(header.meaning)
    yield from _wrapped(f"Priority: {' or '.join(header.priority)}")
    yield from _wrapped(f"Counts: {header.counts}")
    yield from _wrapped(f"Does not count: {header.counts_not}")
    yield from _wrapped(f"Who usually acts: {header.usually_acts}")
    if header.counterpart:
        yield from _wrapped(f"Undone by: {header.counterpart}")
    elif header.waiver:
        yield from _wrapped(f"Undone by: nothing; {header.waiver}")


def _comparison_lines() -> Iterator[str]:
    from guidetrack.guidance.comparison import RULES  # noqa: PLC0415

    yield "What never counts as a change of wording"
    for name, meaning in RULES:
        yield from _wrapped(f"{name}: {meaning}")


def _wrapped(text: str) -> list[str]:
    import textwrap  # noqa: PLC0415

    return textwrap.wrap(text, 88, initial_indent="  ", subsequent_indent="    ")
