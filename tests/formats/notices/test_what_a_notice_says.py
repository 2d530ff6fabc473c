"""Every kind of change is told whole, in words that people can act on, in every format."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from tests.events.case_folders import all_cases
from tests.formats.notices.making import (
    ACT,
    CORRECTION,
    DIGEST,
    MIGRATED,
    MOVE,
    RETRACTION,
    TIGHTER,
    alert,
)
from tests.formats.notices.pages import Page, bare

import guidetrack.formats.notices
from guidetrack.alerts.message import Message
from guidetrack.alerts.operator import Topic
from guidetrack.events import detect
from guidetrack.events.event import Event
from guidetrack.events.report import ATTRIBUTION
from guidetrack.events.rules import RULES
from guidetrack.formats.notices import compose
from guidetrack.formats.notices.amending import TO_DO
from guidetrack.formats.notices.answers import ANSWERS
from guidetrack.formats.notices.next_steps import NEXT_STEPS, next_steps
from guidetrack.formats.notices.subject import SUBJECTS
from guidetrack.formats.notices.waves import WAVES

KINDS = {rule.header.kind: rule.header for rule in RULES}
SOURCES = Path(guidetrack.formats.notices.__file__).parent


@pytest.fixture(scope="module")
def events() -> dict[str, list[Event]]:
    """What the rules find in every case, by kind."""
    found: dict[str, list[Event]] = defaultdict(list)
    for case in all_cases():
        for event in detect(case.side("old"), case.side("new")):
            found[event.kind].append(event)
    return found


def composed(*told: Event) -> Message:
    return compose(
        (alert(*told),), key="GA-X", route_name="cardiac-team", attach=("csv", "xlsx", "json")
    )


def test_every_kind_and_priority_has_next_steps() -> None:
    expected = {(kind, each) for kind, header in KINDS.items() for each in header.priority}
    assert set(NEXT_STEPS) == expected
    assert all(steps and all(steps) for steps in NEXT_STEPS.values())


def test_every_kind_has_a_subject_an_answer_and_a_wave() -> None:
    assert {kind for kind, _ in SUBJECTS} == set(KINDS)
    assert {kind for kind, variant in ANSWERS if variant is None} == set(KINDS)
    assert {kind for kind, variant in SUBJECTS if variant is None} == set(KINDS)
    assert set(WAVES) == set(KINDS)


def test_every_word_to_the_operator_says_what_to_do() -> None:
    assert set(TO_DO) == set(get_args(Topic))


def test_steps_name_the_numbers() -> None:
    assert next_steps(MIGRATED)[0].startswith("Find out where IPG9075 is cited")
    assert next_steps(MIGRATED)[1].startswith("Write HTG9046 there")


def test_a_kind_nobody_has_described_is_told_all_the_same() -> None:
    event = msgspec.structs.replace(TIGHTER, kind="renamed-on-tuesdays", direction=None)
    message = composed(event)
    assert "HTG9310: recommendation 1.1 is tighter" in message.subject
    assert "Read both texts, before and after" in bare(message.text)
    assert composed(*[event] * 20).text.startswith("20 changes of the kind renamed on tuesdays.")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_told_whole_in_every_format(
    kind: str, events: dict[str, list[Event]]
) -> None:
    assert events[kind]
    for event in events[kind]:
        message = composed(event)
        told = [event.summary, KINDS[kind].usually_acts, *next_steps(event), ATTRIBUTION]
        told += [event.explained_by or "NICE gives no note on this change."]
        for each in event.recommendations:
            if each.text_before != each.text_after:
                told += [each.text_before or "", each.text_after or ""]
        assert "safety alert" not in message.subject
        text, page = bare(message.text), Page(message.html).words
        for words in map(bare, told):
            assert words in text
            assert words in page
        table, book, data = (each.content for each in message.attachments)
        rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
        assert [row["kind"] for row in rows] == [kind]
        assert book.startswith(b"PK")
        assert json.loads(data)["notices"][0]["events"][0]["kind"] == kind


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_told_as_a_wave(kind: str, events: dict[str, list[Event]]) -> None:
    message = composed(*(events[kind] * 20)[:20])
    assert message.text.startswith("20 ")
    Page(message.html)
    assert message.attachments[0].name == "guidance-changes.csv"


def test_a_notice_is_told_in_the_order_in_which_people_ask() -> None:
    headings = re.findall(r"^[A-Z].*$(?=\n  )", composed(TIGHTER).text, re.MULTILINE)
    assert headings == [
        "Which guidance",
        "What changed",
        "What NICE says about it",
        "What comparing gave",
        "Category",
        "Suggested next steps",
        "Who usually acts",
        "Dates",
        "Local deadline",
        "How to check this",
        "Where to read it",
        "Why you got this",
        "When you have dealt with it",
        "For your records",
    ]


@pytest.mark.parametrize("source", sorted(SOURCES.rglob("*")), ids=lambda path: path.name)
def test_nothing_here_calls_itself_a_safety_alert(source: Path) -> None:
    if source.suffix in {".py", ".jinja"}:
        assert "safety alert" not in source.read_text("utf-8").lower()


def test_dates_that_nobody_knows_are_said_to_be_unknown() -> None:
    unknown = alert(TIGHTER, published=None, seen_before=None, seen_first=None)
    text = compose((unknown,), key="GA-X", route_name="cardiac-team").text
    assert "Published, as NICE prints it: not known" in text
    assert "Last seen as it was: not known" in text
    assert "guidetrack log HTG9310" in text
    assert "as retrieved on 14 January 2026" in text


def test_a_month_is_printed_as_a_month_and_an_odd_date_as_it_stands() -> None:
    for published, printed in {"2026-01": "January 2026", "early 1066": "early 1066"}.items():
        text = compose((alert(TIGHTER, published=published),), key="GA-X", route_name="x").text
        assert f"Published, as NICE prints it: {printed}\n" in text


def test_two_captures_of_one_day_are_looked_up_in_the_history() -> None:
    same_day = alert(TIGHTER, seen_before="2026-01-14T08:00:00Z")
    text = compose((same_day,), key="GA-X", route_name="x").text
    assert "guidetrack log HTG9310" in text


def test_what_is_corrected_is_named_even_where_it_is_not_at_hand() -> None:
    for told in (CORRECTION, RETRACTION):
        text = compose((told,), key=told.id, route_name="cardiac-team").text
        assert ACT.id in text.split("\n\n")[0]
    taken_back = bare(compose((RETRACTION,), key="GA-X", route_name="x").text)
    assert "which said: \u201cHTG9310: recommendation 1.1 is tighter" in taken_back


def test_a_message_carries_what_a_channel_needs() -> None:
    message = compose((MOVE,), key="GA-K", route_name="cardiac-team", thread="GA-BEFORE")
    assert (message.key, message.route, message.thread) == ("GA-K", "cardiac-team", "GA-BEFORE")
    assert message.alerts == (MOVE,)
    assert message.raised_at == MOVE.raised_at
    assert not message.is_sample
    assert not message.attachments
    assert "from" not in message.text.split("\n\n")[2]


def test_a_subject_stays_a_line() -> None:
    title = "a very long name " * 40 + "\n\x1b[2J"
    event = msgspec.structs.replace(TIGHTER, kind="unknown-kind", summary=title)
    subject = composed(event).subject
    assert len(subject) == 200
    assert subject.isprintable()


def test_an_address_that_is_none_of_the_web_is_no_link() -> None:
    event = msgspec.structs.replace(TIGHTER, url_after="javascript:alert(1)", url_before=None)
    page = Page(composed(event).html)
    assert "javascript:alert(1)" in page.words
    assert not [value for name, value in page.attributes if name == "href"]


def test_a_page_loads_nothing_and_runs_nothing() -> None:
    page = compose((ACT,), key="GA-X", route_name="x").html
    read = Page(page)
    assert not {"script", "img", "link", "iframe", "object", "form", "input"} & set(read.elements)
    assert {name for name, _ in read.attributes}.isdisjoint({"src", "srcset", "background"})
    assert "url(" not in page
    assert "@import" not in page
    assert ("lang", "en-GB") in read.attributes


def test_a_page_asks_nothing_of_a_mail_program_that_is_older_than_browsers() -> None:
    page = compose(DIGEST, key="GA-X", route_name="x").html
    styles = [value or "" for name, value in Page(page).attributes if name == "style"]
    used = {part.partition(":")[0].strip() for style in styles for part in style.split(";")} - {""}
    assert used <= {
        "background-color", "border", "border-bottom", "border-collapse", "border-left",
        "border-top", "color", "font-family", "font-size", "font-weight", "line-height", "margin",
        "max-width", "overflow-wrap", "padding", "table-layout", "text-align",
        "text-decoration", "vertical-align", "white-space", "width", "word-break",
    }  # fmt: skip
    assert page.count("<style>") == 1
