"""A channel that is dead for a month: nothing is lost, and nobody else notices."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import partial

import pytest
from tests.delivery.office import Office
from tests.delivery.receiver import Receiver, receiving

COUNTED = re.compile(r"at least \d+ supervised")
CONFIGURED = """\
routes:
  lead: {{channels: [hook, folder]}}
channels:
  hook: {{kind: webhook, address: "{address}", secret: "${{SECRET}}"}}
  folder: {{kind: files, folder: notices, write: [text]}}
  desk: {{kind: files, folder: desk, write: [text]}}
operator: {{channels: [desk]}}
stale_after: 400
"""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


@pytest.fixture
def office(office: Office, receiver: Receiver) -> Office:
    office.environment = {"SECRET": "a key that only this test knows"}
    office.configure(CONFIGURED.format(address=receiver.address))
    office.capture(0)
    office.run()
    return office


def pass_days(office: Office, days: int, *, first: int) -> list[str]:
    """Run every day for some days, something changing every third one; what was raised."""
    raised: list[str] = []
    for day in range(first, first + days):
        office.now += dt.timedelta(days=1)
        if day % 3 == 0:
            words = f"at least {100 + day} supervised"
            office.edit("IPG9352.txt", partial(COUNTED.sub, words))
        raised += office.run().raised
    return raised


def topics(office: Office) -> list[str]:
    operator = [each for each in office.alerts().values() if each.topic]
    return [each.topic or "" for each in sorted(operator, key=lambda each: each.raised_at)]


def test_a_month_without_a_receiver_loses_nothing(office: Office, receiver: Receiver) -> None:
    receiver.is_dead = True
    raised = pass_days(office, 30, first=0)
    assert len(raised) == 10
    assert receiver.arrived == []
    assert office.told("folder") == raised
    assert topics(office) == ["delivery-failed"]
    dead = office.run()
    assert dead.delivered is not None
    assert dead.delivered.failed == ("hook",)
    assert dead.delivered.waiting == 10

    receiver.is_dead = False
    raised += pass_days(office, 3, first=30)
    assert receiver.arrived == raised
    assert set(office.told("hook")) == set(raised)
    assert office.told("folder") == raised
    assert topics(office) == ["delivery-failed", "delivery-recovered"]
    after = office.run()
    assert after.delivered is not None
    assert after.delivered.is_complete
    assert after.revision is None
    assert office.index().open == ()


def test_what_was_told_the_operator_lies_on_the_desk_and_nowhere_else(
    office: Office, receiver: Receiver
) -> None:
    receiver.is_dead = True
    pass_days(office, 4, first=0)
    (file,) = (office.folder / "desk").glob("*.txt")
    said = file.read_text(encoding="utf-8")
    assert "hook" in said
    assert receiver.address not in said
    assert len(list((office.folder / "notices").glob("*.txt"))) == 2
