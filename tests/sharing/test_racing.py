"""Two collectors at once: one is first, the other starts again from what the first recorded."""

from __future__ import annotations

import re

from tests.delivery.office import Office
from tests.delivery.receiver import Receiver
from tests.sharing.hub import Hub

COUNTED = re.compile(r"at least \d+ supervised")


def test_the_first_run_fills_an_empty_remote(hub: Hub, ann: Office) -> None:
    assert hub.tip() == ann.git("rev-parse", "HEAD").strip()
    assert hub.tip("guidetrack-journal") == ann.git("rev-parse", "guidetrack-journal").strip()


def test_a_second_collector_that_sees_the_same_adds_nothing(hub: Hub, bob: Office) -> None:
    before = hub.tip()
    result = bob.run()
    assert (result.revision, result.recorded) == (None, ())
    assert hub.tip() == before == bob.git("rev-parse", "HEAD").strip()


def test_what_one_has_announced_is_not_announced_by_the_other(
    ann: Office, bob: Office, receiver: Receiver
) -> None:
    for office in (ann, bob):
        office.capture(1)
    raised = ann.run().raised
    assert len(raised) == 2
    assert bob.run().raised == ()
    assert sorted(receiver.arrived) == sorted(raised)


def test_a_lost_race_is_run_again_on_what_the_winner_recorded(
    hub: Hub, ann: Office, bob: Office, receiver: Receiver
) -> None:
    ann.capture(1)
    bob.capture(1)
    bob.edit("IPG9352.txt", lambda text: COUNTED.sub("at least 30 supervised", text))
    start = hub.tip()
    ann.run()
    arrived = list(receiver.arrived)
    faster = hub.let_be_faster(start)
    result = bob.run()
    assert result.shared is not None
    assert (result.shared.replays, result.shared.pushed) == (1, True)
    assert result.recorded == ("IPG9352",)
    assert bob.git("merge-base", faster, "HEAD").strip() == faster
    assert hub.tip() == bob.git("rev-parse", "HEAD").strip()
    assert bob.git("log", "--merges", "--format=%H") == ""
    assert set(receiver.arrived[len(arrived) :]) == set(result.raised)
    assert len(receiver.arrived) == len(set(receiver.arrived))


def test_what_both_saw_at_once_is_told_by_the_first_alone(
    hub: Hub, ann: Office, bob: Office, receiver: Receiver
) -> None:
    for office in (ann, bob):
        office.capture(1)
    start = hub.tip()
    ann.run()
    hub.let_be_faster(start)
    result = bob.run()
    assert result.shared is not None
    assert result.shared.replays == 1
    assert (result.revision, result.raised) == (None, ())
    assert len(receiver.arrived) == len(set(receiver.arrived)) == 2


def test_receipts_are_written_again_where_somebody_was_faster(
    ann: Office, bob: Office, receiver: Receiver
) -> None:
    """Between sending and recording somebody else publishes; nothing is sent again for that."""
    ann.capture(1)

    def be_faster() -> None:
        bob.now = ann.now
        bob.edit("IPG9352.txt", lambda text: COUNTED.sub("at least 30 supervised", text))
        bob.run(deliver=False)

    receiver.on_arrival = be_faster
    result = ann.run()
    assert result.delivered is not None
    assert result.delivered.is_complete
    assert result.delivered.waiting == 0
    told = [alert for alert in ann.alerts().values() if alert.deliveries]
    assert len(told) == len(ann.alerts())
    assert sorted(receiver.arrived) == sorted(alert.id for alert in told)
    assert not ann.index().claim
