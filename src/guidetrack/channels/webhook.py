"""
A signed post of a CloudEvent, for programs.

The event is CloudEvents 1.0 in structured mode, the signature that of Standard Webhooks
(https://www.standardwebhooks.com), for which receivers find a library in most languages. The
body is made from the message alone: the same message sent again is the same event with the
same id, and only the time of the attempt and the signature over it differ.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import hmac
from typing import Annotated, Any
from urllib.parse import quote

import msgspec

from guidetrack.alerts.message import Message, Receipt
from guidetrack.alerts.plain import plain_alert
from guidetrack.channels.channel import Channel, LocalPath, Secret
from guidetrack.channels.posting import Line, post
from guidetrack.errors import ConfigError
from guidetrack.events.plain import encode

TYPE = "org.guidetrack.notice.v1"
"""Of every event; a new one only where an old receiver would misread it."""
_SHORTEST = 24
"""Bytes of a key, as Standard Webhooks asks."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where to post, and what to sign with."""

    address: str
    secret: Secret
    """Shared with the receiver: `whsec_` and the key in base64, or the key itself as text."""
    insecure: bool = False
    """Whether `http:` may leave this machine."""
    ca_file: LocalPath | None = None
    """Certificates to trust instead of the system's."""
    timeout: Annotated[float, msgspec.Meta(gt=0, le=600)] = 30
    """Seconds for the whole exchange."""


def deliver(message: Message, settings: Settings, now: dt.datetime) -> Receipt:
    """
    Post a message as one signed event.

    Raises:
        ConfigError: the address or the key cannot be used.
        DeliveryError: it was not taken; not transient where it never will be.
    """
    body = encode(cloud_event(message)).encode()
    stamp = str(int(now.timestamp()))
    line = Line(
        address=settings.address,
        timeout=settings.timeout,
        ca_file=settings.ca_file,
        insecure=settings.insecure,
    )
    headers = {
        "Content-Type": "application/cloudevents+json; charset=utf-8",
        "Idempotency-Key": message.key,
        "webhook-id": message.key,
        "webhook-timestamp": stamp,
        "webhook-signature": _signature(_key(settings.secret), message.key, stamp, body),
    }
    return post(line, body, headers, now)


def cloud_event(message: Message) -> dict[str, Any]:
    """Give the event of a message as plain data; `docs/webhooks.md` describes it."""
    event = {
        "specversion": "1.0",
        "id": message.key,
        "source": f"urn:guidetrack:route:{quote(message.route, safe='')}",
        "type": TYPE,
        "time": message.raised_at,
        "datacontenttype": "application/json",
    }
    if subject := _subject(message):
        event["subject"] = subject
    data = {
        "schema_version": 1,
        "key": message.key,
        "route": message.route,
        "is_sample": message.is_sample,
        "subject": message.subject,
        "text": message.text,
        "thread": message.thread,
        "alerts": [plain_alert(each) for each in message.alerts],
    }
    return {**event, "data": data}


def _subject(message: Message) -> str | None:
    """The reference that everything in the message is about, if it is one."""
    events = [event for alert in message.alerts for event in alert.events]
    found = {event.reference_after or event.reference_before for event in events}
    return found.pop() if len(found) == 1 else None


def _key(secret: str) -> bytes:
    key = secret.encode()
    try:
        if secret.startswith("whsec_"):
            key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        raise ConfigError(
            "the channel's 'secret' begins with whsec_, and what follows is no base64",
            hint="Copy it again from the receiver.",
        ) from None
    if len(key) < _SHORTEST:
        raise ConfigError(
            f"the channel's 'secret' is shorter than {_SHORTEST} bytes, and could be guessed",
            hint="Make one with: openssl rand -hex 32",
        )
    return key


def _signature(key: bytes, name: str, stamp: str, body: bytes) -> str:
    signed = f"{name}.{stamp}.".encode() + body
    mac = hmac.new(key, signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(mac).decode()}"


CHANNEL = Channel(kind="webhook", settings=Settings, deliver=deliver)
