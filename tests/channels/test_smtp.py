"""E-mail, handed to real servers: good ones, bad ones, and ones that go away."""

from __future__ import annotations

import asyncio
import datetime as dt
import email
import email.policy
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from guidetrack.alerts.message import Message
from guidetrack.channels.smtp import Settings, deliver
from guidetrack.errors import DeliveryError

Make = Callable[..., Message]
PASSWORD = "correct horse"  # noqa: S105 - of a server that lives for one test


class Mailbox:
    """A mail server's inside: it keeps what it takes, and can be told to misbehave."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.refuse: dict[str, str] = {}
        self.answer = "250 2.0.0 taken"
        self.drop_after_data = False
        self.going_on = threading.Event()
        self.going_on.set()

    async def handle_RCPT(  # noqa: N802 - the name aiosmtpd asks for
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 known"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        del session
        content = envelope.content
        assert isinstance(content, bytes)
        if self.answer.startswith("2"):
            parsed = email.message_from_bytes(content, policy=email.policy.default)
            assert isinstance(parsed, EmailMessage)
            self.taken.append(parsed)
            self.recipients.append(list(envelope.rcpt_tos))
        if self.drop_after_data:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        await asyncio.to_thread(self.going_on.wait)
        return self.answer


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def serve(mailbox: Mailbox) -> Iterator[Callable[..., int]]:
    """Start a mail server on a free port of this machine; give the port."""
    running: list[Controller] = []

    def start(**options: Any) -> int:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port: int = free.getsockname()[1]
        controller = Controller(mailbox, hostname="127.0.0.1", port=port, **options)
        controller.start()
        running.append(controller)
        return port

    yield start
    mailbox.going_on.set()
    for controller in running:
        controller.stop()


def settings(port: int, **more: Any) -> Settings:
    plain = {"host": "127.0.0.1", "port": port, "security": "none", "timeout": 5}
    told = {"from_": "Guidance <g@example.org>", "to": ("lead@example.org",)}
    return Settings(**{**plain, **told, **more})


def test_the_mail_arrives_whole(
    serve: Callable[..., int], mailbox: Mailbox, message: Make, now: dt.datetime
) -> None:
    receipt = deliver(message(), settings(serve()), now)
    (mail,) = mailbox.taken
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().replace("\r\n", "\n") == message().text
    assert html.get_content().replace("\r\n", "\n") == message().html
    (table,) = mail.iter_attachments()
    assert table.get_filename() == "notice.csv"
    assert receipt.says == "taken by the mail server for 1 recipient"


def test_the_headers_thread_it_name_its_list_and_quieten_robots(
    serve: Callable[..., int], mailbox: Mailbox, message: Make, now: dt.datetime
) -> None:
    deliver(message(), settings(serve(), domain="trust.example"), now)
    (mail,) = mailbox.taken
    assert mail["Message-ID"] == "<GA-4T7YQ2M9KXW3DF6P@trust.example>"
    assert mail["References"] == "<GA-AAAAAAAAAAAAAAAA@trust.example>"
    assert mail["List-Id"] == "Cardiac team <cardiac-team.trust.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Importance"] == "high"
    assert mail["Date"] == "Mon, 19 Jan 2026 09:00:00 +0000"


def test_no_line_end_in_a_subject_becomes_a_header(
    serve: Callable[..., int], mailbox: Mailbox, message: Make, now: dt.datetime
) -> None:
    sly = message(subject="Notice\r\nBcc: everybody@example.org")
    deliver(sly, settings(serve()), now)
    (mail,) = mailbox.taken
    assert mail["Bcc"] is None
    assert mailbox.recipients == [["lead@example.org"]]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_it_is_encrypted_and_logged_in(  # noqa: PLR0913, PLR0917 - fixtures
    security: str,
    serve: Callable[..., int],
    mailbox: Mailbox,
    authority: trustme.CA,
    message: Make,
    now: dt.datetime,
    tmp_path: Path,
) -> None:
    port = serve(**_secure(security, authority), **_auth(security))
    trusted = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(trusted))
    chosen = {"security": security, "ca_file": str(trusted), "user": "gt", "password": PASSWORD}
    deliver(message(), settings(port, **chosen), now)
    assert len(mailbox.taken) == 1


def test_a_certificate_nobody_vouches_for_is_refused(
    serve: Callable[..., int],
    mailbox: Mailbox,
    authority: trustme.CA,
    message: Make,
    now: dt.datetime,
) -> None:
    port = serve(**_secure("starttls", authority))
    with pytest.raises(DeliveryError, match="certificate is not trusted"):
        deliver(message(), settings(port, security="starttls"), now)
    assert mailbox.taken == []


def test_a_server_without_starttls_gets_nothing_in_clear(
    serve: Callable[..., int], mailbox: Mailbox, message: Make, now: dt.datetime
) -> None:
    with pytest.raises(DeliveryError, match="STARTTLS"):
        deliver(message(), settings(serve(), security="starttls"), now)
    assert mailbox.taken == []


def test_a_wrong_password_is_said_and_not_shown(
    serve: Callable[..., int], message: Make, now: dt.datetime
) -> None:
    port = serve(**_auth("none"))
    wrong = settings(port, user="gt", password="wrong battery")  # noqa: S106 - a wrong one
    with pytest.raises(DeliveryError, match="refused the login \\(535") as caught:
        deliver(message(), wrong, now)
    assert "battery" not in f"{caught.value} {caught.value.hint}"


def test_a_recipient_refused_is_counted_and_not_named(
    serve: Callable[..., int], mailbox: Mailbox, message: Make, now: dt.datetime
) -> None:
    mailbox.refuse["gone@example.org"] = "550 5.1.1 gone@example.org has left"
    both = settings(serve(), to=("gone@example.org", "lead@example.org"))
    with pytest.raises(DeliveryError) as caught:
        deliver(message(), both, now)
    said = "1 of 2 recipients were refused (550 5.1.1); the others have it"
    assert str(caught.value) == said
    assert not caught.value.transient
    assert mailbox.recipients == [["lead@example.org"]]


@pytest.mark.parametrize(
    ("answer", "transient"), [("451 4.3.0 later", True), ("554 5.6.0 never", False)]
)
def test_what_the_server_answers_says_whether_to_come_back(  # noqa: PLR0913, PLR0917 - fixtures
    answer: str,
    transient: bool,  # noqa: FBT001 - a parameter of the test
    serve: Callable[..., int],
    mailbox: Mailbox,
    message: Make,
    now: dt.datetime,
) -> None:
    mailbox.answer = answer
    with pytest.raises(DeliveryError, match=answer[:9]) as caught:
        deliver(message(), settings(serve()), now)
    assert caught.value.transient is transient


def test_a_server_that_drops_after_the_message_gets_the_same_one_again(
    serve: Callable[..., int], mailbox: Mailbox, message: Make, now: dt.datetime
) -> None:
    mailbox.drop_after_data = True
    chosen = settings(serve())
    with pytest.raises(DeliveryError) as caught:
        deliver(message(), chosen, now)
    assert caught.value.transient
    mailbox.drop_after_data = False
    deliver(message(), chosen, now)
    first, second = mailbox.taken
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()


def test_a_server_that_stalls_is_left(
    serve: Callable[..., int], mailbox: Mailbox, message: Make, now: dt.datetime
) -> None:
    mailbox.going_on.clear()
    with pytest.raises(DeliveryError, match="did not answer") as caught:
        deliver(message(), settings(serve(), timeout=0.3), now)
    assert caught.value.transient


def test_a_host_that_can_be_no_name_is_said(message: Make, now: dt.datetime) -> None:
    with pytest.raises(DeliveryError, match="did not answer") as caught:
        deliver(message(), settings(9, host=f"{'a' * 64}.example.org"), now)
    assert "example.org" not in str(caught.value)
    assert caught.value.transient


def test_no_server_is_said_without_an_address(message: Make, now: dt.datetime) -> None:
    with pytest.raises(DeliveryError, match="did not answer") as caught:
        deliver(message(), settings(9, timeout=2), now)
    assert "example.org" not in str(caught.value)


def test_a_recipient_that_is_no_address_waits_until_it_is_mended(
    message: Make, now: dt.datetime
) -> None:
    with pytest.raises(DeliveryError, match="no e-mail address") as caught:
        deliver(message(), settings(9, to=("not an address",)), now)
    assert caught.value.transient


def _secure(security: str, authority: trustme.CA) -> dict[str, Any]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    if security == "tls":
        return {"ssl_context": context}
    return {"tls_context": context, "require_starttls": True}


def _auth(security: str) -> dict[str, Any]:
    def authenticate(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        del server, session, envelope, mechanism
        good = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
        return AuthResult(success=good, handled=good)

    asked = security == "starttls"  # of the others the server does not see that they may log in
    return {"authenticator": authenticate, "auth_required": asked, "auth_require_tls": asked}
