"""
`guidetrack show`: what is held of one reference.

As text for people, as the canonical YAML of the store, or as JSON for scripts. For a day
in the past the text says when somebody looked before it and after it; beside YAML and JSON
that goes to stderr, because there the record is all that is printed.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from guidetrack.cli import exits
from guidetrack.cli.options import Command, Invocation, choose_format, parse_day

if TYPE_CHECKING:
    import datetime as dt

    from guidetrack.guidance.record import GuidanceRecord, Item
    from guidetrack.pipeline import Held

_WIDTH = 88


@click.command(
    "show",
    cls=Command,
    examples=(
        "guidetrack show HTG9046",
        "guidetrack show ipg9075 --as-of 2025-12-31",
        "guidetrack show HTG9046 --format yaml",
        "guidetrack show HTG9046 --json",
    ),
)
@click.argument("reference", metavar="REF")
@click.option("--as-of", "day", metavar="DAY", help="As it was held at the end of this day (UTC).")
@choose_format("text", "yaml", "json")
@click.pass_obj
def command(invocation: Invocation, reference: str, day: str | None, form: str) -> int:
    """
    Show what is held of one reference.

    With --as-of, it also says when the guidance was seen before that day and after it:
    in the text, and on stderr where the output is YAML or JSON.
    """
    from guidetrack.cli.output import write_file, write_json, write_text  # noqa: PLC0415
    from guidetrack.events.plain import encode  # noqa: PLC0415
    from guidetrack.guidance.record import to_plain  # noqa: PLC0415
    from guidetrack.guidance.reference import Reference  # noqa: PLC0415
    from guidetrack.pipeline import show  # noqa: PLC0415

    as_of = parse_day(day) if day else None
    held = show(invocation.place(), Reference.parse(reference), as_of=as_of)
    dates = "\n".join(tell_dates(held, as_of)) if as_of else ""
    if dates and form != "text":
        invocation.tell(dates)
    if form == "json":
        write_json(encode(to_plain(held.record), indent=2) + "\n")
    elif form == "yaml":
        from guidetrack.store.record_file import dump  # noqa: PLC0415

        write_file(dump(held.record).decode("utf-8"))
    else:
        from guidetrack.events.reading import safe  # noqa: PLC0415

        write_text(safe("\n".join(describe(held.record, dates)) + "\n"))
    return exits.DONE


def tell_dates(held: Held, as_of: dt.date) -> Iterator[str]:
    """Say in lines when the guidance was seen around the day, and what nobody can know."""
    from guidetrack.events.reading import printed_day  # noqa: PLC0415

    seen, after = printed_day(held.seen), printed_day(held.next_seen)
    before = f"seen on {seen}" if seen else "no day on which it was seen is known"
    if after is None:
        told = f"Held as of {as_of}: {before}, and not seen since."
    elif held.changed_by_then:
        told = f"Held as of {as_of}: {before}, next seen on {after}; it had changed by then."
    else:
        told = f"Held as of {as_of}: {before}, next seen on {after}, unchanged."
    yield from _wrapped(told)
    if not held.journal_held:
        yield from _wrapped(
            "The journal of runs is not held here, so only the days of changes are known."
        )
    elif seen and not (held.seen or "").startswith(str(as_of)):
        yield from _wrapped(_unwatched(held, seen, after))


def _unwatched(held: Held, seen: str, after: str | None) -> str:
    """What the store cannot vouch for between two looks."""
    if after is None:
        return f"Nobody has captured it since {seen}: what it said later is not known."
    if held.changed_by_then:
        return "Nobody captured it between the two: the day of the change is not known."
    return "Nobody captured it between the two."


def describe(record: GuidanceRecord, dates: str = "") -> Iterator[str]:
    """Say a record in lines, in the order of a guidance page; `dates` come after its title."""
    yield from _wrapped(f"{record.reference}: {record.title or 'title not captured'}")
    yield from (f"  {line}" for line in dates.splitlines())
    yield from _head(record)
    yield from _recommendations(record)
    yield from _relations(record)
    for note in record.update_notes:
        when = f"{note.when.printed()}: " if note.when else ""
        told = note.text if note.text.startswith(when or " ") else f"{when}{note.text}"
        yield from _wrapped(f"Update note: {told}", "  ")
    yield from _rest(record)


def _head(record: GuidanceRecord) -> Iterator[str]:
    from guidetrack.events.reading import categories_in_words  # noqa: PLC0415
    from guidetrack.events.summaries import in_words  # noqa: PLC0415

    born = f"; first published as {record.origin_programme}"
    origin = born if record.origin_programme != record.reference.prefix else ""
    yield f"  {record.programme or 'Programme not known'}{origin}"
    yield f"  Status: {in_words(record.status)}"
    if record.status_stated:
        yield from _wrapped(f"NICE says: \u201c{record.status_stated}\u201d", "  ")
    dates = (
        ("Published", record.published),
        ("Last updated", record.last_updated),
        ("Next review", record.next_review),
    )
    yield from (f"  {name}: {date.printed()}" for name, date in dates if date)
    if record.isbn:
        yield f"  ISBN: {record.isbn}"
    if record.url:
        yield f"  {record.url}"
    if record.has("recommendations"):
        yield from _wrapped(f"Category: {categories_in_words(record.categories)}", "  ")


def _recommendations(record: GuidanceRecord) -> Iterator[str]:
    if not record.has("recommendations"):
        yield ""
        yield "  The recommendations were not captured."
        yield ""
        return
    yield ""
    yield "  Recommendations"
    for each in record.recommendations:
        label = f" {each.label}" if each.label else ""
        number = f"{each.number} " if each.number else ""
        yield from _wrapped(f"{number}{each.text}{label}", "    ")
        yield from _items(each.items, "      ")
    yield ""


def _items(items: tuple[Item, ...], indent: str) -> Iterator[str]:
    for item in items:
        yield from _wrapped(f"- {item.text}", indent)
        yield from _items(item.items, indent + "  ")


def _relations(record: GuidanceRecord) -> Iterator[str]:
    from guidetrack.events.summaries import in_words  # noqa: PLC0415

    for relation in record.relationships:
        when = f" ({relation.when.printed()})" if relation.when else ""
        yield f"  {in_words(relation.kind).capitalize()} {relation.reference}{when}"
        if relation.stated:
            yield from _wrapped(f"NICE says: \u201c{relation.stated}\u201d", "    ")


def _rest(record: GuidanceRecord) -> Iterator[str]:
    if record.endorsements:
        yield from _wrapped(f"Endorsed by {', '.join(record.endorsements)}", "  ")
    if record.sections:
        count = sum(len(section.paragraphs) for section in record.sections)
        yield f"  {len(record.sections)} further sections with {count} paragraphs (--format yaml)"
    for code in record.codes:
        words = ("Code", code.system, code.version, code.code, code.description)
        group = f" [{code.group}]" if code.group else ""
        yield from _wrapped(f"{' '.join(filter(None, words))}{group}", "  ")
    yield from _wrapped(f"Captured: {', '.join(record.captured) or 'nothing'}", "  ")


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + ("  " if text.startswith("- ") else ""),
        break_long_words=False,
        break_on_hyphens=False,
    )
