"""
Captures that were refused, kept for whoever wants to see why.

They lie in git's own folder and never in a commit: nothing of a page that is no
guidance may ever be pushed, published or compared. Beside the bytes, which are kept
once however often they come, stands what is known of each refusal.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from guidetrack.store.repository import Repository
from guidetrack.store.work_tree import writing

MOST_KEPT = 500
"""Refusals kept; the oldest go first."""
_ID_LENGTH = 12


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """One capture that was refused."""

    source: str
    """The file or address, as it was read."""
    reference: str | None
    """The guidance it claims to be or was asked for; None where neither is known."""
    reason: str
    """One sentence for people."""
    kind: str | None = None
    """What the gate calls the reason; None where nothing could be read at all."""
    asked: str | None = None
    """The number that a person or a plan gave for it."""
    address: str | None = None
    """Where it was fetched from."""
    media_type: str | None = None
    run_at: str
    """When it was last refused, ISO 8601 in UTC."""
    sha256: str
    size: int
    """In bytes."""

    @property
    def id(self) -> str:
        """What people call it: the same bytes from the same source are one refusal."""
        digest = hashlib.sha256(f"{self.sha256}\0{self.source}".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()[:_ID_LENGTH]


def quarantine(repository: Repository, content: bytes, refusal: Refusal) -> None:
    """
    Keep refused bytes, and why they were refused.

    Raises:
        StoreError: the folder cannot be written.
    """
    folder = _folder(repository)
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        body = folder / refusal.sha256
        if not body.exists():
            _write(body, content)
        _write(folder / f"{refusal.id}.json", msgspec.json.encode(refusal))


def prune(repository: Repository, most: int = MOST_KEPT) -> None:
    """
    Let the oldest refusals go, beyond those that are kept.

    Raises:
        StoreError: the folder cannot be written.
    """
    for old in held(repository)[most:]:
        drop(repository, old)


def held(repository: Repository) -> list[Refusal]:
    """Every refusal that is kept, the newest first."""
    found = list(_read(_folder(repository)))
    return sorted(found, key=lambda each: (each.run_at, each.source), reverse=True)


def content_of(repository: Repository, refusal: Refusal) -> bytes | None:
    """The refused bytes, or None where they are gone or no longer what they were."""
    try:
        content = (_folder(repository) / refusal.sha256).read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == refusal.sha256 else None


def drop(repository: Repository, refusal: Refusal) -> None:
    """
    Delete a refusal, and its bytes where no other refusal is of them.

    Raises:
        StoreError: the folder cannot be written.
    """
    folder = _folder(repository)
    with writing(folder):
        (folder / f"{refusal.id}.json").unlink(missing_ok=True)
        if all(each.sha256 != refusal.sha256 for each in _read(folder)):
            (folder / refusal.sha256).unlink(missing_ok=True)


def _folder(repository: Repository) -> Path:
    return repository.private_dir / "quarantine"


def _read(folder: Path) -> Iterator[Refusal]:
    for file in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        # A kill can leave a file cut short; what it told is in the journal as well.
        with contextlib.suppress(OSError, msgspec.DecodeError):
            yield msgspec.json.decode(file.read_bytes(), type=Refusal)


def _write(file: Path, content: bytes) -> None:
    draft = file.with_name(file.name + ".new")
    draft.write_bytes(content)
    draft.replace(file)
