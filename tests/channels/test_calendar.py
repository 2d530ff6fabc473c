"""Due dates as a calendar program sees them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import icalendar
import msgspec
import pytest

from guidetrack.alerts.alert import Acknowledgement
from guidetrack.alerts.message import Message
from guidetrack.channels import calendar
from guidetrack.channels.calendar import Settings, deliver
from guidetrack.errors import DeliveryError

Make = Callable[..., Message]
FIRST = "GA-4T7YQ2M9KXW3DF6P"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(folder=str(tmp_path / "calendars"))


@pytest.fixture
def due(message: Make) -> Make:
    """Make a message about one alert with a deadline; anything of the alert can be set."""

    def make(**changed: Any) -> Message:
        (held,) = message().alerts
        set_by = {"deadline": "2026-01-21", "deadline_rule": "act: 2 working days"}
        alert = msgspec.structs.replace(held, **{**set_by, **changed})
        return message(key=alert.id, route=alert.route, alerts=(alert,))

    return make


def events(settings: Settings, name: str = "all") -> list[Any]:
    content = (Path(settings.folder) / f"{name}.ics").read_bytes()
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def test_a_due_date_is_a_day_in_the_calendar(
    settings: Settings, due: Make, now: dt.datetime
) -> None:
    receipt = deliver(due(), settings, now)
    (event,) = events(settings)
    assert event["uid"] == f"{FIRST}@guidetrack.invalid"
    assert event["dtstart"].dt == dt.date(2026, 1, 21)
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert event["summary"] == "Due: HTG9046: recommendation 1.1 is now research only."
    assert "Due by your own policy (act: 2 working days)." in event["description"]
    assert FIRST in event["description"]
    assert event["url"] == "https://www.example.org/guidance/htg9046"
    assert (event["status"], event["sequence"]) == ("CONFIRMED", 0)
    assert receipt.says == "1 due date is in the calendar"


def test_the_calendar_is_one_that_programs_take(
    settings: Settings, due: Make, now: dt.datetime
) -> None:
    deliver(due(), settings, now)
    content = (Path(settings.folder) / "all.ics").read_bytes()
    parsed = icalendar.Calendar.from_ical(content)
    assert parsed["version"] == "2.0"
    assert parsed["method"] == "PUBLISH"
    assert parsed["prodid"]
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.count(b"\n") == content.count(b"\r\n")


def test_without_a_deadline_there_is_nothing_to_enter(
    settings: Settings, message: Make, now: dt.datetime
) -> None:
    receipt = deliver(message(), settings, now)
    assert receipt.says == "nothing to enter: no local deadline is set"
    assert list(Path(settings.folder).iterdir()) == []


def test_each_route_has_its_own_calendar(settings: Settings, due: Make, now: dt.datetime) -> None:
    deliver(due(id="GA-1", route="cardiac-team"), settings, now)
    deliver(due(id="GA-2", route="coders", deadline="2026-01-20"), settings, now)
    assert [each["uid"] for each in events(settings, "coders")] == ["GA-2@guidetrack.invalid"]
    assert len(events(settings, "cardiac-team")) == 1
    days = [each["dtstart"].dt.day for each in events(settings)]
    assert days == [20, 21]


def test_the_same_message_again_changes_nothing(
    settings: Settings, due: Make, now: dt.datetime
) -> None:
    deliver(due(), settings, now)
    before = {each: (each.read_bytes(), each.stat()) for each in Path(settings.folder).iterdir()}
    deliver(due(), settings, now + dt.timedelta(days=3))
    assert {
        each: (each.read_bytes(), each.stat()) for each in Path(settings.folder).iterdir()
    } == before


def test_a_retraction_cancels_the_due_date(settings: Settings, due: Make, now: dt.datetime) -> None:
    deliver(due(), settings, now)
    taken_back = due(
        id="GA-2", kind="retraction", of=FIRST, deadline=None, raised_at="2026-01-20T08:00:00Z"
    )
    receipt = deliver(taken_back, settings, now)
    deliver(taken_back, settings, now)
    deliver(due(), settings, now)
    (event,) = events(settings)
    assert (event["uid"], event["status"]) == (f"{FIRST}@guidetrack.invalid", "CANCELLED")
    assert event["sequence"] == 1
    assert event["dtstamp"].dt == dt.datetime(2026, 1, 20, 8, tzinfo=dt.UTC)
    assert receipt.says == "1 is cancelled"


def test_a_correction_moves_it(settings: Settings, due: Make, now: dt.datetime) -> None:
    deliver(due(), settings, now)
    deliver(due(id="GA-2", kind="correction", of=FIRST, deadline="2026-01-28"), settings, now)
    (event,) = events(settings)
    assert event["uid"] == f"{FIRST}@guidetrack.invalid"
    assert event["dtstart"].dt == dt.date(2026, 1, 28)
    assert (event["status"], event["sequence"]) == ("CONFIRMED", 1)
    deliver(due(id="GA-3", kind="retraction", of="GA-2", deadline=None), settings, now)
    (event,) = events(settings)
    assert (event["status"], event["sequence"]) == ("CANCELLED", 2)


def test_an_acknowledgement_cancels_it(settings: Settings, due: Make, now: dt.datetime) -> None:
    deliver(due(), settings, now)
    noted = Acknowledgement(at="2026-01-20T10:00:00Z", by="NICE lead")
    deliver(due(acknowledgements=(noted,)), settings, now)
    (event,) = events(settings)
    assert (event["status"], event["sequence"]) == ("CANCELLED", 1)


def test_what_was_acknowledged_before_is_not_entered(
    settings: Settings, due: Make, now: dt.datetime
) -> None:
    noted = Acknowledgement(at="2026-01-20T10:00:00Z", by="NICE lead")
    assert "nothing to enter" in deliver(due(acknowledgements=(noted,)), settings, now).says


def test_many_changes_are_one_due_date_with_a_count(
    settings: Settings, due: Make, now: dt.datetime
) -> None:
    (alert,) = due().alerts
    deliver(due(kind="bulk", events=alert.events * 700), settings, now)
    (event,) = events(settings)
    assert event["summary"] == "Due: 700 changes of guidance"
    assert "and 680 more" in event["description"]


def test_a_sample_says_that_it_is_one_and_makes_way(
    settings: Settings, due: Make, now: dt.datetime
) -> None:
    sample = msgspec.structs.replace(due(id="GA-1", deadline=None), is_sample=True)
    assert deliver(sample, settings, now).says == "1 due date is in the calendar"
    (event,) = events(settings)
    assert event["summary"].startswith("Sample, not a notice: ")
    assert event["dtstart"].dt == dt.date(2026, 1, 19)
    assert [each.name for each in Path(settings.folder).glob("*.ics")] == ["all.ics"]
    deliver(due(id="GA-2", deadline=None), settings, now)
    assert len(events(settings)) == 1
    deliver(due(), settings, now)
    (event,) = events(settings)
    assert event["summary"].startswith("Due: ")


def test_no_line_end_of_a_title_becomes_a_property(
    settings: Settings, due: Make, now: dt.datetime
) -> None:
    (alert,) = due().alerts
    sly = msgspec.structs.replace(alert.events[0], summary="A\r\nATTENDEE:mailto:x@example.org\x07")
    deliver(due(events=(sly,)), settings, now)
    (event,) = events(settings)
    assert "attendee" not in event


def test_what_is_damaged_is_said(settings: Settings, due: Make, now: dt.datetime) -> None:
    Path(settings.folder).mkdir()
    (Path(settings.folder) / calendar.STATE).write_text("{", encoding="utf-8")
    with pytest.raises(DeliveryError, match="damaged"):
        deliver(due(), settings, now)
