"""
The identities of alerts, digests and silences: made from content, the same for ever.

An alert's identity is the key by which a receiver tells "sent again after a crash" from
"happened again". So it is made from route, events and occurrence and from nothing that a
second attempt could see otherwise: no clock, no commit, no wording, no order.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec

from guidetrack.alerts.alert import AlertKind

_LENGTH = 16
_TOLD_ANEW: tuple[AlertKind, ...] = ("correction", "retraction")


def alert_id(
    route: str,
    event_ids: Iterable[str],
    occurrence: int = 1,
    *,
    kind: AlertKind = "notice",
    of: str | None = None,
) -> str:
    """
    Make `GA-` and 16 characters of base32 from who is told what, and the how-manieth time.

    The kind counts only for what corrects or retracts `of`, so that it never has the identity
    of the alert it is about.
    """
    said: list[Any] = [route, sorted(set(event_ids)), occurrence]
    if kind in _TOLD_ANEW:
        said += [kind, of]
    return _named("GA", said)


def digest_key(alert_ids: Iterable[str], channel: str) -> str:
    """Make `GD-` and 16 characters of base32 from the alerts of one message to one channel."""
    return _named("GD", [sorted(set(alert_ids)), channel])


def silence_id(  # noqa: PLR0913 - all that makes two silences differ
    route: str | None,
    references: Iterable[str],
    kinds: Iterable[str],
    *,
    reason: str,
    since: str,
    until: str,
) -> str:
    """Make `GS-` and 16 characters of base32 from what is silenced, why, and for how long."""
    return _named("GS", [route, sorted(references), sorted(kinds), reason, since, until])


def _named(prefix: str, said: list[Any]) -> str:
    digest = hashlib.sha256(msgspec.json.encode(said)).digest()
    return f"{prefix}-{base64.b32encode(digest)[:_LENGTH].decode('ascii')}"
