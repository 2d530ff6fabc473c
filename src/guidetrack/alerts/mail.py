"""
A message as an e-mail, whoever carries it.

Mail programs thread by `References`, drop a message they have by its `Message-ID`, and
keep out-of-office answers away from what says that a machine sent it; so all of these are
made from the message alone, and the same message sent twice is the same e-mail.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from email.headerregistry import Address, Group
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from guidetrack.alerts.message import Message

DOMAIN = "guidetrack.invalid"
"""Behind the `@` of a `Message-ID` where no domain is configured (RFC 2606: nobody's)."""
_URGENT = {"act": ("1", "high")}


def as_email(
    message: Message,
    *,
    sender: str,
    recipients: Sequence[str],
    sent_at: dt.datetime,
    domain: str = DOMAIN,
) -> EmailMessage:
    """
    Make the e-mail of a message: text, HTML and attachments.

    Args:
        message: what is told.
        sender: an address, or `Name <address>`.
        recipients: addresses; with none the message is addressed to nobody by name.
        sent_at: for the `Date`.
        domain: of `Message-ID` and `List-Id`.

    Raises:
        ValueError: an address is none.
    """
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = _one_line(message.subject)
    mail["From"] = sender
    mail["To"] = list(map(_address, recipients)) or Group("undisclosed-recipients")
    mail["Date"] = format_datetime(sent_at)
    mail["Message-ID"] = message_id(message.key, domain)
    if message.thread:
        mail["In-Reply-To"] = message_id(message.thread, domain)
        mail["References"] = message_id(message.thread, domain)
    mail["List-Id"] = f"{_one_line(message.route)} <{_label(message.route)}.{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"  # Exchange asks for this one instead
    for alert in message.alerts:
        if alert.priority in _URGENT:
            mail["X-Priority"], mail["Importance"] = _URGENT[alert.priority]
            break
    mail.set_content(message.text, cte="quoted-printable")
    mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    for each in message.attachments:
        main, _, sub = each.media_type.partition("/")
        mail.add_attachment(each.content, maintype=main, subtype=sub, filename=each.name)
    return _with_fixed_boundaries(mail, message.key)


def message_id(key: str, domain: str = DOMAIN) -> str:
    """The `Message-ID` that belongs to the idempotency key of a message."""
    return f"<{key}@{domain}>"


def _address(text: str) -> Address:
    try:
        return Address(addr_spec=text)
    except Exception as problem:  # the standard library raises several unrelated types
        raise ValueError("a recipient is no e-mail address") from problem


def _one_line(text: str) -> str:
    """A header ends at a line end, so none may be in it."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split())


def _label(route: str) -> str:
    return re.sub(r"[^a-z0-9-]+", "-", route.lower()).strip("-") or "guidance"


def _with_fixed_boundaries(mail: EmailMessage, key: str) -> EmailMessage:
    """Name the borders between parts after the message; otherwise they are random."""
    for number, part in enumerate(mail.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{key}_{number}_=")
    return mail
