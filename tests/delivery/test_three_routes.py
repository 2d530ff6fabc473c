"""The history of the demonstration through three routes: exactly these notices, and no other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from tests.delivery.mailbox import Mailbox, mail_server, text_of
from tests.delivery.office import Office, loaded
from tests.delivery.receiver import Receiver, receiving

feedparser = pytest.importorskip("feedparser")

CONFIGURED = """\
routes:
  cardiac-team:
    watch: [{{title: [vein, valve]}}]
    priority: re-reference
    every: weekly
    weekday: wednesday
    channels: [mail]
  nice-lead:
    priority: re-reference
    channels: [hook]
  coders:
    watch: [{{kinds: [codes-changed]}}]
    channels: [feed]
channels:
  mail:
    kind: smtp
    host: 127.0.0.1
    port: {port}
    security: none
    from: guidance@trust.example
    to: ["${{CARDIAC}}"]
  hook: {{kind: webhook, address: "{address}", secret: "${{SECRET}}"}}
  feed: {{kind: atom, folder: feeds, address: "https://intranet.example/feeds/"}}
stale_after: 400
"""

LEAD = [
    [],
    [
        ("category-changed", "IPG9640"),
        ("codes-changed", "IPG9143"),
        ("superseded", "IPG9640"),
    ],
    [
        ("claim-contradicted", "HTG9225"),
        ("migrated", "HTG9046"),
        ("migrated", "HTG9060"),
        ("migrated", "HTG9128"),
        ("migrated", "HTG9172"),
        ("migrated", "HTG9225"),
        ("migrated", "HTG9501"),
        ("recommendation-reworded", "HTG9225"),
    ],
    [("category-changed", "HTG9310"), ("section-changed", "HTG9310")],
    [("withdrawn", "IPG9188")],
]
"""What the lead is told at once, step by step."""
CARDIAC = [[], ["IPG9143"], ["HTG9046", "HTG9060"], [], []]
"""What is in the mail of the Wednesday after each step; no mail where there is nothing."""
CODERS = ["IPG9143"]
"""What is in the feed at the end."""


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as made:
        yield made


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


def change_a_code(text: str) -> str:
    return text.replace("K91.4", "K91.5")


def told(receiver: Receiver, first: int) -> list[tuple[str, str]]:
    """Kind and reference of every event that a receiver was sent from some request on."""
    found = []
    for key in receiver.arrived[first:]:
        cloud_event: dict[str, Any] = loaded(receiver.table[key])
        for alert in cloud_event["data"]["alerts"]:
            found += [(each["kind"], each["reference_after"]) for each in alert["events"]]
    return sorted(found)


def test_each_route_is_told_exactly_what_it_watches(
    office: Office, mailbox: Mailbox, receiver: Receiver
) -> None:
    office.environment = {
        "CARDIAC": "cardiac@trust.example",
        "SECRET": "a key that only this test knows",
    }
    office.configure(CONFIGURED.format(port=mailbox.port, address=receiver.address))
    for step, (lead, cardiac) in enumerate(zip(LEAD, CARDIAC, strict=True)):
        arrived, mails = len(receiver.arrived), len(mailbox.mails)
        office.capture(step)
        if step == 1:
            (office.folder / "captures" / "IPG9143.txt").write_text(
                change_a_code(
                    (office.folder / "captures" / "IPG9143.txt").read_text(encoding="utf-8")
                ),
                encoding="utf-8",
            )
        office.run()
        assert told(receiver, arrived) == lead, step
        assert len(mailbox.mails) == mails, "the weekly route waits for its day"
        office.now += dt.timedelta(days=2)
        office.run()
        assert len(mailbox.mails) == mails + bool(cardiac), step
        for reference in cardiac:
            assert reference in text_of(mailbox.mails[-1])
    assert len(receiver.arrived) == len(set(receiver.arrived)) == sum(map(len, LEAD))
    assert mailbox.mails[-1]["To"] == "cardiac@trust.example"
    feed = feedparser.parse((office.folder / "feeds" / "coders.xml").read_bytes())
    assert not feed.bozo
    assert len(feed.entries) == len(CODERS)
    assert all(name in feed.entries[0].title for name in CODERS)
    assert office.index().open == ()


def test_no_address_and_no_secret_enters_the_store(
    office: Office, mailbox: Mailbox, receiver: Receiver
) -> None:
    secrets = {"CARDIAC": "cardiac@trust.example", "SECRET": "a key that only this test knows"}
    office.environment = secrets
    office.configure(CONFIGURED.format(port=mailbox.port, address=receiver.address))
    receiver.is_dead = True
    for step in (0, 1):
        office.capture(step)
        office.run()
    office.now += dt.timedelta(days=2)
    office.run()
    for branch in ("HEAD", "guidetrack-journal"):
        everything = office.git("log", "-p", "--format=%B", branch)
        for secret in (*secrets.values(), "trust.example", receiver.address):
            assert secret not in everything
