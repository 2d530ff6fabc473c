"""
Every other service, through Apprise: more than a hundred kinds of address.

Apprise tells only that it failed, and logs why with the address in it; the address holds the
keys of the service, so its log is left out. It has no idempotency key to hand on: a message
sent again after a crash is told apart by the identity in its text.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import msgspec

from guidetrack.alerts.message import Message, Receipt
from guidetrack.channels.channel import Channel, Secret
from guidetrack.channels.extras import require
from guidetrack.channels.quiet import without_logs_of
from guidetrack.errors import ConfigError, DeliveryError

if TYPE_CHECKING:
    import apprise

_LOGS = ("apprise", "requests", "urllib3")


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which service."""

    address: Secret
    """As Apprise writes it, such as `mattermost://...`; it holds the service's keys."""
    attach: bool = True
    """Whether tables go along, where the service takes files."""


def deliver(message: Message, settings: Settings, now: dt.datetime) -> Receipt:
    """
    Hand a message to the service.

    Raises:
        ConfigError: Apprise is not installed, or knows no such address.
        DeliveryError: the service did not take it.
    """
    del now
    service = _service(settings.address)
    with without_logs_of(*_LOGS):
        is_taken = service.notify(
            body=message.text,
            title=message.subject,
            body_format="text",
            attach=_attachments(message) if settings.attach else None,
        )
    if not is_taken:
        raise DeliveryError(
            "the service did not take the message",
            hint="Try its address with Apprise itself: apprise -vv -b test ADDRESS",
        )
    return Receipt(says="taken by the service")


def _service(address: str) -> apprise.Apprise:
    require("apprise", kind="apprise")
    import apprise  # noqa: PLC0415 - an extra, and slow to load

    # In memory: Apprise would keep what it learnt of a service in the user's folder.
    asset = apprise.AppriseAsset(storage_mode="memory", app_id="guidetrack")
    service = apprise.Apprise(asset=asset)
    with without_logs_of(*_LOGS):
        is_known = service.add(address)
    if not is_known:
        raise ConfigError(
            "Apprise knows no such address as the channel's 'address'",
            hint="The kinds of address are listed at https://appriseit.com",
        )
    return service


def _attachments(message: Message) -> list[Any]:
    from apprise.attachment.memory import AttachMemory  # noqa: PLC0415

    make: Any = AttachMemory  # it has no types
    return [
        make(content=each.content, name=each.name, mimetype=each.media_type)
        for each in message.attachments
    ]


CHANNEL = Channel(kind="apprise", settings=Settings, deliver=deliver)
