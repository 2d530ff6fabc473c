"""Commit messages: facts in trailers, and nothing read from a subject."""

from __future__ import annotations

import datetime as dt

import pytest

from guidetrack.store.history import (
    Revision,
    compose_message,
    iso_utc,
    observed_until,
    parse_log,
    parse_trailers,
)


def test_facts_come_back_from_the_message_they_went_into() -> None:
    facts = {"Observed-At": "2026-01-14T09:00:00Z", "Extractor": "1"}
    assert parse_trailers(compose_message("Take snapshot", facts)) == facts


def test_a_fact_of_several_lines_cannot_forge_another() -> None:
    message = compose_message("Take\nObserved-At: never", {"Extractor": "1\nObserved-At: never"})
    assert parse_trailers(message) == {"Extractor": "1 Observed-At: never"}


@pytest.mark.parametrize(
    "message",
    ["Observed-At: 2026", "Subject\n\nObserved-At: 2026\nand prose", "", "Subject\n\nprose"],
)
def test_other_messages_hold_no_facts(message: str) -> None:
    assert parse_trailers(message) == {}


def test_the_answer_of_git_is_read_in_its_order() -> None:
    output = b"aa\n1768392000\nTwo\n\nExtractor: 2\n\0bb\n0\nOne\n"
    assert list(parse_log(output)) == [
        Revision("aa", "2026-01-14T12:00:00Z", {"Extractor": "2"}),
        Revision("bb", "1970-01-01T00:00:00Z", {}),
    ]


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        iso_utc(dt.datetime(2026, 1, 14))  # noqa: DTZ001


def test_a_day_ends_at_midnight_in_utc() -> None:
    seen = [
        Revision("c", "", {"Observed-At": "2026-01-15T00:00:00Z"}),
        Revision("b", "", {}),
        Revision("a", "", {"Observed-At": "2026-01-14T23:59:59Z"}),
    ]
    found = observed_until(seen, dt.date(2026, 1, 14))
    assert found is seen[2]
    assert observed_until(seen, dt.date(2026, 1, 15)) is seen[0]
    assert observed_until(seen, dt.date(2026, 1, 13)) is None
