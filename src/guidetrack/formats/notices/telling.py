"""
One event as a notice: what somebody who must act has to know, in the order they ask.

What happened, to which guidance, in which words, what NICE says of it, what comparing gave,
what to do, by whom and when, how to check all that, and why it came to them.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.alerts.alert import Alert
from guidetrack.events.event import Event
from guidetrack.events.places import (
    Sides,
    changes_to_show,
    say_briefly,
    sides_of_change,
    sides_of_recommendation,
)
from guidetrack.events.reading import (
    CONFIDENCE_MEANINGS,
    PRIORITY_MEANINGS,
    printed_day,
    redline_pieces,
    say_aspects,
    say_categories,
    say_same,
    split_by_difference,
)
from guidetrack.events.summaries import in_words
from guidetrack.formats.notices.answers import DIRECTIONS, VERDICTS, answer_for
from guidetrack.formats.notices.columns import usually_acts
from guidetrack.formats.notices.letter import (
    Address,
    Block,
    Command,
    Fact,
    Facts,
    Listing,
    Notice,
    Paragraph,
    Section,
    marked,
    quoted,
)
from guidetrack.formats.notices.naming import name_programme, printed_date
from guidetrack.formats.notices.next_steps import next_steps

STALE_DATE = (
    "Do not go by the published date: it often stays years back when guidance is renumbered or "
    "changed."
)
NO_DEADLINE = "No local deadline set."
_OTHER_GUIDANCE = {
    "superseded": ("Replaced guidance", "Replaced by"),
    "partially-superseded": ("Guidance replaced in part", "Replaced there by"),
}
"""Where the two numbers are not two names of one guidance."""
_ACKNOWLEDGED = ("notice", "bulk", "correction")


def tell(alert: Alert, event: Event) -> Notice:
    """Make the notice of one event, as one route is told it."""
    answer = answer_for(event)
    return Notice(
        opening=(event.summary, answer) if answer else (event.summary,),
        priority=event.priority,
        standing=PRIORITY_MEANINGS[event.priority],
        sections=(
            *sections_on_change(event),
            Section("Suggested next steps", (Listing(next_steps(event), numbered=True),)),
            *_who(event),
            *sections_on_time(alert),
            *_evidence(alert, event),
            *sections_on_alert(alert, event),
        ),
    )


def sections_on_change(event: Event) -> Iterator[Section]:
    """Which guidance, what changed, what NICE says, what comparing gave."""
    yield Section("Which guidance", (Facts(tuple(_identity(event))),))
    changed = tuple(_changed(event))
    if changed:
        yield Section("What changed", changed)
    yield Section("What NICE says about it", (_statement(event),))
    yield Section("What comparing gave", tuple(_comparison(event)))
    # What is not known of the direction is a sentence above already.
    said = ((name, words.removesuffix(" (unknown)")) for name, words in say_categories(event))
    categories = tuple(Fact(*each) for each in said)
    if categories:
        yield Section("Category", (Facts(categories),))


def sections_on_time(alert: Alert) -> Iterator[Section]:
    """Dates, and the local deadline or that none is set."""
    dates = [
        Fact("Last seen as it was", printed_day(alert.seen_before) or "not known"),
        Fact("First seen as it is now", printed_day(alert.seen_first) or "not known"),
    ]
    if alert.kind != "bulk":
        dates.insert(0, Fact("Published, as NICE prints it", printed_date(alert.published)))
    yield Section("Dates", (Facts(tuple(dates)), Paragraph(STALE_DATE)))
    yield Section("Local deadline", (Paragraph(say_deadline(alert)),))


def say_deadline(alert: Alert) -> str:
    """Say the deadline of the organisation's own policy, with the line of the policy."""
    if alert.deadline is None:
        return NO_DEADLINE
    rule = f" ({alert.deadline_rule})" if alert.deadline_rule else ""
    return f"{printed_date(alert.deadline)}{rule}."


