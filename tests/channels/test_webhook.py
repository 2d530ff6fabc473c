"""Signed posts to a real receiver: one that checks, and ones that misbehave."""

from __future__ import annotations

import base64
import datetime as dt
import json
import logging
import re
import ssl
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import trustme
from tests.channels.conftest import without_proxies
from tests.channels.receiver import (
    Answer,
    Receiver,
    Taken,
    drip,
    drop,
    endless,
    receiving,
    stall,
    status,
)

from guidetrack.alerts.alert import Acknowledgement, Delivery
from guidetrack.alerts.message import Message
from guidetrack.channels.webhook import Settings, deliver
from guidetrack.errors import ConfigError, DeliveryError

Make = Callable[..., Message]
SECRET = "a key that is made for one test only"  # noqa: S105 - of a receiver that lives for one test
PAGE = Path(__file__).resolve().parents[2] / "docs" / "webhooks.md"


def settings(address: str, **more: Any) -> Settings:
    return Settings(**{"address": address, "secret": SECRET, "timeout": 5, **more})


def is_genuine(taken: Taken, secret: str, now: dt.datetime) -> bool:
    """Check a request with the very code that the page shows to receivers."""
    shown = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert shown
    known: dict[str, Any] = {}
    exec(shown[1], known)  # noqa: S102 - the page of this project
    return bool(known["is_genuine"](taken.headers, taken.body, secret, now.timestamp()))


def test_the_receiver_gets_a_cloud_event_with_everything_in_it(
    receiver: Receiver, message: Make, now: dt.datetime
) -> None:
    receipt = deliver(message(), settings(receiver.at("/hook")), now)
    (taken,) = receiver.taken
    event = json.loads(taken.body)
    data = event.pop("data")
    assert event == {
        "specversion": "1.0",
        "id": "GA-4T7YQ2M9KXW3DF6P",
        "source": "urn:guidetrack:route:Cardiac%20team",
        "type": "org.guidetrack.notice.v1",
        "time": "2026-01-19T08:00:00Z",
        "datacontenttype": "application/json",
        "subject": "HTG9046",
    }
    assert data["text"] == message().text
    assert data["alerts"][0]["events"][0]["direction"] == "tighter"
    assert taken.headers["content-type"] == "application/cloudevents+json; charset=utf-8"
    assert taken.headers["idempotency-key"] == "GA-4T7YQ2M9KXW3DF6P"
    assert receipt.says == "taken with status 202"


@pytest.mark.parametrize("secret", [SECRET, "whsec_" + base64.b64encode(b"\x00\xff" * 16).decode()])
def test_the_page_shows_how_to_check_the_signature(
    secret: str, receiver: Receiver, message: Make, now: dt.datetime
) -> None:
    deliver(message(), settings(receiver.at("/"), secret=secret), now)
    (taken,) = receiver.taken
    assert is_genuine(taken, secret, now)
    assert not is_genuine(taken, "another key that is no longer in use", now)
    forged = Taken(taken.path, taken.headers, taken.body.replace(b"research", b"standard"))
    assert not is_genuine(forged, secret, now)
    assert not is_genuine(taken, secret, now + dt.timedelta(minutes=6))


def test_the_same_message_again_is_the_same_event(
    receiver: Receiver, message: Make, now: dt.datetime
) -> None:
    receiver.answer = drop()
    with pytest.raises(DeliveryError) as caught:
        deliver(message(), settings(receiver.at("/")), now)
    assert caught.value.transient
    receiver.answer = status(200)
    tried = Delivery(channel="hook", at="2026-01-19T09:00:00Z", state="failed", key="GA-1")
    noted = Acknowledgement(at="2026-01-19T10:00:00Z", by="NICE lead")
    (alert,) = message().alerts
    later = msgspec.structs.replace(alert, deliveries=(tried,), acknowledgements=(noted,))
    deliver(message(alerts=(later,)), settings(receiver.at("/")), now + dt.timedelta(hours=1))
    first, second = receiver.taken
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.headers["webhook-signature"] != second.headers["webhook-signature"]


