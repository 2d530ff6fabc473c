"""`guidetrack status`: whether anybody looked, what waits, and what nobody is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.cli.telling import ROUTES, Trust, refusing

REMIND = ROUTES.replace("    channels: [notices]\n", "    channels: [notices]\n    remind: {}\n", 1)
BLOCKED = "a file where the folder should be"


def test_all_in_order_ends_with_0(trust: Trust) -> None:
    done = trust.run("status")
    assert done.exit_code == 0, done.output
    assert "To be delivered" not in done.stdout
    delivery = trust.answer("status")["delivery"]
    assert delivery == {
        "pending": 0, "oldest": None, "channels": [], "given_up": [], "unacknowledged": [],
    }  # fmt: skip


def test_before_any_run_nobody_has_looked(run: Run) -> None:
    run("init")
    done = run("status")
    assert done.exit_code == 3
    assert "Last good run: never" in done.stdout


def test_a_source_that_failed_ends_with_3(trust: Trust) -> None:
    (trust.inbox / "empty.md").write_text("", encoding="utf-8")
    trust.run("run")
    assert trust.run("status").exit_code == 3


def test_what_waits_for_its_day_is_counted_and_is_no_failure(trust: Trust) -> None:
    trust.configure(ROUTES.replace("every: weekly", "every: weekly\n    hold_act: yes"))
    trust.tighten()
    trust.run("run", "--no-deliver")
    done = trust.run("status")
    assert done.exit_code == 0
    waiting = len(trust.alerts("--state", "pending"))
    assert f"To be delivered: {waiting} notices, the oldest of " in done.stdout
    channels = {each["channel"]: each for each in trust.answer("status")["delivery"]["channels"]}
    assert set(channels) == {"notices", "team"}
    assert sum(each["waiting"] for each in channels.values()) == waiting


def test_a_dead_channel_ends_with_6_and_says_since_when(trust: Trust) -> None:
    Path("notices").write_text(BLOCKED, encoding="utf-8")
    trust.tighten()
    trust.run("run")
    done = trust.run("status")
    assert done.exit_code == 6
    assert "  notices: " in done.stdout
    assert ", FAILING since " in done.stdout


def test_what_was_given_up_ends_with_6_until_somebody_acknowledges_it(
    trust: Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    with refusing(monkeypatch) as channel:
        trust.configure(ROUTES.replace("{kind: files, folder: team, write: [text]}", channel))
        trust.tighten()
        assert trust.run("run").exit_code == 6
    (lost,) = trust.answer("status")["delivery"]["given_up"]
    assert (lost["route"], lost["given_up"]) == ("cardiac-team", ["team"])
    done = trust.run("status")
    assert done.exit_code == 6
    assert f"  {lost['id']}  cardiac-team, on team: HTG9310" in done.stdout
    trust.run("run")
    assert trust.run("status").exit_code == 6
    trust.run("alerts", "ack", lost["id"], "--by", "NICE lead", "--note", "Told by telephone")
    assert trust.run("status").exit_code == 0


def test_who_was_asked_and_has_not_answered_is_listed(trust: Trust) -> None:
    trust.configure(REMIND)
    trust.tighten()
    trust.run("run")
    asked = trust.answer("status")["delivery"]["unacknowledged"]
    assert {each["route"] for each in asked} == {"lead"}
    first, *rest = (each["id"] for each in asked)
    assert rest
    done = trust.run("status")
    assert (done.exit_code, f"Told, and not acknowledged: {len(asked)}" in done.stdout) == (0, True)
    trust.run("alerts", "ack", first, "--by", "NICE lead")
    words = ("--by", "NICE lead", "--reason", "Misread", "--deliver")
    trust.run("alerts", "retract", rest[0], *words)
    left = {each["id"] for each in trust.answer("status")["delivery"]["unacknowledged"]}
    assert left == {*rest[1:]}


def test_what_no_route_is_told_of_is_named_where_there_are_routes(trust: Trust) -> None:
    assert trust.answer("status")["not_routed"] == []
    only = ROUTES.replace("  lead:\n    channels: [notices]\n", "")
    trust.configure(only)
    left = trust.answer("status")["not_routed"]
    assert "HTG9310" not in left
    assert "IPG9075" in left
    assert "Held, and told to nobody by any route: IPG9075" in trust.run("status").stdout
    trust.configure("")
    assert trust.answer("status")["not_routed"] == []


def test_a_register_that_is_gone_is_told_and_hides_nothing_else(trust: Trust) -> None:
    trust.configure(ROUTES.replace("references: [IPG9310, HTG9310]", "register: gone.csv")
        .replace("  lead:\n    channels: [notices]\n", ""))  # fmt: skip
    done = trust.run("status")
    assert done.exit_code == 3
    assert "Held: 8 records" in done.stdout
    assert "gone.csv" in done.stdout
