"""
Markdown for issues, wikis and mail: the same blocks as the plain text.

Source texts are escaped, so that whatever a document contains stays text and never
becomes a link, an image or markup. The redline is struck out and bold, with the
plain verbatim texts above it for readers that show neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidetrack.events.event import Event
from guidetrack.events.places import (
    changes_to_show,
    say_briefly,
    sides_of_change,
    sides_of_recommendation,
)
from guidetrack.events.reading import (
    CONFIDENCE_MEANINGS,
    NO_CHANGE,
    PRIORITY_MEANINGS,
    count_by_priority,
    explains_nothing,
    most_urgent_first,
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

_SPECIAL = re.compile(r"([\\`*_\[\]<~|#$])")
_LINE_START = re.compile(r"^(\s*)(?:([-+=>])|(\d{1,9})([.)])(?=\s|$))", re.MULTILINE)
_MARKS = {"same": "", "removed": "~~", "added": "**"}


def render(report: Report) -> str:
    """Render the report as Markdown with one second-level heading per event."""
    if not report.events:
        parts = [NO_CHANGE]
    else:
        parts = [
            f"# What changed in the guidance {span_of(report)}",
            count_by_priority(report.events),
            *("\n\n".join(_block(event)) for event in most_urgent_first(report.events)),
        ]
    if report.refused:
        parts.append("\n".join(_refusals(report.refused)))
    if report.events and report.attribution:
        parts.append(f"---\n\n{_escape(report.attribution)}")
    return safe("\n\n".join(parts)) + "\n"


def _block(event: Event) -> Iterator[str]:
    yield f"## {_one_line(event.summary)}"
    meaning, _, advice = PRIORITY_MEANINGS[event.priority].partition(":")
    yield f"**{meaning}:**{advice}"
    yield _one_line(naming_of(event))
    differing, same = split_by_difference(event)
    for each in differing:
        yield from _two_sides(*sides_of_recommendation(event, each))
    if same:
        yield _one_line(say_same(same))
    for change in changes_to_show(event):
        sides = sides_of_change(event, change)
        if sides is not None:
            yield from _two_sides(*sides)
    yield "\n".join(_facts(event))


def _two_sides(
    label_before: str, before: str | None, label_after: str, after: str | None
) -> Iterator[str]:
    if before is not None:
        yield f"{_one_line(label_before)}:"
        yield _quote(_escape(before))
    if after is not None:
        yield f"{_one_line(label_after)}:"
        yield _quote(_escape(after))
    if before is not None and after is not None:
        yield "Word by word (~~removed~~ and **added**):"
        yield _quote("".join(_mark(*piece) for piece in redline_pieces(before, after)))


def _mark(kind: str, text: str) -> str:
    mark = _MARKS[kind]
    return f"{mark}{_escape(text)}{mark}"


def _facts(event: Event) -> Iterator[str]:
    for label, words in say_categories(event):
        yield f"- {label}: {_one_line(words)}"
    for change in changes_to_show(event):
        brief = say_briefly(event, change)
        if brief is not None:
            yield f"- {_one_line(brief)}"
    if say_aspects(event):
        yield f"- {say_aspects(event)}"
    if event.explained_by:
        yield f"- NICE says: \u201c{_one_line(event.explained_by)}\u201d"
    elif explains_nothing(event):
        yield "- NICE gives no note on this change."
    if event.url_after:
        yield f"- Read it: {_address(event.url_after)}"
    if event.url_before and event.url_before != event.url_after:
        yield f"- Before it was: {_address(event.url_before)}"
    basis = CONFIDENCE_MEANINGS.get(event.confidence, event.confidence)
    yield f"- {in_words(event.kind).capitalize()}; {basis}; {event.id}"


def _refusals(refused: tuple[Refused, ...]) -> Iterator[str]:
    yield "Not taken into account:"
    yield ""
    for each in refused:
        yield f"- {_one_line(each.source)}: {_one_line('; '.join(each.problems))}"


def _quote(markdown: str) -> str:
    """Quote every line; a hard break keeps lines that are no bullets apart."""
    return "\n".join(f"> {line}" if line else ">" for line in markdown.split("\n"))


def _address(url: str) -> str:
    safe_url = re.sub(r"[<>\s]", "", url)
    plain = safe_url.startswith(("http://", "https://"))
    return f"<{safe_url}>" if plain else _one_line(url)


def _one_line(text: str) -> str:
    return _escape(" ".join(text.split()))


def _escape(text: str) -> str:
    """Escape what Markdown would read as markup; bullets of a list stay bullets."""
    marked = _SPECIAL.sub(r"\\\1", text).replace("&", "&amp;")
    return _LINE_START.sub(_escape_start, marked)


def _escape_start(match: re.Match[str]) -> str:
    if match[2]:
        is_bullet = match[2] == "-" and match.string[match.end() : match.end() + 1] == " "
        return match[0] if is_bullet else f"{match[1]}\\{match[2]}"
    return f"{match[1]}{match[3]}\\{match[4]}"
