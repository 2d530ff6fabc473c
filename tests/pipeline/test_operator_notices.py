"""What the operator is told: each state of affairs once, however many runs find it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from tests.delivery.office import Office
from tests.pipeline.later import Later
from tests.pipeline.weeks import Watch

from guidetrack.pipeline import release_held
from guidetrack.pipeline.outbox import Outbox
from guidetrack.store.repository import Repository

DESK = (
    "operator: {channels: [desk]}\nchannels:\n  desk: {kind: files, folder: desk, write: [text]}\n"
)
WITH_ROUTE = f"{DESK}  team: {{kind: files, folder: team, write: [text]}}\n"
ROUTE = "routes:\n  all: {channels: [team]}\n"
DAY = dt.timedelta(days=1)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office with the baseline captured, and a desk for the operator."""
    office = Office(tmp_path / "office")
    office.configure(DESK)
    office.capture(0)
    office.run()
    return office


def topics(office: Office) -> Counter[str]:
    """How often the operator was told what; everything that was raised arrived, once."""
    raised = [each for each in office.alerts().values() if each.kind == "operator"]
    arrived = {file.stem for file in (office.folder / "desk").glob("*.txt")}
    assert {each.id for each in raised} == arrived
    for each in raised:
        assert [delivery.state for delivery in each.deliveries] == ["sent"]
    return Counter(each.topic or "" for each in raised)


def pass_days(office: Office, count: int) -> None:
    for _ in range(count):
        office.now += DAY
        office.run()


def test_a_good_week_tells_the_operator_nothing(office: Office) -> None:
    pass_days(office, 3)
    assert office.alerts() == {}


def test_what_is_refused_every_day_is_told_once_and_again_after_it_was_mended(
    office: Office,
) -> None:
    bad = office.folder / "captures" / "bad.md"
    bad.write_text("", encoding="utf-8")
    pass_days(office, 3)
    assert topics(office) == {"source-failed": 1, "quarantined": 1}
    bad.unlink()
    pass_days(office, 2)
    assert topics(office) == {"source-failed": 1, "quarantined": 1, "source-recovered": 1}
    bad.write_text("", encoding="utf-8")
    pass_days(office, 2)
    assert topics(office) == {"source-failed": 2, "quarantined": 2, "source-recovered": 1}


def test_another_refusal_beside_the_first_is_told(office: Office) -> None:
    (office.folder / "captures" / "bad.md").write_text("", encoding="utf-8")
    pass_days(office, 2)
    (office.folder / "captures" / "worse.md").write_text("", encoding="utf-8")
    pass_days(office, 2)
    assert topics(office) == {"source-failed": 1, "quarantined": 2}


def test_that_nobody_looked_is_told_once_for_the_whole_time(office: Office) -> None:
    for file in (office.folder / "captures").iterdir():
        file.unlink()
    office.now += 20 * DAY
    pass_days(office, 3)
    assert topics(office) == {"stale": 1}
    office.capture(0)
    office.now += 30 * DAY
    office.run()
    office.now += 20 * DAY
    office.run()
    assert topics(office) == {"stale": 2}


def test_a_run_that_is_held_for_days_is_told_once(office: Office) -> None:
    office.configure(f"{DESK}hold: {{share: 0.01, at_least: 1}}\nstale_after: 9999\n")
    office.capture(1)
    pass_days(office, 3)
    assert topics(office) == {"mass-change-held": 1}
    release_held(office.place, clock=office.clock, environment={})
    pass_days(office, 1)
    assert topics(office) == {"mass-change-held": 1}
    office.edit("HTG9310.md", lambda text: text.replace("1.1 ", "1.1 Today, "))
    pass_days(office, 2)
    assert topics(office) == {"mass-change-held": 2}


def test_a_channel_that_is_dead_for_days_is_told_once_and_once_that_it_works(
    office: Office,
) -> None:
    office.configure(WITH_ROUTE + ROUTE)
    team = office.folder / "team"
    team.write_text("a file where the folder should be", encoding="utf-8")
    office.edit("HTG9310.md", lambda text: text.replace("1.1 ", "1.1 Today, "))
    pass_days(office, 4)
    assert topics(office) == {"delivery-failed": 1}
    team.unlink()
    pass_days(office, 2)
    assert topics(office) == {"delivery-failed": 1, "delivery-recovered": 1}
    assert list(team.glob("*.txt"))


def test_an_operator_who_is_named_later_is_told_what_is_wrong_then(office: Office) -> None:
    office.configure("")
    (office.folder / "captures" / "bad.md").write_text("", encoding="utf-8")
    pass_days(office, 2)
    office.configure(DESK)
    pass_days(office, 2)
    assert topics(office) == {"source-failed": 1, "quarantined": 1}


def test_an_update_that_read_everything_again_is_told_once(watch: Watch, later: Later) -> None:
    watch.configure(*watch.publisher.guidance, more=DESK)
    watch.run()
    for _ in range(2):
        watch.run_later(later)
    with Repository.open(watch.place.store) as repository:
        told = [each.topic for each in Outbox(repository).all() if each.kind == "operator"]
    assert told == ["re-extracted"]


def heartbeats(office: Office) -> list[str]:
    """What each heartbeat said, in the order in which they were raised."""
    found = [each for each in office.alerts().values() if each.topic == "heartbeat"]
    return [each.says or "" for each in sorted(found, key=lambda each: each.raised_at)]


def test_a_heartbeat_comes_on_each_day_on_which_the_operator_is_told_nothing_else(
    office: Office,
) -> None:
    beating = WITH_ROUTE.replace("[desk]}", "[desk], heartbeat: daily}")
    office.configure(beating + ROUTE)
    pass_days(office, 1)
    office.run()
    assert heartbeats(office) == ["guidetrack ran, and there was nothing new to tell."]
    office.edit("HTG9310.md", lambda text: text.replace("1.1 ", "1.1 Today, "))
    pass_days(office, 1)
    assert heartbeats(office)[1:] == ["guidetrack ran, and raised 1 notice of guidance."]


def test_a_heartbeat_does_not_say_that_all_is_well_while_something_is_not(office: Office) -> None:
    office.configure(DESK.replace("[desk]}", "[desk], heartbeat: daily}"))
    (office.folder / "captures" / "bad.md").write_text("", encoding="utf-8")
    pass_days(office, 2)
    (said,) = heartbeats(office)
    assert "Still so: folder: 1 document could not be had or was refused." in said
    assert "quarantine" in said


def test_a_run_that_reads_nothing_does_not_say_that_it_tells_what_happened(
    office: Office,
) -> None:
    for file in (office.folder / "captures").iterdir():
        file.unlink()
    office.now += 20 * DAY
    office.run()
    (stale,) = office.alerts().values()
    assert "nor was this one" in (stale.says or "")
