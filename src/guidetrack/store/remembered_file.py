"""
A file that remembers what reading the store has found, in git's own folder.

Whatever is in one can be found again, so it is only believed where its digest is right, it
is replaced as a whole, and where it cannot be written nothing is remembered. Everybody may
delete it at any time.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path


class RememberedFile:
    """One file of guidetrack's folder inside git's."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> bytes | None:
        """What was written, or None where nothing was or the file holds something else."""
        try:
            digest, _, body = self._file.read_bytes().partition(b"\n")
        except OSError:
            return None
        return body if digest == _digest(body) else None

    def write(self, body: bytes) -> None:
        """Put this in the place of what was there."""
        draft = self._file.with_suffix(".draft")  # two writers at once spoil it, and it is refused
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(_digest(body) + b"\n" + body)
            draft.replace(self._file)


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()
