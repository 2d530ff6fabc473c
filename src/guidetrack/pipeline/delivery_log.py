"""
What is being sent just now: written before and after each message, in git's own folder.

A commit for every message would be slow, and one at the end would forget all of them in a
crash. So each message is noted before it goes out, with what is in it, and its outcome
after; the next delivery writes the outcomes into the store, and sends once more, under the
same key, what has none.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable

import msgspec

from guidetrack.alerts.alert import Purpose
from guidetrack.alerts.batch import Batch
from guidetrack.store.repository import Repository
from guidetrack.store.work_tree import writing

_FILE = "deliveries.jsonl"


class Noted(msgspec.Struct, frozen=True, kw_only=True, tag_field="line", tag="sending"):
    """A message that is about to be sent."""

    channel: str
    route: str
    key: str
    alerts: tuple[str, ...]
    purpose: Purpose
    step: int
    is_digest: bool


class Outcome(msgspec.Struct, frozen=True, kw_only=True, tag_field="line", tag="outcome"):
    """What became of a message."""

    channel: str
    key: str
    at: str
    """ISO 8601 in UTC."""
    sent: bool
    says: str | None = None
    transient: bool = True
    retry_after: float | None = None


Line = Noted | Outcome


class DeliveryLog:
    """The file, open for one delivery."""

    def __init__(self, repository: Repository) -> None:
        self._file = repository.private_dir / _FILE

    def read(self) -> list[tuple[Noted, Outcome | None]]:
        """Every message noted, in order, with its outcome where there is one."""
        noted: dict[tuple[str, str], tuple[Noted, Outcome | None]] = {}
        for line in self._lines():
            place = (line.channel, line.key)
            if isinstance(line, Noted):
                noted[place] = (line, None)
            elif place in noted:
                noted[place] = (noted[place][0], line)
        return list(noted.values())

    def note(self, batch: Batch) -> None:
        """Write down what is about to be sent."""
        self._append(
            Noted(
                channel=batch.channel,
                route=batch.route,
                key=batch.key,
                alerts=tuple(alert.id for alert in batch.alerts),
                purpose=batch.purpose,
                step=batch.step,
                is_digest=batch.is_digest,
            )
        )

    def close(self, outcome: Outcome) -> None:
        """Write down what became of it."""
        self._append(outcome)

    def forget(self) -> None:
        """Begin anew: everything in it is in the store."""
        self._file.unlink(missing_ok=True)

    def _append(self, line: Line) -> None:
        with writing(self._file), self._file.open("ab") as file:
            torn = b"\n" if file.tell() and not self._ends_whole() else b""
            file.write(torn + msgspec.json.encode(line) + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def _ends_whole(self) -> bool:
        with self._file.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"

    def _lines(self) -> Iterable[Line]:
        """The lines, without one that a crash cut short."""
        try:
            content = self._file.read_bytes()
        except FileNotFoundError:
            return
        for line in content.splitlines():
            with contextlib.suppress(msgspec.MsgspecError):
                yield msgspec.json.decode(line, type=Line)
