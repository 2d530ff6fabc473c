"""`guidetrack alerts`: notices listed, shown, answered, put right and delivered."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.cli.telling import ROUTES, Trust, refusing

LEAD = ("--by", "NICE lead")
FAR = "2100-01-31"


@pytest.fixture
def told(trust: Trust) -> Trust:
    """The trust after a recommendation was tightened and everybody was told."""
    trust.tighten()
    assert trust.run("run").exit_code == 0
    return trust


def act_for(trust: Trust, route: str) -> str:
    (found,) = [each for each in trust.alerts("--route", route) if each["priority"] == "act"]
    name: str = found["id"]
    return name


def test_nothing_is_told_at_the_baseline(trust: Trust) -> None:
    assert trust.alerts() == []
    assert trust.run("alerts", "list").stdout == "There are no such notices.\n"
    assert not Path("notices").exists()


def test_the_list_says_what_was_told_and_what_waits(told: Trust) -> None:
    assert {each["state"] for each in told.alerts("--route", "lead")} == {"sent"}
    waiting = told.alerts("--state", "pending")
    urgent = act_for(told, "cardiac-team")
    assert {each["route"] for each in waiting} <= {"cardiac-team"}
    assert urgent not in {each["id"] for each in waiting}
    text = told.run("alerts", "list", "--state", "sent").stdout
    assert f"{urgent}  sent  act  cardiac-team" in text
    assert "  HTG9310: recommendation 1.1 is tighter" in text


def test_the_list_is_narrowed_by_day(told: Trust) -> None:
    today = dt.datetime.now(dt.UTC).date()
    assert told.alerts("--since", str(today - dt.timedelta(days=1)))
    assert told.alerts("--since", str(today + dt.timedelta(days=2))) == []


def test_a_notice_is_shown_whole_and_found_by_the_beginning_of_its_id(told: Trust) -> None:
    name = act_for(told, "lead")
    done = told.run("alerts", "show", name[3:9].lower())
    assert done.exit_code == 0
    written = Path("notices", f"{name}.txt").read_text("utf-8")
    assert written.strip() in done.stdout
    assert f"What became of {name}: sent" in done.stdout
    answer = told.answer("alerts", "show", name)
    assert list(answer)[:4] == ["schema_version", "state", "subject", "text"]
    assert answer["alert"]["id"] == name
    assert told.run("alerts", "show", "GA").exit_code == 2
    assert "no alert begins with 'GA-1'" in told.run("alerts", "show", "GA-1").stderr


def test_an_acknowledgement_is_a_commit_with_role_outcome_and_note(told: Trust) -> None:
    name = act_for(told, "lead")
    words = ("--outcome", "policy changed", "--note", "Read in the meeting")
    assert told.run("alerts", "ack", name, *LEAD, *words).exit_code == 0
    assert told.commits()[0] == f"Acknowledge {name}"
    shown = told.run("alerts", "show", name).stdout
    assert "acknowledged by NICE lead: policy changed (Read in the meeting)" in shown
    assert [each["id"] for each in told.alerts("--state", "acknowledged")] == [name]
    status = subprocess.run(["git", "status", "--short", "snapshots"], capture_output=True)  # noqa: PLW1510
    assert status.stdout == b""


@pytest.mark.parametrize(
    "words",
    [
        ("alerts", "ack", "{}", "--by", "lead@trust.example"),
        ("alerts", "ack", "{}", *LEAD, "--note", "ask lead@trust.example"),
        ("alerts", "retract", "{}", *LEAD, "--reason", "says lead@trust.example"),
        ("alerts", "correct", "{}", *LEAD, "--note", "ask lead@trust.example"),
        ("alerts", "silence", *LEAD, "--reason", "says a@b.example", "--until", FAR),
    ],
)
def test_no_address_is_let_into_the_store(told: Trust, words: tuple[str, ...]) -> None:
    before = told.commits()
    name = act_for(told, "lead")
    done = told.run(*(each.format(name) for each in words))
    assert done.exit_code == 2
    assert "e-mail address" in done.stderr
    assert told.commits() == before


def test_a_retraction_goes_to_whoever_had_the_notice_and_only_once(told: Trust) -> None:
    name = act_for(told, "lead")
    words = ("alerts", "retract", name, *LEAD, "--reason", "The page was misread")
    done = told.run(*words)
    assert done.exit_code == 0
    assert told.commits()[0] == f"Retract {name}"
    (waiting,) = told.alerts("--state", "pending", "--route", "lead")
    assert (waiting["kind"], waiting["of"]) == ("retraction", name)
    assert "so already" in told.run(*words).stderr
    assert told.run("alerts", "deliver").exit_code == 0
    text = Path("notices", f"{waiting['id']}.txt").read_text("utf-8")
    assert "The page was misread" in text
    assert name in text
    assert "so already" in told.run(*words).stderr
    assert "Delivered: 0 messages" in told.run("alerts", "deliver").stdout


def test_each_correction_is_told_and_the_same_words_only_once(told: Trust) -> None:
    name = act_for(told, "lead")
    words = ("alerts", "correct", name, *LEAD, "--deliver", "--note")
    first = told.run(*words, "It was recommendation 1.2")
    assert "Delivered: 1 message" in first.stdout
    assert "Delivered: 0 messages" in told.run(*words, "It was recommendation 1.2").stdout
    assert "Delivered: 1 message" in told.run(*words, "No, it was 1.3").stdout
    corrections = [each for each in told.alerts() if each["kind"] == "correction"]
    assert [each["says"] for each in corrections].count("Correction: No, it was 1.3") == 1
    assert len(corrections) == 2
    assert {each["of"] for each in corrections} == {name}


def test_a_retraction_is_neither_corrected_nor_retracted(told: Trust) -> None:
    name = act_for(told, "lead")
    told.run("alerts", "retract", name, *LEAD, "--reason", "Misread")
    (waiting,) = told.alerts("--state", "pending", "--route", "lead")
    done = told.run("alerts", "correct", waiting["id"], *LEAD, "--note", "But it was")
    assert done.exit_code == 2


def test_a_silence_keeps_back_what_it_is_about_but_never_a_tightening(trust: Trust) -> None:
    words = ("--reason", "In review", "--until", FAR, "--reference", "htg 9310")
    assert trust.run("alerts", "silence", *LEAD, *words, "--route", "lead").exit_code == 0
    assert trust.commits()[0].startswith("Silence GS-")
    trust.tighten()
    trust.run("run")
    states = {each["kind"]: set[str]() for each in trust.alerts()}
    states["notice"] = {each["state"] for each in trust.alerts("--route", "lead")}
    assert states["notice"] == {"silenced", "sent"}
    assert [each["priority"] for each in trust.alerts("--route", "lead", "--state", "sent")] == [
        "act"
    ]


def test_silences_are_listed_with_those_that_ended(trust: Trust) -> None:
    assert "There are no silences" in trust.run("alerts", "silences").stdout
    today = dt.datetime.now(dt.UTC).date()
    words = ("alerts", "silence", *LEAD, "--reason", "In review", "--kind", "retitled")
    assert trust.run(*words, "--until", str(today + dt.timedelta(days=1))).exit_code == 0
    (held,) = trust.answer("alerts", "silences")["silences"]
    assert (held["ended"], held["silence"]["kinds"]) == (False, ["retitled"])
    assert "  About: all routes, retitled" in trust.run("alerts", "silences").stdout
    assert trust.run(*words, "--until", str(today - dt.timedelta(days=1))).exit_code == 2
    assert trust.run(*words, "--until", FAR, "--route", "nobody").exit_code == 2
    assert trust.run(*words, "--until", FAR, "--kind", "retitel").exit_code == 2


def test_what_a_dead_channel_did_not_take_waits_and_is_told_when_it_is_back(
    trust: Trust,
) -> None:
    Path("notices").write_text("a file where the folder should be", encoding="utf-8")
    trust.tighten()
    done = trust.run("run")
    assert done.exit_code == 6
    assert "Not delivered, and queued: notices" in done.stdout
    assert {each["state"] for each in trust.alerts("--route", "lead")} == {"failed", "pending"}
    assert act_for(trust, "cardiac-team") in {
        each["id"] for each in trust.alerts("--state", "sent")
    }
    assert trust.run("alerts", "deliver").exit_code == 6


def test_what_was_given_up_goes_out_when_somebody_asks_for_it(
    trust: Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = "{kind: files, folder: notices, write: [text, jsonl]}"
    with refusing(monkeypatch) as channel:
        trust.configure(ROUTES.replace(files, channel))
        trust.tighten()
        done = trust.run("run")
    assert done.exit_code == 6
    lost = [each["id"] for each in trust.alerts("--state", "given-up", "--route", "lead")]
    assert len(lost) > 1
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("Given up: ")]
    assert lost[0] in line
    trust.configure()
    assert trust.answer("alerts", "deliver")["sent"] == 0
    answer = trust.answer("alerts", "deliver", "--again", lost[0])
    assert (answer["sent"], answer["failed"]) == (1, [])
    assert Path("notices", f"{lost[0]}.txt").exists()
    assert lost[0] in {each["id"] for each in trust.alerts("--state", "sent")}
    assert trust.run("alerts", "deliver", "--again", lost[0]).exit_code == 2


def test_a_sample_goes_out_at_once_and_leaves_nothing_in_the_store(trust: Trust) -> None:
    before = trust.commits()
    done = trust.run("alerts", "test", "notices")
    assert done.exit_code == 0
    (sample,) = Path("notices").glob("*.txt")
    assert "This is a sample" in sample.read_text("utf-8")
    assert trust.commits() == before
    assert trust.alerts() == []
    shutil.rmtree("notices")
    Path("notices").write_text("a file where the folder should be", encoding="utf-8")
    refused = trust.run("alerts", "test", "notices")
    assert refused.exit_code == 6
    assert "cannot be written" in refused.stderr
    assert "did you mean 'notices'?" in trust.run("alerts", "test", "notice").stderr


def test_a_sample_that_breaks_a_channel_quotes_nothing(trust: Trust) -> None:
    trust.configure('channels:\n  odd: {kind: files, folder: "private\\0name"}\n')
    done = trust.run("-v", "alerts", "test", "odd")
    assert done.exit_code == 6
    assert "broke unexpectedly (ValueError)" in done.stderr
    assert "private" not in done.stderr


def test_without_channels_there_is_nothing_to_deliver(trust: Trust) -> None:
    trust.configure("")
    done = trust.run("alerts", "deliver")
    assert done.exit_code == 2
    assert "names no channel" in done.stderr


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("alerts", ("alerts", "list")),
        ("alert", ("alerts", "show", "GA-I727")),
        ("silences", ("alerts", "silences")),
        ("delivery", ("alerts", "deliver")),
        ("status", ("status",)),
        ("watch", ("watch", "test")),
    ],
)
def test_every_answer_has_the_keys_of_its_schema(
    told: Trust, name: str, words: tuple[str, ...]
) -> None:
    schema = json.loads(told.run("schema", name).stdout)
    described = schema["$defs"][schema["$ref"].rpartition("/")[2]]
    answer = told.answer(*words)
    assert next(iter(answer)) == "schema_version"
    assert set(answer) == set(described["properties"])
