"""
A message in a channel of Slack, through an incoming webhook.

Words are set as `plain_text`, in which Slack reads no mark-up: no title can become a link,
and `<!channel>` calls nobody. What is read as mark-up, the fallback and the links, is escaped
as Slack asks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any

import msgspec

from guidetrack.alerts.message import Message, Receipt
from guidetrack.channels.channel import Channel, LocalPath, Secret
from guidetrack.channels.links import links_of
from guidetrack.channels.posting import Line, post
from guidetrack.channels.shortening import whole_or_shortened
from guidetrack.events.plain import encode

_MOST_IN_ALL = 12_000
"""Characters in all blocks. Slack documents none, and refuses what is above some 13,000."""
_MOST_IN_A_SECTION = 2_900
"""Slack takes 3,000."""
_MOST_IN_A_HEADING = 150
_MOST_LINKS = 10


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where to post."""

    address: Secret
    """Of the incoming webhook; whoever knows it can post."""
    ca_file: LocalPath | None = None
    """Certificates to trust instead of the system's."""
    timeout: Annotated[float, msgspec.Meta(gt=0, le=600)] = 30
    """Seconds for the whole exchange."""


def deliver(message: Message, settings: Settings, now: dt.datetime) -> Receipt:
    """
    Post a message.

    Raises:
        ConfigError: the address cannot be used.
        DeliveryError: it was not taken; not transient where it never will be.
    """
    text = whole_or_shortened(message, "Slack", lambda text: _size(text) <= _MOST_IN_ALL)
    body = {
        "text": _escape(message.subject),
        "blocks": [_heading(message.subject), *_sections(text), *_links(message)],
        "mrkdwn": False,
        "link_names": False,
        "parse": "none",
        "unfurl_links": False,
        "unfurl_media": False,
    }
    line = Line(address=settings.address, timeout=settings.timeout, ca_file=settings.ca_file)
    headers = {"Content-Type": "application/json", "Idempotency-Key": message.key}
    return post(line, encode(body).encode(), headers, now)


def _size(text: str) -> int:
    """Characters as Slack is likely to count them: those outside the usual plane twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _heading(subject: str) -> dict[str, Any]:
    if _size(subject) <= _MOST_IN_A_HEADING:
        return {"type": "header", "text": _plain(subject)}
    return {"type": "section", "text": _plain(subject[:_MOST_IN_A_SECTION])}


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def _sections(text: str) -> Iterator[dict[str, Any]]:
    """Set a text as sections, each up to the end of a line; Slack refuses one that is blank."""
    held = [""]
    for line in _pieces(text):
        if held[-1] and _size(held[-1]) + _size(line) > _MOST_IN_A_SECTION:
            held.append("")
        held[-1] += line
    return ({"type": "section", "text": _plain(each)} for each in held if each.strip())


def _pieces(text: str) -> Iterator[str]:
    """Lines with their ends; one that alone is too long for a section comes in parts."""
    half = _MOST_IN_A_SECTION // 2
    for line in text.splitlines(keepends=True):
        for at in range(0, len(line), half):
            yield line[at : at + half]


def _links(message: Message) -> Iterator[dict[str, Any]]:
    found = links_of(message)[:_MOST_LINKS]
    if found:
        shown = " \u00b7 ".join(
            f"<{_escape(each.address)}|{_escape(each.label)}>" for each in found
        )
        yield {"type": "context", "elements": [{"type": "mrkdwn", "text": f"Read: {shown}"}]}


def _escape(text: str) -> str:
    """Escape the three characters that Slack reads as mark-up."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


CHANNEL = Channel(kind="slack", settings=Settings, deliver=deliver)
