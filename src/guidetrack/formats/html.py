"""
One self-contained page to open, print or attach: no script, no outside address.

Every text is escaped where it enters the page. Removed and added words carry the
elements made for them, a line through or under them, and hidden words for screen
readers; the colour is only an addition.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

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
    say_categories,
    say_same,
    span_of,
    split_by_difference,
)
from guidetrack.events.report import Refused, Report
from guidetrack.events.summaries import in_words

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
article { border-top: 1px solid; margin-top: 2rem; }
blockquote { margin: 0.25rem 0 1rem; padding-left: 1rem; border-left: 0.25rem solid;
  white-space: pre-line; }
dt { font-weight: bold; }
dd { margin: 0 0 0.5rem; overflow-wrap: anywhere; }
del { text-decoration: line-through; background: #fbd5d5; color: #5c0000; }
ins { text-decoration: underline; background: #d3f2d8; color: #003d0d; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
"""
_ELEMENTS = {"removed": ("del", "removed"), "added": ("ins", "added")}


def render(report: Report) -> str:
    """Render the report as an HTML 5 page."""
    title = f"What changed in the guidance {span_of(report)}" if report.events else NO_CHANGE
    return safe(
        "<!doctype html>\n"
        '<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{escape(title)}</h1>\n"
        f"{''.join(_body(report))}</main>\n</body>\n</html>\n"
    )


def _body(report: Report) -> Iterator[str]:
    if report.events:
        yield _paragraph(count_by_priority(report.events))
    for event in most_urgent_first(report.events):
        yield f'<article id="{escape(event.id)}">\n{"".join(_block(event))}</article>\n'
    if report.refused:
        yield "<h2>Not taken into account</h2>\n<ul>\n"
        yield from (_refusal(each) for each in report.refused)
        yield "</ul>\n"
    if report.events and report.attribution:
        yield f"<footer>\n{_paragraph(report.attribution)}</footer>\n"


def _block(event: Event) -> Iterator[str]:
    yield f"<h2>{escape(event.summary)}</h2>\n"
    meaning, _, advice = PRIORITY_MEANINGS[event.priority].partition(":")
    yield f"<p><strong>{meaning}:</strong>{escape(advice)}</p>\n"
    yield _paragraph(naming_of(event))
    differing, same = split_by_difference(event)
    for each in differing:
        yield from _two_sides(*sides_of_recommendation(event, each))
    if same:
        yield _paragraph(say_same(same))
    for change in changes_to_show(event):
        sides = sides_of_change(event, change)
        if sides is not None:
            yield from _two_sides(*sides)
    yield f"<dl>\n{''.join(_facts(event))}</dl>\n"


def _two_sides(
    label_before: str, before: str | None, label_after: str, after: str | None
) -> Iterator[str]:
    if before is not None:
        yield f"<h3>{escape(label_before)}</h3>\n<blockquote>{escape(before)}</blockquote>\n"
    if after is not None:
        yield f"<h3>{escape(label_after)}</h3>\n<blockquote>{escape(after)}</blockquote>\n"
    if before is not None and after is not None:
        marked = "".join(_mark(*piece) for piece in redline_pieces(before, after))
        yield f"<h3>Word by word</h3>\n<blockquote>{marked}</blockquote>\n"


def _mark(kind: str, text: str) -> str:
    if kind not in _ELEMENTS:
        return escape(text)
    element, word = _ELEMENTS[kind]
    return (
        f'<{element}><span class="unseen">[{word}: </span>{escape(text)}'
        f'<span class="unseen"> end of {word}]</span></{element}>'
    )


def _facts(event: Event) -> Iterator[str]:
    for label, words in say_categories(event):
        yield _fact(label, escape(words))
    for change in changes_to_show(event):
        name, _, values = (say_briefly(event, change) or "").partition(": ")
        if name:
            yield _fact(name, escape(values))
    if event.explained_by:
        yield _fact("NICE says", f"<q>{escape(event.explained_by)}</q>")
    elif explains_nothing(event):
        yield _fact("NICE says", "no note on this change")
    if event.url_after:
        yield _fact("Read it", _link(event.url_after))
    if event.url_before and event.url_before != event.url_after:
        yield _fact("Before it was", _link(event.url_before))
    basis = CONFIDENCE_MEANINGS.get(event.confidence, event.confidence)
    yield _fact("Kind", escape(f"{in_words(event.kind)}; {basis}"))
    yield _fact("Identity", escape(event.id))


def _refusal(each: Refused) -> str:
    return f"<li>{escape(each.source)}: {escape('; '.join(each.problems))}</li>\n"


def _fact(name: str, content: str) -> str:
    return f"<dt>{escape(name)}</dt>\n<dd>{content}</dd>\n"


def _link(url: str) -> str:
    """Link an address of the web; anything else, such as a script, stays text."""
    shown = escape(url)
    return f'<a href="{shown}">{shown}</a>' if url.startswith(("https://", "http://")) else shown


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>\n"
