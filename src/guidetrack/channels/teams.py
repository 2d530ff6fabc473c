"""
A card in a channel of Microsoft Teams, through the address of a workflow.

Words are set as runs of a RichTextBlock, in which nothing is Markdown: no title can become a
link, and nobody is mentioned, because a card mentions only whom it lists. The workflow is
made in Teams from the template "Post to a channel when a webhook request is received".
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

_MOST_BYTES = 27_000
"""Of a message; Teams takes 28 KB (see "Create Incoming Webhooks" of Microsoft Learn)."""
_MOST_ACTIONS = 6
_NO_BREAK = "\u00a0"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where to post."""

    address: Secret
    """Of the workflow; whoever knows it can post."""
    ca_file: LocalPath | None = None
    """Certificates to trust instead of the system's."""
    timeout: Annotated[float, msgspec.Meta(gt=0, le=600)] = 30
    """Seconds for the whole exchange."""


def deliver(message: Message, settings: Settings, now: dt.datetime) -> Receipt:
    """
    Post a message as one card.

    Raises:
        ConfigError: the address cannot be used.
        DeliveryError: it was not taken; not transient where it never will be.
    """
    text = whole_or_shortened(
        message, "Teams", lambda text: len(_body(message, text)) <= _MOST_BYTES
    )
    line = Line(address=settings.address, timeout=settings.timeout, ca_file=settings.ca_file)
    headers = {"Content-Type": "application/json", "Idempotency-Key": message.key}
    return post(line, _body(message, text), headers, now)


def _body(message: Message, text: str) -> bytes:
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "msteams": {"width": "Full"},
        "body": [_heading(message.subject), *_lines(text)],
        "actions": [
            {"type": "Action.OpenUrl", "title": f"Read {each.label}", "url": each.address}
            for each in links_of(message)[:_MOST_ACTIONS]
        ],
    }
    attachment = {
        "contentType": "application/vnd.microsoft.card.adaptive",
        "contentUrl": None,
        "content": card,
    }
    return encode({"type": "message", "attachments": [attachment]}).encode()


def _heading(subject: str) -> dict[str, Any]:
    run = {"type": "TextRun", "text": subject, "weight": "Bolder", "size": "Medium"}
    return {"type": "RichTextBlock", "inlines": [run]}


def _lines(text: str) -> Iterator[dict[str, Any]]:
    """Set each line as a block: within a block Teams does not keep the ends of lines."""
    begins = True
    for line in text.splitlines():
        if not line.strip():
            begins = True
            continue
        words = line.lstrip(" ")
        shown = _NO_BREAK * (len(line) - len(words)) + words
        run = {"type": "TextRun", "text": shown}
        spacing = "Medium" if begins else "None"
        yield {"type": "RichTextBlock", "spacing": spacing, "inlines": [run]}
        begins = False


CHANNEL = Channel(kind="teams", settings=Settings, deliver=deliver)
