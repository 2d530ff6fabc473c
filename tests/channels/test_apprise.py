"""Apprise, with its own JSON service posting to a real receiver."""

from __future__ import annotations

import base64
import datetime as dt
import json
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.channels.receiver import Receiver, drop, status

from guidetrack.alerts.message import Message
from guidetrack.channels.apprise import Settings, deliver
from guidetrack.errors import ConfigError, DeliveryError

Make = Callable[..., Message]
# Apprise loads all its services at once, and with one of them what Python 3.13 no longer has.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


@pytest.fixture
def address(receiver: Receiver) -> str:
    return f"json://gt:hunter2@127.0.0.1:{receiver.port}/secret-path"


def test_the_service_gets_the_subject_the_text_and_the_table(
    address: str, receiver: Receiver, message: Make, now: dt.datetime
) -> None:
    receipt = deliver(message(), Settings(address=address), now)
    (taken,) = receiver.taken
    body = json.loads(taken.body)
    assert body["title"] == message().subject
    assert body["message"].strip() == message().text.strip()
    (table,) = body["attachments"]
    assert table["filename"] == "notice.csv"
    assert base64.b64decode(table["base64"]) == b"a,b\r\n1,2\r\n"
    assert receipt.says == "taken by the service"


def test_tables_can_be_left_out(
    address: str, receiver: Receiver, message: Make, now: dt.datetime
) -> None:
    deliver(message(), Settings(address=address, attach=False), now)
    assert json.loads(receiver.taken[0].body)["attachments"] == []


@pytest.mark.parametrize("answer", [status(500, b"hunter2"), drop()], ids=["fails", "drops"])
def test_a_failure_passes_and_is_neither_named_nor_logged(  # noqa: PLR0913, PLR0917 - fixtures
    answer: Callable[..., None],
    address: str,
    receiver: Receiver,
    message: Make,
    now: dt.datetime,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    receiver.answer = answer
    with pytest.raises(DeliveryError, match="did not take") as caught:
        deliver(message(), Settings(address=address), now)
    assert caught.value.transient
    said = f"{caught.value}{caught.value.hint}{caplog.text}"
    assert "hunter2" not in said
    assert "secret-path" not in said


def test_nothing_is_logged_when_it_works(
    address: str,
    receiver: Receiver,
    message: Make,
    now: dt.datetime,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    deliver(message(), Settings(address=address), now)
    assert receiver.taken
    assert "127.0.0.1" not in caplog.text
    logging.getLogger("apprise").warning("said by somebody else, later")
    assert "said by somebody else, later" in caplog.text


@pytest.mark.parametrize("wrong", ["hunter2", "nosuch://hunter2", "json://"])
def test_an_address_that_apprise_does_not_know_is_said_and_not_shown(
    wrong: str, message: Make, now: dt.datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(ConfigError, match="no such address") as caught:
        deliver(message(), Settings(address=wrong), now)
    assert "hunter2" not in f"{caught.value}{caplog.text}"


def test_nothing_is_left_in_the_home_of_the_user(
    address: str, receiver: Receiver, message: Make, now: dt.datetime
) -> None:
    before = sorted(Path.home().rglob("*"))
    deliver(message(), Settings(address=address), now)
    assert receiver.taken
    assert sorted(Path.home().rglob("*")) == before
