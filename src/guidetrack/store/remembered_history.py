"""
The past of one tip as git told it, so that git is not asked again until the tip moves.

Telling which of hundreds of commits touched the guidance makes git read the trees of all
of them, and the past of a commit never changes. What is kept lies in git's own folder,
carries a digest, and is only believed of exactly what was asked; it may be deleted at any
time, and where it cannot be written nothing is remembered.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from guidetrack.store.history import LOG_FORMAT, Revision

_VERSION = 1
"""Raised whenever the same answer of git is read as other revisions."""


class _Kept(msgspec.Struct, frozen=True):
    asked: tuple[str, ...]
    revisions: list[Revision]


class RememberedHistory:
    """
    The revisions of one tip in one repository.

    `private_dir` is guidetrack's folder inside git's. A shallow clone may be deepened,
    which changes the past of the same tip, so of one nothing is remembered.
    """

    def __init__(self, private_dir: Path) -> None:
        self._file = private_dir / "revisions.json"
        self._shallow = private_dir.parent / "shallow"

    def recall(self, asked: Sequence[str]) -> list[Revision] | None:
        """What was kept for exactly this question, or None."""
        try:
            digest, _, body = self._file.read_bytes().partition(b"\n")
            if self._shallow.exists() or digest != _digest(body):
                return None
            kept = msgspec.json.decode(body, type=_Kept)
        except (OSError, msgspec.MsgspecError):
            return None
        return kept.revisions if kept.asked == _question(asked) else None

    def keep(self, asked: Sequence[str], revisions: list[Revision]) -> None:
        """Remember the answer in the place of what was kept before."""
        if self._shallow.exists():
            return
        body = msgspec.json.encode(_Kept(_question(asked), revisions))
        draft = self._file.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(_digest(body) + b"\n" + body)
            draft.replace(self._file)


def _question(asked: Sequence[str]) -> tuple[str, ...]:
    return (str(_VERSION), LOG_FORMAT, *asked)


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()
