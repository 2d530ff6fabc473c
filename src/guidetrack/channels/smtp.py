"""
E-mail over SMTP, with STARTTLS or TLS from the start.

A server that goes away after it was handed the message may have taken it, so the message
is sent again with the same `Message-ID` rather than lost. What a server answers is told by
its codes: its words may hold addresses.
"""

from __future__ import annotations

import datetime as dt
import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Literal

import msgspec

from guidetrack.alerts.mail import DOMAIN, as_email
from guidetrack.alerts.message import Message, Receipt
from guidetrack.channels.channel import Channel, LocalPath, Secret
from guidetrack.errors import DeliveryError

_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_ENHANCED = re.compile(rb"\A\s*([245]\.\d{1,3}\.\d{1,3})\b")
_PERMANENT = 500


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to reach the server, and whom to write to."""

    host: str
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)] | None = None
    """587 with STARTTLS, 465 with TLS, 25 with neither, where not given."""
    security: Literal["starttls", "tls", "none"] = "starttls"
    from_: str = msgspec.field(name="from")
    to: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    user: str | None = None
    password: Secret | None = None
    domain: str = DOMAIN
    """Behind the `@` of the `Message-ID`."""
    ca_file: LocalPath | None = None
    """Certificates to trust instead of the system's."""
    timeout: Annotated[float, msgspec.Meta(gt=0, le=600)] = 30
    """Seconds without an answer."""


def deliver(message: Message, settings: Settings, now: dt.datetime) -> Receipt:
    """
    Hand a message to the mail server for all recipients.

    Raises:
        DeliveryError: it was not taken for all of them; not transient where it never will be.
    """
    try:
        mail = as_email(
            message,
            sender=settings.from_,
            recipients=settings.to,
            sent_at=now,
            domain=settings.domain,
        )
    except ValueError as problem:
        raise DeliveryError(
            "the channel's 'from' or 'to' holds something that is no e-mail address",
            hint="Mend the channel in guidetrack.yaml, or the variable it names.",
        ) from problem
    with _told(settings), _connected(settings) as server:
        refused = server.send_message(mail)
    if refused:
        raise _refusal(refused, len(settings.to))
    noun = "recipient" if len(settings.to) == 1 else "recipients"
    return Receipt(says=f"taken by the mail server for {len(settings.to):,} {noun}")


@contextmanager
def _connected(settings: Settings) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context(cafile=settings.ca_file)
    port = settings.port or _PORTS[settings.security]
    server: smtplib.SMTP
    if settings.security == "tls":
        server = smtplib.SMTP_SSL(settings.host, port, timeout=settings.timeout, context=context)
    else:
        server = smtplib.SMTP(settings.host, port, timeout=settings.timeout)
    try:
        if settings.security == "starttls":
            server.starttls(context=context)
        if settings.user is not None:
            server.login(settings.user, settings.password or "")
        yield server
        _leave(server)
    finally:
        server.close()


def _leave(server: smtplib.SMTP) -> None:
    """Say goodbye; the message is taken by now, whatever comes of that."""
    try:
        server.quit()
    except (smtplib.SMTPException, OSError):
        return


@contextmanager
def _told(settings: Settings) -> Iterator[None]:
    """Say what went wrong without an address, a secret or the server's own words."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as problem:
        raise _refusal(problem.recipients, len(settings.to)) from None
    except smtplib.SMTPNotSupportedError:
        wanted = "STARTTLS" if settings.security == "starttls" else "what the message needs"
        raise DeliveryError(
            f"the mail server does not offer {wanted}, or no login",
            hint="Set 'security' of the channel to what the server offers: starttls, tls or none.",
        ) from None
    except smtplib.SMTPAuthenticationError as problem:
        raise DeliveryError(
            f"the mail server refused the login ({_codes(problem)})",
            hint="Check 'user' and 'password' of the channel.",
        ) from None
    except smtplib.SMTPResponseException as problem:
        raise DeliveryError(
            f"the mail server refused the message ({_codes(problem)})",
            transient=problem.smtp_code < _PERMANENT or _is_connecting(problem),
        ) from None
    except ssl.SSLCertVerificationError:
        raise DeliveryError(
            "the mail server's certificate is not trusted",
            hint="Name the certificates of your organisation with 'ca_file'.",
        ) from None
    except (smtplib.SMTPException, OSError, UnicodeError) as problem:  # a host that is no name
        raise DeliveryError(
            f"the mail server did not answer as it should ({type(problem).__name__})",
            hint="Check 'host', 'port' and 'security' of the channel.",
        ) from None


def _is_connecting(problem: smtplib.SMTPResponseException) -> bool:
    """Whether the server would have nobody just then, whatever the message."""
    return isinstance(problem, smtplib.SMTPConnectError | smtplib.SMTPHeloError)


def _refusal(refused: dict[str, tuple[int, bytes]], asked: int) -> DeliveryError:
    """Some recipients were refused: say how many and with which codes, and never which."""
    codes = sorted({_code(code, words) for code, words in refused.values()})
    transient = any(code < _PERMANENT for code, _ in refused.values())
    rest = "" if len(refused) == asked else "; the others have it"
    return DeliveryError(
        f"{len(refused):,} of {asked:,} recipients were refused ({', '.join(codes)}){rest}",
        hint="Check 'to' of the channel.",
        transient=transient,
    )


def _codes(problem: smtplib.SMTPResponseException) -> str:
    words = problem.smtp_error
    return _code(problem.smtp_code, words if isinstance(words, bytes) else words.encode())


def _code(code: int, words: bytes) -> str:
    enhanced = _ENHANCED.match(words)
    return f"{code} {enhanced[1].decode()}" if enhanced else str(code)


CHANNEL = Channel(kind="smtp", settings=Settings, deliver=deliver)
