"""Who sends: whoever has published a claim, and nobody beside it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import partial

import pytest
from tests.delivery.office import Office
from tests.delivery.receiver import Receiver
from tests.sharing.hub import Hub

from guidetrack.cli.run import exit_code
from guidetrack.pipeline import pull, run
from guidetrack.pipeline.alerting import deliver_alerts
from guidetrack.pipeline.run_result import Delivered, RunResult
from guidetrack.sources.fetch import Clock

COUNTED = re.compile(r"at least \d+ supervised")


class Killed(BaseException):
    """What a test ends a run with, where nothing of guidetrack may see it."""


def deliver(office: Office) -> Delivered:
    return deliver_alerts(office.place, clock=office.clock, environment=office.environment)


def die_while_sending(office: Office, receiver: Receiver) -> None:
    """Let a run end when its first message has arrived and before it hears of that."""
    moments = iter([office.now, office.now])

    def tell() -> dt.datetime:
        if receiver.arrived:
            raise Killed
        return next(moments, office.now)

    with pytest.raises(Killed):
        run(office.place, clock=Clock(now=tell), environment=office.environment)


@pytest.fixture
def dead(ann: Office, bob: Office, receiver: Receiver) -> Office:
    """An office that died while it was sending, and so did not release its claim."""
    del bob
    ann.capture(1)
    die_while_sending(ann, receiver)
    return ann


def test_a_claim_is_published_before_anything_is_sent_and_released_with_the_receipts(
    hub: Hub, ann: Office, receiver: Receiver
) -> None:
    published: list[str] = []
    receiver.on_arrival = lambda: published.append(
        hub.git("show", "main:snapshots/alerts/outbox.yaml")
    )
    ann.capture(1)
    ann.run()
    assert "claim:" in published[0]
    assert "claim" not in hub.git("show", "main:snapshots/alerts/outbox.yaml")


def test_what_another_is_sending_is_left_to_it(
    dead: Office, bob: Office, receiver: Receiver
) -> None:
    arrived = list(receiver.arrived)
    bob.now = dead.now + dt.timedelta(minutes=20)
    result: RunResult = bob.run()
    assert result.delivered is not None
    assert result.delivered.left_to
    assert result.delivered.waiting == 2
    assert exit_code(result) == 0
    assert receiver.arrived == arrived


def test_a_dead_collector_is_replaced_after_an_hour(
    dead: Office, bob: Office, receiver: Receiver
) -> None:
    bob.now = dead.now + dt.timedelta(minutes=61)
    done = deliver(bob)
    assert (done.left_to, done.waiting, done.sent) == (None, 0, 2)
    assert set(receiver.arrived) == set(bob.alerts())
    assert len(receiver.arrived) == 3, "one was in the air, and came again"
    assert receiver.differing == []
    dead.now = bob.now
    assert deliver(dead).sent == 0
    assert len(receiver.arrived) == 3


def test_one_that_comes_back_goes_on_at_once(dead: Office, receiver: Receiver) -> None:
    done = deliver(dead)
    assert (done.left_to, done.waiting) == (None, 0)
    assert set(receiver.arrived) == set(dead.alerts())
    assert not dead.index().claim


def test_what_is_raised_while_another_sends_is_sent_by_it(
    hub: Hub, ann: Office, bob: Office, receiver: Receiver
) -> None:
    ann.capture(1)
    found: list[RunResult] = []

    def raise_more() -> None:
        bob.now = ann.now
        bob.edit("IPG9352.txt", partial(COUNTED.sub, "at least 30 supervised"))
        found.append(bob.run())

    receiver.on_arrival = raise_more
    result = ann.run()
    (theirs,) = found
    assert theirs.delivered is not None
    assert theirs.delivered.left_to
    assert theirs.raised
    assert set(receiver.arrived) == {*result.raised, *theirs.raised}
    assert len(receiver.arrived) == len(set(receiver.arrived))
    pull(bob.place, now=ann.now)
    assert bob.index().open == ()
    assert hub.tip() == bob.git("rev-parse", "HEAD").strip()


def test_a_claim_is_renewed_before_anybody_could_take_it_over(
    hub: Hub, ann: Office, receiver: Receiver
) -> None:
    """Sending takes long: every look at the clock is five minutes later."""

    def pass_time() -> Iterator[dt.datetime]:
        while True:
            ann.now += dt.timedelta(minutes=5)
            yield ann.now

    ann.capture(1)
    ann.edit("IPG9352.txt", partial(COUNTED.sub, "at least 30 supervised"))
    moments = pass_time()
    before = hub.tip()
    clock = Clock(now=lambda: next(moments))
    result = run(ann.place, clock=clock, environment=ann.environment)
    assert result.delivered is not None
    assert result.delivered.sent == len(result.raised)
    subjects = hub.git("log", "--format=%s", f"{before}..main").splitlines()
    assert sum(each.startswith(("Record what", "Claim")) for each in subjects) > 2
    assert sorted(receiver.arrived) == sorted(ann.alerts())
    assert not ann.index().claim
