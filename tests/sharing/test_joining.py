"""Two clones that went on by themselves, put together: what either knows is known."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from tests.delivery.office import SOURCES, Office
from tests.delivery.receiver import Receiver
from tests.sharing.hub import Hub

from guidetrack.errors import StoreError
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline import pull, show, verify_store
from guidetrack.pipeline.alerting import acknowledge_alert, add_silence
from guidetrack.pipeline.outbox import Outbox
from guidetrack.store import journal
from guidetrack.store.repository import Repository

COUNTED = re.compile(r"at least \d+ supervised")
LONELY = """\
routes:
  lead: {{channels: [hook]}}
channels:
  hook: {{kind: webhook, address: "{address}", secret: "${{HOOK_SECRET}}"}}
"""


def alone(office: Office, hub: Hub) -> Office:
    """Let an office forget that it shares."""
    office.configure(LONELY.format(address=hub.receiver.address))
    return office


def acknowledge(office: Office, alert: str, by: str = "NICE lead") -> None:
    office.now += dt.timedelta(minutes=5)
    acknowledge_alert(office.place, alert, by=by, now=office.now)


def settings_of(office: Office) -> str:
    """What an office has configured besides its sources."""
    return (office.folder / "guidetrack.yaml").read_text("utf-8").removeprefix(SOURCES)


def runs_in(office: Office) -> list[str]:
    with Repository.open(office.place.store) as repository:
        return [entry["run_at"] for entry in journal.read(repository)]


def commit(office: Office, file: str, text: str) -> str:
    """Commit a file outside the store, as somebody who works there."""
    (office.folder / file).write_text(text, encoding="utf-8")
    office.git("add", file)
    office.git("-c", "user.name=Ada", "-c", "user.email=ada@trust.example", "commit", "-qm", file)
    return office.git("rev-parse", "HEAD").strip()


def test_an_acknowledgement_here_and_a_run_there_both_hold(
    hub: Hub, ann: Office, bob: Office, receiver: Receiver
) -> None:
    ann.capture(1)
    alert = ann.run().raised[0]
    pull(bob.place, now=ann.now)
    acknowledge(ann, alert)
    bob.capture(2)
    bob.run()
    ann.capture(2)
    result = ann.run()
    assert result.raised == ()
    assert hub.tip() == ann.git("rev-parse", "HEAD").strip()
    pull(bob.place, now=bob.now)
    (given,) = bob.alerts()[alert].acknowledgements
    assert given.by == "NICE lead"
    assert bob.alerts() == ann.alerts()
    assert len(receiver.arrived) == len(set(receiver.arrived)) == len(bob.alerts())


def test_answers_of_both_sides_to_one_alert_are_kept(hub: Hub, ann: Office, bob: Office) -> None:
    ann.capture(1)
    alert = ann.run().raised[0]
    pull(bob.place, now=ann.now)
    bob.now = ann.now
    acknowledge(ann, alert)
    ann.run()
    acknowledge(bob, alert, by="Ward manager")
    bob.capture(1)
    bob.run()
    pull(ann.place, now=bob.now)
    answers = [given.by for given in ann.alerts()[alert].acknowledgements]
    assert sorted(answers) == ["NICE lead", "Ward manager"]
    assert ann.git("log", "--merges", "--format=%P", "-1").split()
    assert hub.tip() == ann.git("rev-parse", "HEAD").strip()


def test_silences_of_both_sides_hold(ann: Office, bob: Office) -> None:
    until = ann.now.date() + dt.timedelta(days=90)
    for office, word in ((ann, "In review"), (bob, "Known")):
        add_silence(office.place, reason=word, by="NICE lead", until=until, now=office.now)
        office.run()
    pull(ann.place, now=ann.now)
    for office in (ann, bob):
        with Repository.open(office.place.store) as repository:
            known = {each.reason for each in Outbox(repository).silences()}
        assert known == {"In review", "Known"}


def test_what_two_recorded_apart_is_one_store_afterwards_and_told_once(
    hub: Hub, ann: Office, bob: Office, receiver: Receiver
) -> None:
    """One looked at one guidance, the other at another; each told its own."""
    alone(ann, hub)
    ann.now += dt.timedelta(days=7)
    ann.edit("IPG9352.txt", lambda text: COUNTED.sub("at least 30 supervised", text))
    (first,) = ann.run().raised
    bob.capture(1)
    others = bob.run().raised
    ann.configure(settings_of(bob))
    ann.capture(1)
    result = ann.run()
    assert result.raised == ()
    assert set(ann.alerts()) == {first, *others}
    assert sorted(receiver.arrived) == sorted({first, *others})
    assert verify_store(ann.place).damage is None
    assert "at least 30 supervised" in str(show(ann.place, Reference("IPG", 9352)))
    pull(bob.place, now=ann.now)
    assert bob.git("rev-parse", "HEAD") == ann.git("rev-parse", "HEAD")
    assert runs_in(bob) == runs_in(ann)
    bob.edit("IPG9352.txt", lambda text: COUNTED.sub("at least 30 supervised", text))
    assert bob.run().raised == ()


def test_the_same_event_told_by_two_that_could_not_hear_each_other_is_one_alert(
    hub: Hub, ann: Office, bob: Office, receiver: Receiver
) -> None:
    alone(ann, hub).capture(1)
    raised = ann.run().raised
    bob.capture(1)
    assert bob.run().raised == raised
    ann.configure(settings_of(bob))
    ann.now += dt.timedelta(days=7)
    assert ann.run().raised == ()
    assert set(ann.alerts()) == set(raised)
    assert all(len(each.deliveries) in {1, 2} for each in ann.alerts().values())
    assert receiver.differing == []


def test_commits_outside_the_store_stay_as_they_are(hub: Hub, ann: Office, bob: Office) -> None:
    mine = commit(ann, "README", "Ours.\n")
    theirs = commit(bob, "register.csv", "Code\nIPG9075\n")
    bob.run()
    ann.run()
    pull(bob.place, now=bob.now)
    for office in (ann, bob):
        assert (office.folder / "README").read_text("utf-8") == "Ours.\n"
        assert (office.folder / "register.csv").read_text("utf-8") == "Code\nIPG9075\n"
        assert office.git("status", "--porcelain", "--untracked-files=no") == ""
        history = office.git("rev-list", "HEAD").split()
        assert {mine, theirs} <= set(history)
    assert hub.tip() == bob.git("rev-parse", "HEAD").strip()


def test_a_file_of_users_that_both_changed_is_left_to_them(ann: Office, bob: Office) -> None:
    commit(ann, "README", "Ours.\n")
    ann.run()
    before = commit(bob, "README", "Theirs.\n")
    with pytest.raises(StoreError, match="README was changed here and at the remote"):
        pull(bob.place, now=bob.now)
    assert bob.git("rev-parse", "HEAD").strip() == before
    result = bob.run()
    assert result.shared is not None
    assert "README" in (result.shared.problem or "")
    assert (bob.folder / "README").read_text("utf-8") == "Theirs.\n"


def test_what_somebody_is_working_on_is_not_overwritten(ann: Office, bob: Office) -> None:
    commit(ann, "README", "Ours.\n")
    ann.run()
    (bob.folder / "README").write_text("Not committed.\n", encoding="utf-8")
    with pytest.raises(StoreError, match=r"uncommitted changes here: README"):
        pull(bob.place, now=bob.now)
    assert (bob.folder / "README").read_text("utf-8") == "Not committed.\n"
