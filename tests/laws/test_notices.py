"""Whatever a source says, a notice tells it whole and is still a notice."""

from __future__ import annotations

import csv
import io
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.formats.notices.making import alert
from tests.formats.notices.pages import Page, bare
from tests.laws.generated import texts

from guidetrack.events.event import PRIORITIES, ConcernedRecommendation, Event
from guidetrack.events.reading import safe
from guidetrack.events.rules import RULES
from guidetrack.formats.notices import compose

KINDS = st.sampled_from([rule.header.kind for rule in RULES] + ["a-new-kind"])
ANYTHING = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "=cmd|' /C calc'!A0",
            "</td></table><script>alert(1)</script>",
            "{{ 7 * 7 }} {% raw %} {name} {0}",
            "a\n- b\n  - c\n\n=d",
            "\x1b]0;t\x07\u202e\ud800\ufffe",
            "<!--[if mso]>",
            "&amp;amp;",
            "x" * 300,
        ]
    ),
)
NUMBERS = st.sampled_from(["IPG9001", "HTG9002", None])


@st.composite
def events(draw: st.DrawFn, words: st.SearchStrategy[str] = ANYTHING) -> Event:
    maybe = st.none() | words
    sides: Any = st.builds(
        ConcernedRecommendation,
        number_before=st.none() | st.just("1.1"),
        number_after=st.none() | st.just("1.2"),
        text_before=maybe,
        text_after=maybe,
    )
    return Event(
        id="GT-AAAAAAAAAAAAAAAA",
        kind=draw(KINDS),
        priority=draw(st.sampled_from(PRIORITIES)),
        confidence="confirmed",
        reference_before=draw(NUMBERS),
        reference_after=draw(NUMBERS),
        origin_programme=draw(st.sampled_from(["IPG", None, "ZZ"])),
        title=draw(maybe),
        summary=draw(words.filter(str.strip)),
        verdict=draw(st.sampled_from(["identical", "changed", "not-verified", None])),
        direction=draw(st.sampled_from(["tighter", "label-only", None])),
        recommendations=tuple(draw(st.lists(sides, max_size=2))),
        explained_by=draw(maybe),
        url_after=draw(maybe),
    )


@settings(max_examples=60)
@given(events(), st.sampled_from(["notice", "correction", "retraction", "sample"]))
def test_whatever_a_source_says_nothing_breaks_and_nothing_runs(event: Event, kind: str) -> None:
    told = alert(event, kind=kind, of="GA-BBBBBBBBBBBBBBBB" if kind[-2:] == "on" else None)
    message = compose((told,), key="GA-X", route_name="x", attach=("csv", "xlsx", "json"))
    assert safe(message.text) == message.text
    assert safe(message.html) == message.html
    assert message.subject.isprintable() or safe(message.subject) == message.subject
    assert "\n" not in message.subject
    page = Page(message.html)
    assert "script" not in page.elements
    assert all(value and value.startswith(("http", "#")) for name, value in page.attributes
               if name == "href")  # fmt: skip
    table, book, _ = message.attachments
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"), newline="")))
    assert len(rows) == 2
    assert not [cell for cell in rows[1] if cell.lstrip(" ")[:1] in set("=+-@\t\r\n")]
    sheet = load_workbook(io.BytesIO(book.content))["Notices"]
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "inlineStr"}


@settings(max_examples=60)
@given(events(texts))
def test_what_is_published_stands_whole_in_text_and_page(event: Event) -> None:
    message = compose((alert(event),), key="GA-X", route_name="x")
    text, page = bare(message.text), Page(message.html).words
    quoted = [event.summary, event.title, event.explained_by]
    for each in event.recommendations:
        if each.text_before != each.text_after:
            quoted += [each.text_before, each.text_after]
    for words in filter(None, quoted):
        assert bare(words) in text
        assert bare(words) in page


@settings(max_examples=20)
@given(st.lists(events(texts), min_size=2, max_size=4), st.randoms())
def test_a_digest_tells_each_notice_once_the_most_urgent_first(
    told: list[Event], chance: Any
) -> None:
    alerts = [
        msgspec.structs.replace(alert(event), id=f"GA-{at:016d}") for at, event in enumerate(told)
    ]
    chance.shuffle(alerts)
    message = compose(alerts, key="GD-X", route_name="x")
    for form in (message.text, Page(message.html).words):
        for each in alerts:
            assert form.count(f"This notice: {each.id}") + form.count(f"This notice {each.id}") == 1
    ranks = [PRIORITIES.index(each.priority) for each in sorted(alerts, key=lambda each:
             message.text.index(f"This notice: {each.id}"))]  # fmt: skip
    assert ranks == sorted(ranks, reverse=True)
    assert message.alerts == tuple(alerts)
