"""
What a channel is handed: one message, rendered, with its idempotency key.

A channel knows its protocol and nothing of rules, stores or configuration; whatever it
may need of an alert is here already, in words and as data.
"""

from __future__ import annotations

import msgspec

from guidetrack.alerts.alert import Alert


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """A file that goes with a message."""

    name: str
    media_type: str
    content: bytes


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One message to one channel: a notice, or a digest of several."""

    key: str
    """
    The idempotency key: the alert's id, `-R1` or `-E1` behind it for a reminder or an
    escalation, or `GD-` and 16 characters for a digest. The same message sent again after a
    crash has the same key.
    """
    route: str
    alerts: tuple[Alert, ...]
    """One; several in a digest."""
    subject: str
    text: str
    """Complete by itself."""
    html: str
    """Complete by itself, with nothing loaded from elsewhere."""
    raised_at: str
    """ISO 8601 in UTC."""
    thread: str | None = None
    """The key of the message before it on the same guidance and route."""
    is_sample: bool = False
    attachments: tuple[Attachment, ...] = ()


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """Proof that a message was taken."""

    says: str
    """What the receiver answered, in a few words; no address, no secret."""
