"""
Plain text that a governance lead can read aloud.

One block per event, the most urgent first, and in each block the decisive sentence
first. Whatever NICE wrote stands verbatim before and after, then once more with the
changed words marked by brackets, since colour may be missing and is never relied on.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.diff.change import Change
from guidetrack.events.event import ConcernedRecommendation, Event
from guidetrack.events.places import changes_to_show, name_place, say_briefly, say_value
from guidetrack.events.reading import (
    CONFIDENCE_MEANINGS,
    NO_CHANGE,
    PRIORITY_MEANINGS,
    count_by_priority,
    explains_nothing,
    most_urgent_first,
    name_recommendation,
    naming_of,
    redline_pieces,
    safe,
    say_aspects,
    say_categories,
    say_same,
    span_of,
    split_by_difference,
)
from guidetrack.events.report import Refused, Report
from guidetrack.events.summaries import in_words
from guidetrack.events.wrapping import wrap

_Shown = tuple[str | None, str | None, ConcernedRecommendation]
"""A recommendation of a document, as an event shows it."""
_MARKS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}


def render(report: Report) -> str:
    """Render the report as wrapped plain text; "No change of guidance." without events."""
    parts = [_opening(report)]
    shown: set[_Shown] = set()
    parts.extend(_block(event, shown) for event in most_urgent_first(report.events))
    if report.refused:
        parts.append(_refusals(report.refused))
    if report.events and report.attribution:
        parts.append("\n".join(wrap(report.attribution)))
    return safe("\n\n".join(parts)) + "\n"


def _opening(report: Report) -> str:
    if not report.events:
        return NO_CHANGE
    return "\n".join(
        [
            *wrap(f"What changed in the guidance {span_of(report)}"),
            *wrap(count_by_priority(report.events)),
        ]
    )


def _block(event: Event, shown: set[_Shown]) -> str:
    lines = [*wrap(event.summary), *wrap(PRIORITY_MEANINGS[event.priority], "  ")]
    lines.extend(wrap(naming_of(event), "  "))
    lines.extend(_recommendations(event, shown))
    for label, words in say_categories(event):
        lines.extend(wrap(f"{label}: {words}", "  "))
    for change in changes_to_show(event):
        lines.extend(_change(event, change))
    if say_aspects(event):
        lines.extend(wrap(say_aspects(event), "  "))
    lines.extend(_explanation(event))
    lines.extend(_addresses(event))
    basis = CONFIDENCE_MEANINGS.get(event.confidence, event.confidence)
    lines.extend(wrap(f"({in_words(event.kind)}; {basis}; {event.id})", "  "))
    return "\n".join(lines)


def _recommendations(event: Event, shown: set[_Shown]) -> Iterator[str]:
    """Each recommendation whole, once in the report; where it was, a word that it was."""
    differing, same = split_by_difference(event)
    known = [each for each in differing if _key(event, each) in shown]
    for each in differing:
        if each not in known:
            shown.add(_key(event, each))
            yield ""
            yield from _recommendation(event, each)
    if len(differing) > len(known):
        yield ""
    if known:
        labels = ", ".join(each.number_after or each.number_before or "?" for each in known)
        noun = "Recommendation" if len(known) == 1 else "Recommendations"
        yield from wrap(f"{noun} {labels}: shown whole above, before and after.", "  ")
    if same:
        yield from wrap(say_same(same), "  ")


def _key(event: Event, each: ConcernedRecommendation) -> _Shown:
    return (event.reference_before, event.reference_after, each)


def _recommendation(event: Event, each: ConcernedRecommendation) -> Iterator[str]:
    if each.text_before is not None:
        yield from _quote(
            f"Before, {name_recommendation(event, each, 'before')}:", each.text_before
        )
    if each.text_after is not None:
        yield from _quote(f"After, {name_recommendation(event, each, 'after')}:", each.text_after)
    if each.text_before is not None and each.text_after is not None:
        yield from _redline(each.text_before, each.text_after)


def _redline(before: str, after: str) -> Iterator[str]:
    marked = "".join(
        f"{_MARKS[kind][0]}{words}{_MARKS[kind][1]}"
        for kind, words in redline_pieces(before, after)
    )
    yield from _quote("Word by word, [-removed-] and {+added+}:", marked)


def _change(event: Event, change: Change) -> Iterator[str]:
    brief = say_briefly(event, change)
    if brief is not None:
        yield from wrap(brief, "  ")
        return
    before = say_value(change.place, change.before)
    after = say_value(change.place, change.after)
    name = name_place(change.place)
    yield ""
    if before:
        yield from _quote(f"Before, {name}:", before)
    if after:
        yield from _quote(f"After, {name}:", after)
    if before and after:
        yield from _redline(before, after)


def _explanation(event: Event) -> Iterator[str]:
    if event.explained_by:
        yield from wrap(f"NICE says: \u201c{event.explained_by}\u201d", "  ")
    elif explains_nothing(event):
        yield "  NICE gives no note on this change."


def _addresses(event: Event) -> Iterator[str]:
    if event.url_after:
        yield f"  Read it: {event.url_after}"
    if event.url_before and event.url_before != event.url_after:
        yield f"  Before it was: {event.url_before}"


def _refusals(refused: tuple[Refused, ...]) -> str:
    lines = ["Not taken into account:"]
    for each in refused:
        lines.extend(wrap(f"{each.source}: {'; '.join(each.problems)}", "  "))
    return "\n".join(lines)


def _quote(label: str, text: str) -> Iterator[str]:
    yield from wrap(label, "  ")
    for paragraph in text.split("\n"):
        yield from wrap(paragraph, "    ")
