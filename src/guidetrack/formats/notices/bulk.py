"""
A wave as one notice: how many, with which verdicts, the first few, and the list beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.alerts.alert import Alert
from guidetrack.alerts.raising import changes_a_recommendation
from guidetrack.events.event import PRIORITIES
from guidetrack.events.reading import PRIORITY_MEANINGS, count_by_priority
from guidetrack.formats.notices.answers import VERDICTS
from guidetrack.formats.notices.columns import usually_acts
from guidetrack.formats.notices.letter import (
    Block,
    Command,
    Fact,
    Facts,
    Listing,
    Notice,
    Paragraph,
    Section,
)
from guidetrack.formats.notices.next_steps import WAVE_STEPS
from guidetrack.formats.notices.telling import sections_on_alert, sections_on_time
from guidetrack.formats.notices.waves import most_telling_first, say_wave

LIST_NAME = "guidance-changes.csv"
"""The file with the whole list; it goes with every notice of a wave."""
_FEW = 10


def tell_many(alert: Alert) -> Notice:
    """Make the notice of a wave of one kind."""
    priority = alert.priority
    acts = tuple(dict.fromkeys(filter(None, map(usually_acts, alert.events))))
    return Notice(
        opening=(say_wave(alert.events), *_answer(alert)),
        priority=priority,
        standing=PRIORITY_MEANINGS[priority],
        sections=(
            Section("How many", tuple(_counts(alert))),
            Section("The first of them", tuple(_first(alert))),
            Section("Suggested next steps", tuple(_steps(alert))),
            *([Section("Who usually acts", tuple(map(Paragraph, acts)))] if acts else []),
            *sections_on_time(alert),
            Section("How to check this", tuple(_checks(alert))),
            *sections_on_alert(alert),
        ),
    )


def _answer(alert: Alert) -> Iterator[str]:
    verdicts = {event.verdict for event in alert.events}
    if verdicts == {"identical"}:
        yield "Only the numbers changed, not the recommendations."
    elif "identical" in verdicts:
        yield "The attached list says for each whether only the number changed."


def _counts(alert: Alert) -> Iterator[Block]:
    yield Paragraph(count_by_priority(alert.events))
    rows = [
        Fact(VERDICTS[verdict].partition(":")[0], f"{count:,}")
        for verdict in ("changed", "not-verified", "identical")
        if (count := sum(event.verdict == verdict for event in alert.events))
    ]
    if rows:
        yield Facts(tuple(rows))


def _first(alert: Alert) -> Iterator[Block]:
    ordered = most_telling_first(alert.events)
    yield Listing(tuple(event.summary for event in ordered[:_FEW]))
    left = len(ordered) - _FEW
    more = f"{left:,} more stand" if left > 1 else "One more stands" if left == 1 else "All stand"
    yield Paragraph(f"{more} in the attached list, {LIST_NAME}.")


def _steps(alert: Alert) -> Iterator[Block]:
    found = {event.priority for event in alert.events}
    urgent_first = (each for each in reversed(PRIORITIES) if each in found)
    steps = tuple(step for each in urgent_first for step in WAVE_STEPS[each])
    yield Listing(steps, numbered=True)
    if any(map(changes_a_recommendation, alert.events)):
        yield Paragraph("Those whose recommendations changed also come as notices of their own.")


def _checks(alert: Alert) -> Iterator[Block]:
    days = [(each or "")[:10] for each in (alert.seen_before, alert.seen_first)]
    kinds = sorted({event.kind for event in alert.events})
    kind = f" --kind {kinds[0]}" if len(kinds) == 1 else ""
    span = f" {days[0]} {days[1]}" if all(days) and days[0] != days[1] else ""
    yield Paragraph("Whoever keeps guidetrack can show you each of them, or type:")
    yield Command("The comparison once more:", f"guidetrack diff{span}{kind}")
