"""
The past of one tip as git told it, so that git is not asked again until the tip moves.

Telling which of hundreds of commits touched the guidance makes git read the trees of all
of them, and the past of a commit never changes. What is kept is only believed of exactly
what was asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from guidetrack.store.history import LOG_FORMAT, Revision
from guidetrack.store.remembered_file import RememberedFile

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
        self._file = RememberedFile(private_dir / "revisions.json")
        self._shallow = private_dir.parent / "shallow"

    def recall(self, asked: Sequence[str]) -> list[Revision] | None:
        """What was kept for exactly this question, or None."""
        body = None if self._shallow.exists() else self._file.read()
        if body is None:
            return None
        try:
            kept = msgspec.json.decode(body, type=_Kept)
        except msgspec.MsgspecError:
            return None
        return kept.revisions if kept.asked == _question(asked) else None

    def keep(self, asked: Sequence[str], revisions: list[Revision]) -> None:
        """Remember the answer in the place of what was kept before."""
        if not self._shallow.exists():
            self._file.write(msgspec.json.encode(_Kept(_question(asked), revisions)))


def _question(asked: Sequence[str]) -> tuple[str, ...]:
    return (str(_VERSION), LOG_FORMAT, *asked)
