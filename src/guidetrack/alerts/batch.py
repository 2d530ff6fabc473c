"""
What goes to a channel next, and how a channel has been doing.
"""

from __future__ import annotations

import msgspec

from guidetrack.alerts.alert import Alert, Purpose


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """The alerts of one message to one channel."""

    channel: str
    """Its name in the configuration."""
    route: str
    """Whom it is for; of an escalation the route that is told as well."""
    key: str
    """The idempotency key: the same for the same content, however often it is sent."""
    alerts: tuple[Alert, ...]
    """In the order in which they are told; several only in a digest."""
    purpose: Purpose = "notice"
    step: int = 0
    """Which reminder, from 1; 0 for the notice itself."""

    is_digest: bool = False
    """
    Whether it is what a daily or weekly route gets on its day, be it one alert: once it is
    sent, the route's day is to be remembered. What only catches up on a channel is none.
    """


class ChannelState(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """How a channel has been doing; all defaults for one that works. Times are ISO 8601 in UTC."""

    failing_since: str | None = None
    failures: int = 0
    """In a row."""
    next_try: str | None = None
    """Before this nothing is sent to it."""
    told: bool = False
    """Whether the operator was told that it fails."""
