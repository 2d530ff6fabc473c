"""Messages to deliver, and servers to deliver them to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import msgspec
import pytest
import trustme
from tests.channels.receiver import Receiver, receiving

from guidetrack.alerts.alert import Alert
from guidetrack.alerts.message import Attachment, Message
from guidetrack.events.event import Event

NOW = dt.datetime(2026, 1, 19, 9, 0, tzinfo=dt.UTC)

_EVENT = Event(
    id="GT-7Q4M2K9PXW3DF6TA",
    kind="category-changed",
    priority="act",
    confidence="confirmed",
    reference_before="IPG9075",
    reference_after="HTG9046",
    origin_programme="IPG",
    title="Balloon dilatation of the \u201cexample\u201d vein in adults",
    summary="HTG9046: recommendation 1.1 is now research only.",
    direction="tighter",
    url_after="https://www.example.org/guidance/htg9046",
)


@pytest.fixture
def message() -> Callable[..., Message]:
    """Make a message about one alert; anything of it can be set."""

    def make(**changed: object) -> Message:
        alert = Alert(
            id="GA-4T7YQ2M9KXW3DF6P",
            kind="notice",
            route="Cardiac team",
            events=(_EVENT,),
            why=("It follows HTG9046.",),
            raised_at="2026-01-19T08:00:00Z",
            channels=("mail",),
        )
        made = Message(
            key=alert.id,
            route=alert.route,
            alerts=(alert,),
            subject="Guidance change notice: HTG9046 is now research only",
            text="HTG9046: recommendation 1.1 is now research only \u2013 10\u2079 cells.\n",
            html="<!doctype html><p>1.1 is now <b>research only</b> \u2013 10\u2079.</p>\n",
            raised_at=alert.raised_at,
            thread="GA-AAAAAAAAAAAAAAAA",
            attachments=(
                Attachment(name="notice.csv", media_type="text/csv", content=b"a,b\r\n1,2\r\n"),
            ),
        )
        return msgspec.structs.replace(made, **changed)

    return make


@pytest.fixture
def now() -> dt.datetime:
    """The moment of delivery."""
    return NOW


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """Open a receiver of posts, and keep the proxies of this machine out of it."""
    without_proxies(monkeypatch)
    with receiving() as opened:
        yield opened


def without_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the proxies of this machine and its certificates away."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Somebody who vouches for the servers of these tests."""
    return trustme.CA()
