"""
Files that others read while they are written: whole or not there.

A feed reader or a calendar fetches whenever it likes, and a crash may come at any moment, so
a file is written beside its place, made safe, and put there in one step.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from guidetrack.errors import DeliveryError

_Kept = TypeVar("_Kept", bound=msgspec.Struct)
_TAKEN = re.compile(r"all|con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""`all` is the file over all routes; Windows keeps the others for itself."""


def put(file: Path, content: bytes) -> None:
    """Write a file whole or not at all; one that holds this already is left alone."""
    if file.is_file() and file.read_bytes() == content:
        return
    part = file.with_name(f".{file.name}.part")
    try:
        with part.open("wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        part.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def keep(file: Path, state: msgspec.Struct) -> None:
    """Write down, for the next message, what files are made from."""
    put(file, msgspec.json.format(msgspec.json.encode(state), indent=1) + b"\n")


def kept_in(file: Path, kind: type[_Kept]) -> _Kept:
    """
    Read back what was kept; empty where nothing was.

    Raises:
        DeliveryError: it is damaged.
    """
    if not file.exists():
        return kind()
    try:
        return msgspec.json.decode(file.read_bytes(), type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise DeliveryError(
            f"{file.name} in the folder of the channel is damaged",
            hint="Restore it, or delete it: what the folder tells then begins anew.",
        ) from None


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """
    Make the folder, and say what went wrong in it without its path.

    Raises:
        DeliveryError: it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as problem:
        raise DeliveryError(
            f"the folder cannot be written ({problem.strerror})",
            hint="Check 'folder' of the channel and who may write there.",
        ) from None


def stem_of(route: str) -> str:
    """Name the file of a route: its own name where it is one, and never that of another."""
    plain = re.sub(r"[^a-z0-9-]+", "-", route.lower()).strip("-")
    if plain == route and not _TAKEN.fullmatch(plain):
        return plain
    mark = hashlib.sha256(route.encode()).hexdigest()[:8]
    return f"{plain or 'route'}-{mark}"
