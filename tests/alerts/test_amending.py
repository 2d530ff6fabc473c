"""Corrections and retractions reach whoever was told, and name what they are about."""

from __future__ import annotations

import pytest
from tests.alerts.making import WEDNESDAY, alert, event

from guidetrack.alerts.operator import delivery_failed, operator_alert
from guidetrack.alerts.outbox import correct, delivered, retract
from guidetrack.errors import ConfigError

NOTICE = alert(channels=("mail", "feed"), deadline="2026-01-16", deadline_rule="Policy: 2 days")


def test_a_retraction_goes_to_the_same_channels_and_names_the_notice() -> None:
    back = retract(NOTICE, "A reading error.", "NICE lead", now=WEDNESDAY)
    assert (back.kind, back.of, back.after) == ("retraction", NOTICE.id, NOTICE.id)
    assert back.channels == NOTICE.channels
    assert (back.says, back.by) == ("A reading error.", "NICE lead")
    assert back.events == NOTICE.events
    assert back.deadline is None
    assert back.deliveries == ()


def test_an_escalation_that_reached_others_reaches_them_again() -> None:
    wide = delivered(NOTICE, "lead", WEDNESDAY, key="k", purpose="escalation", step=1)
    assert retract(wide, "Wrong.", "lead", now=WEDNESDAY).channels == ("mail", "feed", "lead")


def test_retracting_twice_makes_the_same_alert_and_correcting_makes_others() -> None:
    back = retract(NOTICE, "A reading error.", "NICE lead", now=WEDNESDAY)
    assert retract(NOTICE, "Said otherwise.", "lead", now=WEDNESDAY).id == back.id
    first = correct(NOTICE, "The number was wrong.", "lead", now=WEDNESDAY)
    second = correct(NOTICE, "And the title.", "lead", now=WEDNESDAY, occurrence=2)
    other = correct(NOTICE, "x", "lead", now=WEDNESDAY, events=(event("retitled"),))
    assert len({NOTICE.id, back.id, first.id, second.id, other.id}) == 5
    assert first.deadline == NOTICE.deadline


@pytest.mark.parametrize("words", [("", "lead"), ("x", " "), ("ask a@example.org", "lead")])
def test_a_retraction_needs_a_reason_and_a_role_and_no_address(words: tuple[str, str]) -> None:
    with pytest.raises(ConfigError):
        retract(NOTICE, *words, now=WEDNESDAY)


def test_a_retraction_cannot_be_retracted() -> None:
    back = retract(NOTICE, "A reading error.", "NICE lead", now=WEDNESDAY)
    with pytest.raises(ConfigError, match="retraction"):
        retract(back, "x", "lead", now=WEDNESDAY)


def test_a_word_to_the_operator_is_the_same_for_the_same_state_of_affairs() -> None:
    def told(since: str, channels: tuple[str, ...] = ("mail", "folder")) -> str:
        made = delivery_failed(
            "mail", failing_since=since, why="It timed out.", channels=channels, raised_at=since
        )
        assert made.channels == (("folder",) if "folder" in channels else ("mail",))
        assert made.topic == "delivery-failed"
        assert made.priority == "review"
        return made.id

    assert told("2026-01-14T09:00:00Z") == told("2026-01-14T09:00:00Z", ("mail",))
    assert told("2026-01-14T09:00:00Z") != told("2026-01-15T09:00:00Z")


def test_topics_and_their_subjects_are_told_apart() -> None:
    def made(about: list[str]) -> str:
        return operator_alert("stale", "x", about=about, channels=[], raised_at="2026-01-14").id

    assert len({made(["a", "b"]), made(["b", "a"]), made(["a"]), made(["a", "a"])}) == 4
