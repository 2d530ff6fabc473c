"""
Where a message can be read further: the pages that its events are about.

Only addresses of the web are given on; what a capture may have carried as one is never made
into something to click.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from guidetrack.alerts.message import Message

_WEB = re.compile(r"https?://[^\s<>|\"'`\\\x00-\x20\x7f-\x9f]+", re.IGNORECASE)


class Link(NamedTuple):
    """A page, and what it is called."""

    label: str
    """The reference, such as `HTG9046`."""
    address: str


def links_of(message: Message) -> tuple[Link, ...]:
    """Give each page of a message once, in the order in which it is told of."""
    found: dict[str, Link] = {}
    for alert in message.alerts:
        for event in alert.events:
            label = event.reference_after or event.reference_before
            address = event.url_after or event.url_before
            if label and address and _WEB.fullmatch(address):
                found.setdefault(address, Link(label, address))
    return tuple(found.values())
