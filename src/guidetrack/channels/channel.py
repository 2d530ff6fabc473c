"""
What every channel is: a name, settings, and a function that delivers one message.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

import msgspec

from guidetrack.alerts.message import Message, Receipt

Secret = Annotated[str, msgspec.Meta(extra={"secret": True})]
"""A setting that stands in the configuration only as a place: `${NAME}`, `file:`, `keyring:`."""
LocalPath = Annotated[str, msgspec.Meta(extra={"path": True})]
"""A file or folder; in the configuration relative to `guidetrack.yaml`."""


class Channel(NamedTuple):
    """
    One way to people.

    `deliver(message, settings, now)` gives a receipt, or raises `DeliveryError`. It may be
    called again with a message that arrived already, after a crash; the message's `key` is
    what the receiver tells the two apart by. Settings hold secrets: neither they nor an
    address appear in a receipt or in an error.
    """

    kind: str
    """The word after `kind:` in the configuration; the name of the file."""
    settings: type[msgspec.Struct]
    deliver: Callable[[Message, Any, dt.datetime], Receipt]
    keeps_due_dates: bool = False
    """Whether it is given an alert once more when somebody has acknowledged it."""
