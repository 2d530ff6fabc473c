"""
Messages as files in a folder: for a share, for another program, for whoever looks.

Each file is named after the message's key and put in place in one step, so a message
written again is the same file, and nobody ever reads half of one.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from guidetrack.alerts.alert import Alert
from guidetrack.alerts.mail import as_email
from guidetrack.alerts.message import Message, Receipt
from guidetrack.alerts.plain import plain_alert
from guidetrack.channels.channel import Channel, LocalPath
from guidetrack.channels.folder import put, writing
from guidetrack.events.plain import encode

Form = Literal["eml", "text", "html", "jsonl"]
_LOG = "notices.jsonl"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which folder, and what is written there."""

    folder: LocalPath
    write: Annotated[tuple[Form, ...], msgspec.Meta(min_length=1)] = ("eml", "text", "html")
    """`jsonl` adds a line for each alert to `notices.jsonl`."""
    from_: str = msgspec.field(name="from", default="guidetrack@guidetrack.invalid")
    """The sender that an `.eml` shows."""


def deliver(message: Message, settings: Settings, now: dt.datetime) -> Receipt:
    """
    Write a message into the folder.

    Raises:
        DeliveryError: the folder cannot be written.
    """
    folder = Path(settings.folder)
    with writing(folder):
        for name, content in _files(message, settings, now):
            put(folder / name, content)
        if "jsonl" in settings.write:
            _log(folder / _LOG, message)
    return Receipt(says=f"written as {message.key}")


def _files(message: Message, settings: Settings, now: dt.datetime) -> Iterator[tuple[str, bytes]]:
    if "eml" in settings.write:
        mail = as_email(message, sender=settings.from_, recipients=(), sent_at=now)
        yield f"{message.key}.eml", mail.as_bytes()
    if "text" in settings.write:
        yield f"{message.key}.txt", message.text.encode("utf-8")
    if "html" in settings.write:
        yield f"{message.key}.html", message.html.encode("utf-8")
    for each in message.attachments:
        yield f"{message.key}-{Path(each.name).name}", each.content


def _log(file: Path, message: Message) -> None:
    """Add a line for each alert that has none under this key, behind whatever is there."""
    there = file.read_bytes() if file.exists() else b""
    known = set(_keys(there))
    lines = [_line(message.key, each) for each in message.alerts]
    told = [line for line, key in lines if key not in known]
    if told:
        torn = b"\n" if there and not there.endswith(b"\n") else b""
        with file.open("ab") as target:
            target.write(torn + b"".join(told))
            target.flush()
            os.fsync(target.fileno())


def _line(key: str, alert: Alert) -> tuple[bytes, tuple[str, str]]:
    line = encode({"schema_version": 1, "key": key, **plain_alert(alert)})
    return f"{line}\n".encode(), (key, alert.id)


def _keys(log: bytes) -> Iterator[tuple[str, str]]:
    """Which alert was written under which key; a line torn by a crash is nobody's."""
    for line in log.split(b"\n"):
        with contextlib.suppress(msgspec.MsgspecError):
            written = msgspec.json.decode(line, type=_Written)
            yield written.key, written.id


class _Written(msgspec.Struct):
    """What tells one line of the log from another."""

    key: str
    id: str


CHANNEL = Channel(kind="files", settings=Settings, deliver=deliver)