def sections_on_alert(alert: Alert, event: Event | None = None) -> Iterator[Section]:
    """Why it came, how to say that it was read, and what to quote when asking."""
    if alert.why:
        why = alert.why
        yield Section("Why you got this", (Listing(why) if len(why) > 1 else Paragraph(why[0]),))
    if alert.kind in _ACKNOWLEDGED:
        told = f"Tell whoever keeps guidetrack that you have, and quote {alert.id}."
        line = f'guidetrack alerts ack {alert.id} --by "your role"'
        yield Section("When you have dealt with it", (Paragraph(told), Command("Or type:", line)))
    facts = [Fact("This notice", alert.id)]
    if event is not None:
        facts += [Fact("The change", event.id), Fact("Kind of change", in_words(event.kind))]
    yield Section("For your records", (Facts(tuple(facts)),))


def _identity(event: Event) -> Iterator[Fact]:
    before, after = event.reference_before, event.reference_after
    if before and before == after:
        yield Fact("Number", f"{before} (not changed)")
    elif before or after:
        labels = _OTHER_GUIDANCE.get(event.kind, ("Number before", "Number now"))
        yield Fact(labels[0], before or "none")
        yield Fact(labels[1], after or "none")
    else:
        yield Fact("Number", "concerns many documents")
    if event.title:
        yield Fact("Title", event.title)
    if before or after:
        yield Fact("First published as", name_programme(event.origin_programme))


def _changed(event: Event) -> Iterator[Block]:
    differing, same = split_by_difference(event)
    for each in differing:
        yield from _both_sides(sides_of_recommendation(event, each))
    if same:
        yield Paragraph(say_same(same))
    brief: list[str] = []
    for change in changes_to_show(event):
        sides = sides_of_change(event, change)
        if sides is not None:
            yield from _both_sides(sides)
        else:
            brief.append(say_briefly(event, change) or "")
    if brief:
        yield Listing(tuple(brief))
    if say_aspects(event):
        yield Paragraph(say_aspects(event))


def _both_sides(sides: Sides) -> Iterator[Block]:
    if sides.before is not None:
        yield quoted(sides.label_before, sides.before)
    if sides.after is not None:
        yield quoted(sides.label_after, sides.after)
    if sides.before is not None and sides.after is not None:
        yield marked("Word by word", redline_pieces(sides.before, sides.after))


def _statement(event: Event) -> Block:
    if event.explained_by:
        return quoted("In its own words", event.explained_by)
    return Paragraph("NICE gives no note on this change.")


def _comparison(event: Event) -> Iterator[Block]:
    if event.verdict:
        yield Paragraph(VERDICTS[event.verdict])
    if event.direction:
        yield Paragraph(DIRECTIONS.get(event.direction, in_words(event.direction)))
    basis = CONFIDENCE_MEANINGS.get(event.confidence, event.confidence)
    yield Paragraph(f"How this is known: {basis}.")


def _who(event: Event) -> Iterator[Section]:
    acts = usually_acts(event)
    if acts:
        yield Section("Who usually acts", (Paragraph(acts),))


def _evidence(alert: Alert, event: Event) -> Iterator[Section]:
    name = event.reference_after or event.reference_before
    if name:
        yield Section("How to check this", tuple(_checks(alert, name)))
    addresses = tuple(_addresses(event))
    if addresses:
        yield Section("Where to read it", addresses)


def _checks(alert: Alert, name: str) -> Iterator[Block]:
    yield Paragraph(
        "The pages as they were captured, with their dates and fingerprints, are kept. Whoever "
        "keeps guidetrack can hand them to you, or type:"
    )
    yield Command("All evidence in one file:", f"guidetrack evidence {name} -o {name}.zip")
    days = [(each or "")[:10] for each in (alert.seen_before, alert.seen_first)]
    if all(days) and days[0] != days[1]:
        line = f"guidetrack diff {days[0]} {days[1]} --only {name}"
        yield Command("The comparison once more:", line)
    else:
        yield Command("The comparison once more:", f"guidetrack log {name}")


def _addresses(event: Event) -> Iterator[Block]:
    if event.url_after:
        yield Address("At NICE:", event.url_after)
    if event.url_before and event.url_before != event.url_after:
        yield Address("Before, it was at:", event.url_before)