@pytest.mark.parametrize(
    ("code", "transient"),
    [
        (400, False),
        (401, True),
        (403, True),
        (404, True),
        (405, False),
        (408, True),
        (410, True),
        (413, False),
        (422, False),
        (425, True),
        (429, True),
        (500, True),
        (503, True),
        (302, True),
        (308, True),
    ],
)
def test_the_status_says_whether_to_come_back(
    code: int,
    transient: bool,  # noqa: FBT001 - a parameter of the test
    receiver: Receiver,
    message: Make,
    now: dt.datetime,
) -> None:
    receiver.answer = status(code, b"lead@example.org is not known here", location="/elsewhere")
    with pytest.raises(DeliveryError, match=f"status {code}") as caught:
        deliver(message(), settings(receiver.at("/hook/of-somebody")), now)
    assert caught.value.transient is transient
    assert "example.org" not in f"{caught.value} {caught.value.hint}"
    assert [each.path for each in receiver.taken] == ["/hook/of-somebody"]


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("120", 120.0),
        ("Mon, 19 Jan 2026 09:10:00 GMT", 600.0),
        ("Mon, 19 Jan 2026 08:00:00 GMT", None),
        ("tomorrow", None),
    ],
)
def test_a_receiver_may_ask_to_wait(
    asked: str, seconds: float | None, receiver: Receiver, message: Make, now: dt.datetime
) -> None:
    receiver.answer = status(429, retry_after=asked)
    with pytest.raises(DeliveryError) as caught:
        deliver(message(), settings(receiver.at("/")), now)
    assert caught.value.retry_after == seconds


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (stall(), "no answer within 0.3 seconds"),
        (drip(), "no answer within 0.3 seconds"),
        (drop(), "connection to the receiver broke"),
    ],
    ids=["stalls", "drips", "drops"],
)
def test_a_receiver_that_goes_away_is_left_and_tried_again(
    answer: Answer, said: str, receiver: Receiver, message: Make, now: dt.datetime
) -> None:
    receiver.answer = answer
    begun = time.monotonic()
    with pytest.raises(DeliveryError, match=said) as caught:
        deliver(message(), settings(receiver.at("/"), timeout=0.3), now)
    assert caught.value.transient
    assert time.monotonic() - begun < 5


def test_an_answer_without_end_is_not_read_to_its_end(
    receiver: Receiver, message: Make, now: dt.datetime
) -> None:
    receiver.answer = endless()
    begun = time.monotonic()
    assert deliver(message(), settings(receiver.at("/")), now).says == "taken with status 200"
    assert time.monotonic() - begun < 4


def test_nobody_there_is_said_without_an_address(message: Make, now: dt.datetime) -> None:
    with pytest.raises(DeliveryError, match="no connection") as caught:
        deliver(message(), settings("http://127.0.0.1:9/secret-path"), now)
    assert caught.value.transient
    assert "secret-path" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("trusts", ["ca_file", "the system"])
def test_it_is_encrypted(  # noqa: PLR0913, PLR0917 - fixtures
    trusts: str,
    authority: trustme.CA,
    message: Make,
    now: dt.datetime,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without_proxies(monkeypatch)
    trusted = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(trusted))
    chosen = {"ca_file": str(trusted)} if trusts == "ca_file" else {}
    if trusts == "the system":
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with receiving(_encrypted(authority)) as receiver:
        deliver(message(), settings(receiver.at("/"), **chosen), now)
    assert len(receiver.taken) == 1


def test_a_certificate_nobody_vouches_for_is_refused(
    authority: trustme.CA, message: Make, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_proxies(monkeypatch)
    with (
        receiving(_encrypted(authority)) as receiver,
        pytest.raises(DeliveryError, match="certificate is not trusted"),
    ):
        deliver(message(), settings(receiver.at("/")), now)
    assert receiver.taken == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://hooks.example.org/x", "not encrypted"),
        ("http://127.0.0.1.example.org/x", "not encrypted"),
        ("ftp://hooks.example.org/x", "no address of the web"),
        ("hooks.example.org", "no address of the web"),
        ("https://[::1/x", "no address of the web"),
        ("https://hooks.example.org:99999/x", "no address of the web"),
    ],
)
def test_an_address_that_cannot_be_used_is_never_tried(
    address: str, said: str, message: Make, now: dt.datetime
) -> None:
    with pytest.raises(ConfigError, match=said) as caught:
        deliver(message(), settings(address), now)
    assert "example.org" not in str(caught.value)


@pytest.mark.parametrize("secret", ["hunter2", "whsec_not base64 at all, and long", "whsec_QUJD"])
def test_a_weak_key_is_refused_and_not_shown(secret: str, message: Make, now: dt.datetime) -> None:
    with pytest.raises(ConfigError, match="'secret'") as caught:
        deliver(message(), settings("https://hooks.example.org", secret=secret), now)
    assert secret not in f"{caught.value} {caught.value.hint}"


def test_the_proxy_of_the_environment_is_asked_and_never_for_this_machine(
    receiver: Receiver, message: Make, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with receiving() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.at("/"))
        away = settings("http://hooks.example.org/x", insecure=True)
        deliver(message(), away, now)
        deliver(message(), settings(receiver.at("/here")), now)
    assert [each.path for each in proxy.taken] == ["http://hooks.example.org/x"]
    assert [each.path for each in receiver.taken] == ["/here"]


def test_what_cannot_be_a_proxy_is_said_without_its_password(
    message: Make, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_proxies(monkeypatch)
    monkeypatch.setenv("HTTPS_PROXY", "gopher://user:hunter2@proxy.example.org:1")
    with pytest.raises(DeliveryError, match="proxy that the environment names") as caught:
        deliver(message(), settings("https://hooks.example.org/x"), now)
    assert "hunter2" not in str(caught.value)


def test_no_address_is_logged(
    receiver: Receiver, message: Make, now: dt.datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    deliver(message(), settings(receiver.at("/hook/secret-path")), now)
    assert not [each for each in caplog.records if each.name.startswith("http")]


def _encrypted(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context
