"""
One guidetrack at a time in one repository.

The lock belongs to the operating system, so it ends with its process however that
ends. Who holds it stands beside it, for the one who has to wait.
"""

from __future__ import annotations

import datetime as dt
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from guidetrack.errors import StoreError
from guidetrack.store.history import iso_utc
from guidetrack.store.repository import Repository
from guidetrack.store.work_tree import writing


class Holder(msgspec.Struct, frozen=True):
    """Who is at work in the repository."""

    pid: int
    host: str
    since: str
    """ISO 8601 in UTC."""


@contextmanager
def locked(repository: Repository, *, now: dt.datetime, patience: float = 60.0) -> Iterator[None]:
    """
    Keep every other guidetrack out of the repository meanwhile.

    Raises:
        StoreError: another one is at work for longer than `patience` seconds (the
            message says which), or the repository cannot be written.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only commands that write need it

    folder = repository.private_dir
    holder = folder / "lock.holder"
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "lock")
    with writing(folder / "lock"):
        try:
            lock.acquire(timeout=patience, poll_interval=0.05)
        except Timeout as problem:
            raise _refuse(holder) from problem
    try:
        with writing(holder):
            holder.write_bytes(msgspec.json.encode(_myself(now)))
        yield
    finally:
        lock.release()


def _myself(now: dt.datetime) -> Holder:
    return Holder(os.getpid(), socket.gethostname(), iso_utc(now))


def _refuse(holder: Path) -> StoreError:
    try:
        who = msgspec.json.decode(holder.read_bytes(), type=Holder)
        said = f"process {who.pid} on {who.host}, since {who.since}"
    except (OSError, msgspec.DecodeError):
        said = "a process that has not said who it is"
    return StoreError(
        f"another guidetrack is at work in this repository: {said}",
        hint="Wait until it ends, then run the command again.",
    )
