"""
`guidetrack resolve`: where a number leads today, and whether anyone must reassess.

One decisive line for each number, then the way it took, each step with the sentence
of NICE's that states it. A number nobody has heard of is an answer, not an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from guidetrack.cli import exits
from guidetrack.cli.options import Command, Invocation, choose_format, parse_day

if TYPE_CHECKING:
    from guidetrack.lineage import Resolution
    from guidetrack.lineage.resolve import Step

_ENDED = {
    "withdrawn": "was withdrawn",
    "temporarily-withdrawn": "is withdrawn for the time being",
    "retired": "was retired",
    "terminated": "was terminated",
}


@click.command(
    "resolve",
    cls=Command,
    examples=(
        "guidetrack resolve IPG9075",
        'guidetrack resolve ipg9420 "IPG 9640" --json',
        "guidetrack resolve IPG9075 --as-of 2025-12-31",
    ),
)
@click.argument("references", metavar="REF...", nargs=-1, required=True)
@click.option("--as-of", "day", metavar="DAY", help="As it was known at the end of this day (UTC).")
@choose_format("text", "json")
@click.pass_obj
def command(invocation: Invocation, references: tuple[str, ...], day: str | None, form: str) -> int:
    """
    Say where each number leads today.
    """
    from guidetrack.cli.output import write_json, write_text  # noqa: PLC0415 - keeps --help light
    from guidetrack.events.plain import encode  # noqa: PLC0415
    from guidetrack.guidance.record import to_plain  # noqa: PLC0415
    from guidetrack.pipeline import resolve_numbers  # noqa: PLC0415

    as_of = parse_day(day) if day else None
    answers = resolve_numbers(invocation.place(), references, as_of=as_of)
    if form == "json":
        plain = {"schema_version": 1, "results": to_plain(answers)}
        write_json(encode(plain, indent=2) + "\n")
    else:
        write_text("\n\n".join("\n".join(describe(answer)) for answer in answers) + "\n")
    return exits.DONE


def describe(answer: Resolution) -> Iterator[str]:
    """Say an answer in lines: the decisive one, then one or two for each step."""
    yield f"{_say_where(answer)} Reassess: {answer.reassess} - {_say_why(answer)}."
    for step in answer.path:
        yield f"  {step.old} -> {step.new}: {_say_relation(step)}"
        if step.stated:
            yield from _wrapped(f"NICE says: \u201c{step.stated}\u201d")


def _say_where(answer: Resolution) -> str:
    number, successors = answer.reference, _listed(answer.current)
    if answer.status in _ENDED:
        instead = f"; look at {successors} instead" if successors else ""
        return f"{number} {_ENDED[answer.status]}{instead}."
    if answer.status == "unknown":
        return f"{number} is not known: nothing held names it."
    if answer.status == "disappeared":
        return f"{number} is no longer found, and NICE does not say why."
    if answer.status == "current" or not answer.path:
        return f"{number} is current."
    if not successors:
        return f"{number} was followed by {answer.path[-1].new}, which has ended too."
    if answer.status == "partially-superseded":
        others = _listed(tuple(each for each in answer.current if each != number))
        return f"{number} was replaced in part, by {others}; the rest of it still stands."
    if answer.status == "superseded":
        return f"{number} was replaced by {successors}."
    when = _printed(answer.path[-1].when)
    return f"{number} is now {successors} (migrated{f' {when}' if when else ''})."


def _say_why(answer: Resolution) -> str:
    if answer.status == "current":
        return "it is the number in use"
    if answer.status == "unknown":
        return "look it up, or capture its page"
    if answer.status == "disappeared":
        return "look it up before relying on it"
    if answer.reassess == "no":
        return "the recommendations are identical"
    if answer.verdict == "changed":
        return "the recommendations changed"
    if answer.reassess == "yes":
        return "nothing current stands in its place" if not answer.current else "it has ended"
    if answer.status in {"superseded", "partially-superseded"}:
        return "other content took its place"
    return "no earlier text is held to compare"


def _say_relation(step: Step) -> str:
    words = {
        "migrated": "migrated, a new number",
        "superseded": "replaced by other content",
        "partially-superseded": "replaced in part",
        "withdrawn": "withdrawn",
    }[step.relation]
    when = _printed(step.when)
    return f"{words} ({when})" if when else words


def _printed(when: str | None) -> str:
    from guidetrack.guidance.dates import PartialDate  # noqa: PLC0415

    return PartialDate.parse(when).printed() if when else ""


def _wrapped(text: str) -> list[str]:
    import textwrap  # noqa: PLC0415

    return textwrap.wrap(text, 88, initial_indent="    ", subsequent_indent="    ")


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
