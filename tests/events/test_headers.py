"""A header tells people all they need, and the event reference is made from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from guidetrack.events import RULES
from guidetrack.events.event import PRIORITIES
from guidetrack.events.reference_page import reference_page
from guidetrack.events.rule import RuleHeader

HEADERS = [rule.header for rule in RULES]
KINDS = {header.kind for header in HEADERS}
PAGE = Path(__file__).resolve().parents[2] / "docs" / "events.md"

each_header = pytest.mark.parametrize("header", HEADERS, ids=lambda header: header.kind)


@each_header
def test_a_header_is_complete(header: RuleHeader) -> None:
    for text in (header.meaning, header.counts, header.counts_not, header.usually_acts):
        assert text.endswith(".")
        assert text[0].isupper()
    assert header.meaning.count(". ") == 0, "the meaning is one sentence"
    assert header.priority
    assert set(header.priority) <= set(PRIORITIES)


@each_header
def test_a_kind_has_a_counterpart_or_says_why_not(header: RuleHeader) -> None:
    assert (header.counterpart is None) is not (header.waiver is None)
    assert header.counterpart is None or header.counterpart in KINDS


def test_the_event_reference_is_current() -> None:
    assert PAGE.read_text("utf-8") == reference_page()
