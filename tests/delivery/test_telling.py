"""What a run raises, and that it does so once."""

from __future__ import annotations

import pytest
from tests.delivery.office import Office, kinds

from guidetrack.errors import ConfigError
from guidetrack.pipeline import release_held, take_snapshot
from guidetrack.pipeline.announcing import announced_revision
from guidetrack.store import journal
from guidetrack.store.repository import Repository

EVERYBODY = """\
routes:
  all: {channels: [folder]}
channels:
  folder: {kind: files, folder: notices}
"""


def test_the_first_run_is_the_baseline_and_raises_nothing(office: Office) -> None:
    office.configure(EVERYBODY)
    office.capture(0)
    assert office.run(deliver=False).raised == ()
    assert office.alerts() == {}


def test_alerts_are_in_the_commit_of_their_snapshot(office: Office) -> None:
    office.configure(EVERYBODY)
    office.capture(0)
    office.run(deliver=False)
    office.capture(1)
    result = office.run(deliver=False)
    alerts = office.alerts()
    assert kinds(alerts, result.raised) == [
        ("all", "category-changed", "IPG9640"),
        ("all", "superseded", "IPG9640"),
    ]
    assert office.git("rev-list", "--count", "HEAD").strip() == "2"
    changed = office.git("show", "--name-only", "--format=%b", "HEAD")
    assert "Announced: this" in changed
    assert "snapshots/records/IPG/IPG9640.yaml" in changed
    for each in result.raised:
        assert f"snapshots/alerts/2025/{each}.yaml" in changed
    assert office.index().open == result.raised


def test_a_run_with_nothing_new_raises_nothing_and_makes_no_commit(office: Office) -> None:
    office.configure(EVERYBODY)
    for step in (0, 1):
        office.capture(step)
        office.run(deliver=False)
    before = office.git("rev-parse", "HEAD")
    assert office.run(deliver=False).raised == ()
    assert office.git("rev-parse", "HEAD") == before


def test_a_crash_between_commit_and_journal_raises_nothing_twice(office: Office) -> None:
    office.configure(EVERYBODY)
    for step in (0, 1):
        office.capture(step)
        office.run(deliver=False)
    office.git("update-ref", "refs/heads/guidetrack-journal", "guidetrack-journal^")
    before = office.alerts()
    assert office.run(deliver=False).raised == ()
    assert office.alerts() == before


def test_a_later_run_that_told_nobody_counts_as_having_told_everything(office: Office) -> None:
    office.configure(EVERYBODY.replace("all: {", "all: {watch: [{kinds: [category-changed]}], "))
    for step in (0, 1, 2):
        office.capture(step)
        result = office.run(deliver=False)
    assert (result.raised, result.revision is None) == ((), False)
    with Repository.open(office.place.store) as repository:
        told = announced_revision(repository, journal.read(repository))
    assert told == result.revision


def test_what_was_captured_by_hand_is_told_by_the_next_run(office: Office) -> None:
    office.configure(EVERYBODY)
    office.capture(0)
    office.run(deliver=False)
    office.capture(1)
    take_snapshot(office.place, [str(office.folder / "captures")], now=office.now)
    result = office.run(deliver=False)
    assert len(result.raised) == 2
    assert office.git("show", "-s", "--format=%s", "HEAD").strip() == "Raise 2 notices"
    assert office.run(deliver=False).raised == ()


def test_what_happens_again_is_told_again_under_another_name(office: Office) -> None:
    office.configure(EVERYBODY)
    office.capture(0)
    office.run(deliver=False)
    first = (office.folder / "captures" / "IPG9188-overview.html").read_text(encoding="utf-8")
    office.capture(4)
    withdrawn = (office.folder / "captures" / "IPG9188-overview.html").read_text(encoding="utf-8")
    told = [office.run(deliver=False).raised]
    for text in (first, withdrawn):
        (office.folder / "captures" / "IPG9188-overview.html").write_text(text, encoding="utf-8")
        told.append(office.run(deliver=False).raised)
    alerts = office.alerts()
    assert [kinds(alerts, each) for each in told] == [
        [("all", "withdrawn", "IPG9188")],
        [("all", "reinstated", "IPG9188")],
        [("all", "withdrawn", "IPG9188")],
    ]
    assert len({*told[0], *told[2]}) == 2
    assert alerts[told[2][0]].occurrence == 2
    assert alerts[told[2][0]].after == told[1][0]


def test_history_is_told_only_when_somebody_asks_and_never_twice(office: Office) -> None:
    office.configure("")
    for step in (0, 1, 2):
        office.capture(step)
        office.run()
    office.configure(EVERYBODY)
    assert office.run(deliver=False).raised == ()
    result = office.run(deliver=False, since=office.now.date().replace(year=2025, month=12, day=31))
    assert ("all", "migrated", "HTG9046") in kinds(office.alerts(), result.raised)
    day = office.now.date().replace(year=2025, month=12, day=31)
    assert office.run(deliver=False, since=day).raised == ()


def test_a_held_run_tells_only_the_operator_until_it_is_released(office: Office) -> None:
    hold = "hold: {share: 0.01, at_least: 1}\noperator: {channels: [folder]}\n"
    office.configure(EVERYBODY + hold)
    for step in (0, 1):
        office.capture(step)
        result = office.run(deliver=False)
    assert result.held
    assert {each.topic for each in office.alerts().values()} == {"stale", "mass-change-held"}
    released = release_held(office.place, clock=office.clock, deliver=False)
    assert {each[1] for each in kinds(office.alerts(), released.raised)} == {
        "category-changed",
        "superseded",
    }
    with pytest.raises(ConfigError):
        release_held(office.place, clock=office.clock, deliver=False)
    assert office.run(deliver=False).raised == ()


def test_a_register_is_watched_as_it_stands_today(office: Office) -> None:
    office.configure(
        "routes:\n  register: {watch: [{register: ours.csv}], channels: [folder]}\n"
        "channels:\n  folder: {kind: files, folder: notices}\n"
    )
    (office.folder / "ours.csv").write_text(
        "Code,Procedure\nIPG9075,Balloon dilatation\nIPG9264,Ablation\n", encoding="utf-8"
    )
    for step in (0, 1, 2):
        office.capture(step)
        result = office.run(deliver=False)
    alerts = office.alerts()
    assert sorted(kinds(alerts, result.raised)) == [
        ("register", "migrated", "HTG9046"),
        ("register", "migrated", "HTG9172"),
    ]
    assert "ours.csv" in alerts[result.raised[0]].why[0]


def test_a_register_that_is_gone_stops_the_run_before_anything_is_written(office: Office) -> None:
    office.configure(EVERYBODY)
    office.capture(0)
    office.run(deliver=False)
    office.configure(
        "routes:\n  register: {watch: [{register: ours.csv}], channels: [folder]}\n"
        "channels:\n  folder: {kind: files, folder: notices}\n"
    )
    office.capture(1)
    before = office.git("for-each-ref")
    with pytest.raises(ConfigError, match=r"ours\.csv"):
        office.run(deliver=False)
    assert office.git("for-each-ref") == before
