"""What was acknowledged leaves the calendar, on the way that brought it there."""

from __future__ import annotations

import datetime as dt
from typing import Any

import icalendar
import pytest
from tests.delivery.office import Office

from guidetrack.pipeline import take_stock
from guidetrack.pipeline.alerting import acknowledge_alert, deliver_alerts
from guidetrack.pipeline.run_result import Delivered

CALENDAR = """\
routes:
  all: {channels: [due-dates, folder]}
channels:
  due-dates: {kind: calendar, folder: calendars}
  folder: {kind: files, folder: notices}
policy:
  name: Our policy
  deadlines: [{priorities: [act], working_days: 2}]
"""


@pytest.fixture
def told(office: Office) -> Office:
    """An office whose calendar holds the due date of one tightened recommendation."""
    office.configure(CALENDAR)
    for step in (0, 1):
        office.capture(step)
        office.run()
    return office


def dates(office: Office) -> list[tuple[str, str, int]]:
    """What the calendar shows: identity, status and number of the change."""
    content = (office.folder / "calendars" / "all.ics").read_bytes()
    events: list[Any] = list(icalendar.Calendar.from_ical(content).walk("VEVENT"))
    return [(str(each["UID"]), str(each["STATUS"]), int(each["SEQUENCE"])) for each in events]


def due(office: Office) -> str:
    (found,) = (each.id for each in office.alerts().values() if each.deadline)
    return found


def acknowledge(office: Office) -> None:
    office.now += dt.timedelta(hours=1)
    acknowledge_alert(office.place, due(office), by="NICE lead", now=office.now)


def deliver(office: Office) -> Delivered:
    office.now += dt.timedelta(hours=1)
    return deliver_alerts(office.place, clock=office.clock, environment={})


def test_an_acknowledgement_cancels_the_due_date_at_the_next_delivery(told: Office) -> None:
    name = f"{due(told)}@guidetrack.invalid"
    assert dates(told) == [(name, "CONFIRMED", 0)]
    acknowledge(told)
    assert due(told) in told.index().open
    assert deliver(told).sent == 1
    assert dates(told) == [(name, "CANCELLED", 1)]


def test_it_is_one_more_line_of_the_alert_and_told_only_to_the_calendar(told: Office) -> None:
    before = told.alerts()[due(told)]
    acknowledge(told)
    deliver(told)
    after = told.alerts()[due(told)]
    (added,) = after.deliveries[len(before.deliveries) :]
    assert after.deliveries[: len(before.deliveries)] == before.deliveries
    assert (added.channel, added.purpose, added.state) == ("due-dates", "acknowledgement", "sent")
    assert added.key == f"{after.id}-A1"
    assert told.index().open == ()


def test_it_is_told_once(told: Office) -> None:
    acknowledge(told)
    deliver(told)
    acknowledge_alert(told.place, due(told), by="Ward manager", now=told.now)
    before = told.git("rev-parse", "HEAD")
    assert deliver(told).sent == 0
    assert told.git("rev-parse", "HEAD") == before


def test_what_was_acknowledged_before_it_came_is_not_entered_and_not_closed(
    office: Office,
) -> None:
    office.configure(CALENDAR)
    for step in (0, 1):
        office.capture(step)
        office.run(deliver=False)
    acknowledge(office)
    deliver(office)
    assert office.index().open == ()
    assert not (office.folder / "calendars" / "all.ics").exists()


def test_a_calendar_that_cannot_be_written_is_told_when_it_can(told: Office) -> None:
    kept = told.folder / "calendars" / ".due.json"
    content = kept.read_bytes()
    kept.write_bytes(b"torn")
    acknowledge(told)
    done = deliver(told)
    assert done.failed == ("due-dates",)
    assert take_stock(told.place, now=told.now).delivery.is_failing
    kept.write_bytes(content)
    assert deliver(told).is_complete
    assert dates(told) == [(f"{due(told)}@guidetrack.invalid", "CANCELLED", 1)]
    assert not take_stock(told.place, now=told.now).delivery.is_failing
